import { useEffect, useState } from 'preact/hooks';

export const themes = ['Auto', 'Light', 'Dark'] as const;
export type Theme = (typeof themes)[number];

const stored = (): Theme => {
  try {
    const t = localStorage.getItem('theme') as Theme;
    return themes.includes(t) ? t : 'Auto';
  } catch {
    return 'Auto'; // storage is switched off
  }
};

/** The theme chosen, and whether the page is dark now. */
export function useTheme() {
  const [theme, setTheme] = useState<Theme>(stored);
  const query = matchMedia('(prefers-color-scheme: dark)');
  const [system, setSystem] = useState(query.matches);
  useEffect(() => {
    const changed = () => setSystem(query.matches);
    query.addEventListener('change', changed);
    return () => query.removeEventListener('change', changed);
  }, []);
  const dark = theme === 'Dark' || (theme === 'Auto' && system);
  useEffect(() => {
    document.documentElement.dataset.theme = dark ? 'dark' : 'light';
    try {
      localStorage.setItem('theme', theme);
    } catch {
      // not kept
    }
  }, [theme, dark]);
  return { theme, setTheme, dark };
}
