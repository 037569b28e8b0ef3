import { useState } from 'preact/hooks';
import { ApiError, type Data, signIn } from './api';
import { visible } from './format';
import { verbs } from './model';
import { usePage, useWords } from './page';
import { type Theme, themes } from './theme';
import { Way, toVerb } from './front';
import { type Word, word } from './words';

export const mark = 'mark.svg';

/** The head of every page: where one is, whose data, how old. */
export function Header({ theme, onTheme }: { theme: Theme; onTheme(t: Theme): void }) {
  const { at, all, data, go } = usePage();
  const { t, l } = useWords();
  return (
    <header class="top">
      <a class="skip" href="#content" onClick={(e) => { e.preventDefault(); document.getElementById('content')?.focus(); }}>{t('skip')}</a>
      <div class="line">
        <Way class="brand" to={toVerb('')}><img src={mark} alt="" width="26" height="26" /><b>{t('name')}</b></Way>
        <div class="data">
          {all.length > 1 ? (
            <select aria-label={t('dataLabel')} value={data.id} onChange={(e) => go({ data: e.currentTarget.value, params: {}, run: false, why: null })}>
              {all.map((d) => <option key={d.id} value={d.id}>{visible(l(d.meta.title) || d.meta.name)}</option>)}
            </select>
          ) : <span class="title">{visible(l(data.meta.title) || data.meta.name)}</span>}
          <Age data={data} />
        </div>
        <nav class="tools" aria-label={t('language')}>
          {(['en', 'zh'] as const).map((x) => (
            <button key={x} lang={x === 'zh' ? 'zh-Hans' : 'en'} aria-pressed={at.lang === x} onClick={() => go({ lang: x }, true)}>{x === 'en' ? 'EN' : '中文'}</button>
          ))}
          <select class="theme" aria-label={t('theme')} value={theme} onChange={(e) => onTheme(e.currentTarget.value as Theme)}>
            {themes.map((x) => <option key={x} value={x}>{t(`theme${x}` as Word)}</option>)}
          </select>
        </nav>
      </div>
      <nav class="tabs" aria-label={t('verbsNav')}>
        {verbs.map((v) => <Way key={v} to={toVerb(v)} aria-current={at.verb === v ? 'page' : undefined}>{t(v)}</Way>)}
      </nav>
    </header>
  );
}

/** How old the data are: always in sight. */
function Age({ data }: { data: Data }) {
  const { t } = useWords();
  const { year } = data.meta;
  const age = data.age;
  const old = age === undefined ? '' : age <= 0 ? t('dataAgeNow') : age === 1 ? t('dataAgeOne') : t('dataAge', { n: age });
  return <span class={age !== undefined && age > 5 ? 'age old' : 'age'}>{year ? t('dataOf', { year }) : t('dataYearUnknown')}{old && <b> · {old}</b>}</span>;
}

export function Footer() {
  const { data, catalogue } = usePage();
  const { t, l } = useWords();
  const m = data.meta;
  return (
    <footer class="foot">
      <p>{t('source')}: {visible(l(m.title) || m.name)}. {visible(m.citation ?? '')}</p>
      <p class="quiet">{t('name')} {visible(catalogue.version)} · {t('tagline')}</p>
    </footer>
  );
}

/** Asks for the token, where the program wants one. */
export function SignIn({ lang, onDone }: { lang: 'en' | 'zh'; onDone(): void }) {
  const [token, setToken] = useState('');
  const [wrong, setWrong] = useState('');
  const t = (key: Word) => word(key, lang);
  return (
    <main id="content" class="signin">
      <h1>{t('name')}</h1>
      <form onSubmit={(e) => { e.preventDefault(); signIn(token).then(onDone, (x: Error) => setWrong(x instanceof ApiError ? x.trouble.error : x.message)); }}>
        <label for="token">{t('token')}</label>
        <input id="token" type="password" autocomplete="current-password" value={token} onInput={(e) => setToken(e.currentTarget.value)} />
        <button class="main" type="submit">{t('signIn')}</button>
      </form>
      {wrong && <p class="trouble" role="alert">{visible(wrong)}</p>}
    </main>
  );
}

