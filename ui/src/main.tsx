import { render } from 'preact';
import { useCallback, useEffect, useMemo, useState } from 'preact/hooks';
import { type Address, parse, write } from './address';
import { ApiError, type Catalogue, type Data, catalogue, listData, session } from './api';
import { EntryPage } from './entry';
import { Front, VerbPage } from './front';
import { type Page, PageContext, usePage, useWords } from './page';
import { Footer, Header, SignIn } from './shell';
import './style.css';
import { useTheme } from './theme';
import { ViewPage } from './views';
import { views } from './views/view';
import { word } from './words';

const preferred = () => (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

/** The address, followed and written. */
function useAddress(): [Address, Page['go']] {
  const [at, set] = useState(() => parse(location.search, preferred()));
  useEffect(() => {
    const back = () => set(parse(location.search, preferred()));
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);
  const go = useCallback((change: Partial<Address>, replace = false) => {
    set((now) => {
      const next = { ...now, ...change };
      const moved = next.entry !== now.entry || next.view !== now.view || next.verb !== now.verb;
      history[replace ? 'replaceState' : 'pushState'](null, '', write(next));
      if (moved) scrollTo(0, 0);
      return next;
    });
  }, []);
  return [at, go];
}

interface Loaded {
  catalogue?: Catalogue;
  all?: Data[];
  error?: Error;
  closed?: boolean; // a token is needed
}

function App() {
  const [at, go] = useAddress();
  const { theme, setTheme, dark } = useTheme();
  const [loaded, set] = useState<Loaded>({});
  const load = useCallback(async () => {
    try {
      const [c, who] = await Promise.all([catalogue(), session()]);
      if (who.required && !who.name) return set({ closed: true });
      set({ catalogue: c, all: await listData() });
    } catch (error) {
      set({ error: error as Error });
    }
  }, []);
  useEffect(() => void load(), []);
  useEffect(() => {
    document.documentElement.lang = at.lang === 'zh' ? 'zh-Hans' : 'en';
    document.title = `${word('name', at.lang)} · ${word('tagline', at.lang)}`;
  }, [at.lang]);
  const refresh = useCallback(async () => {
    const all = await listData();
    set((x) => ({ ...x, all }));
  }, []);
  const data = loaded.all?.find((d) => d.id === at.data) ?? loaded.all?.[0];
  const page = useMemo<Page | null>(
    () => (loaded.catalogue && data ? { at, go, catalogue: loaded.catalogue, data, all: loaded.all!, refresh, dark } : null),
    [at, go, loaded, data, refresh, dark],
  );
  if (loaded.closed) return <SignIn lang={at.lang} onDone={() => void load()} />;
  if (!page) return <Waiting error={loaded.error} lang={at.lang} onRetry={() => { set({}); void load(); }} />;
  return (
    <PageContext.Provider value={page}>
      <Header theme={theme} onTheme={setTheme} />
      <main id="content" tabIndex={-1}><Content /></main>
      <Footer />
    </PageContext.Provider>
  );
}

function Content() {
  const { t } = useWords();
  const page = usePage();
  const { at } = page;
  if (at.view && views.some((v) => v.id === at.view)) return <ViewPage id={at.view} />;
  if (at.entry) {
    const entry = page.catalogue.entries.find((e) => e.id === at.entry);
    return entry ? <EntryPage key={entry.id} entry={entry} /> : <p class="empty">{t('noEntry', { id: at.entry })}</p>;
  }
  return at.verb ? <VerbPage verb={at.verb} /> : <Front />;
}

function Waiting({ error, lang, onRetry }: { error?: Error; lang: Address['lang']; onRetry(): void }) {
  if (!error) return <p class="waiting" role="status">{word('loading', lang)}</p>;
  const text = error instanceof ApiError && error.trouble.kind !== 'unreachable' ? error.trouble.error : word('unreachable', lang);
  return (
    <main class="waiting">
      <div class="trouble" role="alert"><p>{text}</p><button onClick={onRetry}>{word('retry', lang)}</button></div>
    </main>
  );
}

render(<App />, document.getElementById('page')!);
