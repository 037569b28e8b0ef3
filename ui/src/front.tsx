import type { Address } from './address';
import { available } from './api';
import { needs, question } from './entry';
import { visible } from './format';
import type { Verb } from './model';
import { usePage, useWords } from './page';
import type { Word } from './words';
import { Upload } from './upload';
import { usePromise } from './use';
import { views } from './views/view';
import { write } from './address';

/** A way to somewhere that is a real link: it can be opened in another tab. */
export function Way({ to, class: name, children, ...rest }: { to: Partial<Address>; class?: string; children: preact.ComponentChildren; 'aria-current'?: 'page' }) {
  const { at, go } = usePage();
  return (
    <a class={name} href={write({ ...at, ...to })} {...rest}
      onClick={(e) => { if (!e.metaKey && !e.ctrlKey && !e.shiftKey) { e.preventDefault(); go(to); } }}>{children}</a>
  );
}

const blank = { entry: '', view: '', params: {}, run: false, why: null, sort: {}, filter: {} } satisfies Partial<Address>;

export const toVerb = (verb: Verb | ''): Partial<Address> => ({ ...blank, verb });
export const toEntry = (verb: Verb, entry: string, params: Record<string, string> = {}, run = false): Partial<Address> => ({ ...blank, verb, entry, params, run });
export const toView = (verb: Verb, view: string, params: Record<string, string> = {}): Partial<Address> => ({ ...blank, verb, view, params, run: true });

interface Template {
  question: Word;
  what: Word;
  entry?: string; // that answers it today, all or in part
  params?: (economy: string, sector: string) => Record<string, string>;
}

/** The questions that come at short notice. */
const templates: Template[] = [
  { question: 'qDepends', what: 'qDependsWhat', entry: 'exposure', params: (economy, product) => ({ economy, product }) },
  { question: 'qClose', what: 'qCloseWhat', entry: 'close', params: (economy, sector) => ({ economy, sector }) },
  { question: 'qCoalition', what: 'qCoalitionWhat', entry: 'leverage', params: (economy) => ({ economy }) },
  { question: 'qBlock', what: 'qBlockWhat' },
  { question: 'qNext', what: 'qNextWhat' },
  { question: 'qOnTrack', what: 'qOnTrackWhat' },
  { question: 'qClaim', what: 'qClaimWhat' },
  { question: 'qChanged', what: 'qChangedWhat' },
];

/** What a form is filled in with: China and electronics where the table has
 * them, otherwise the first of each. */
export function useUsual(): { economy: string; sector: string } {
  const { data } = usePage();
  const electronics = data.sectors.find((s) => /electr(onic|ical and optical)|电子|电气和光学/i.test(`${s.label.en} ${s.label.zh ?? ''}`));
  return {
    economy: data.economies.length ? (data.economies.find((e) => e.id === 'CHN') ?? data.economies[0]!).id : '',
    sector: (electronics ?? data.sectors[0])?.id ?? '',
  };
}

/** Which analyses the open table has what it takes for. */
function useOpen(): Map<string, boolean> {
  const { data } = usePage();
  const { value } = usePromise(() => available(data.id), data.id);
  return new Map((value ?? []).map((a) => [a.entry, a.available]));
}

const given = (p: Record<string, string>) => Object.fromEntries(Object.entries(p).filter(([, v]) => v));

export function Front() {
  const { catalogue, at } = usePage();
  const { t, l } = useWords();
  const usual = useUsual();
  const open = useOpen();
  return (
    <div class="front">
      <header class="hero">
        <h1>{t('ask')}</h1>
        <p class="lead">{t('askMore')}</p>
      </header>
      <section aria-labelledby="five">
        <h2 id="five">{t('pictures')}</h2>
        <ul class="cards">
          {views.map((v) => (
            <li key={v.id}>
              <Way class="card" to={toView(v.verb, v.id, given(Object.fromEntries(v.params.map((p) => [p, p === 'economy' ? usual.economy : usual.sector]))))}>
                <small>{t(v.verb)}</small><b>{t(v.title)}</b><span>{t(v.what)}</span>
              </Way>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="templates">
        <h2 id="templates">{t('templates')}</h2>
        <ul class="cards">
          {templates.map((q) => {
            const entry = catalogue.entries.find((e) => e.id === q.entry);
            const can = entry && open.get(entry.id) !== false;
            return (
              <li key={q.question}>
                {entry && can ? (
                  <Way class="card" to={toEntry(entry.verb, entry.id, given(q.params!(usual.economy, usual.sector)))}>
                    <small>{t(entry.verb)} · {visible(l(entry.label))}</small><b>{t(q.question)}</b><span>{t(q.what)}</span>
                  </Way>
                ) : (
                  <div class="card closed"><small>{t(entry ? 'needsUnmet' : 'notYet')}</small><b>{t(q.question)}</b><span>{t('needsMore', { what: entry ? needs(entry, at.lang) : t(q.what) })}</span></div>
                )}
              </li>
            );
          })}
        </ul>
      </section>
      <Upload />
    </div>
  );
}

/** All that a verb has: views and analyses, or honestly nothing. */
export function VerbPage({ verb }: { verb: Verb }) {
  const { catalogue, at } = usePage();
  const { t, l } = useWords();
  const usual = useUsual();
  const entries = catalogue.entries.filter((e) => e.verb === verb);
  const own = views.filter((v) => v.verb === verb);
  const open = useOpen();
  return (
    <div class="front">
      <header class="hero"><h1>{t(`${verb}Question`)}</h1></header>
      {verb === 'brief' && <BriefCard />}
      {!entries.length && verb !== 'brief' && <div class="empty"><p><b>{t('verbEmpty')}</b></p><p>{t('verbEmptyMore')}</p></div>}
      {own.length > 0 && <h2>{t('views')}</h2>}
      {own.length > 0 && (
        <ul class="cards">
          {own.map((v) => (
            <li key={v.id}>
              <Way class="card" to={toView(v.verb, v.id, given({ economy: usual.economy, ...(v.params.includes('sector') ? { sector: usual.sector } : {}) }))}>
                <b>{t(v.title)}</b><span>{t(v.what)}</span>
              </Way>
            </li>
          ))}
        </ul>
      )}
      {entries.length > 0 && <h2>{t('analyses')}</h2>}
      <ul class="cards">
        {entries.map((e) => (
          <li key={e.id}>
            <Way class="card" to={toEntry(e.verb, e.id)}>
              <small>{visible(l(e.label))}</small><b>{question(l(e.question))}</b>
              {open.get(e.id) === false && <span>{t('needsMore', { what: needs(e, at.lang) })}</span>}
            </Way>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The brief is made by the program; the page only says of whom and hands it over. */
function BriefCard() {
  const { data, all, at, go } = usePage();
  const { t, l, lang } = useWords();
  const usual = useUsual();
  const economy = at.params.economy ?? usual.economy;
  const others = all.filter((d) => d.id !== data.id && d.meta.sectors && d.meta.sectors === data.meta.sectors);
  const compare = others.some((d) => d.id === at.params.compare) ? at.params.compare! : '';
  const href = (format: string) => `api/v1/data/${encodeURIComponent(data.id)}/brief?${new URLSearchParams({ ...(economy ? { economy } : {}), ...(compare ? { compare } : {}), lang, format, wait: '60' })}`;
  return (
    <section class="panel" aria-labelledby="brief">
      <h2 id="brief">{t('briefMake')}</h2>
      <p>{t('briefWhat')}</p>
      {data.economies.length > 0 && (
        <label class="inline">
          {t('economiesCount', { n: data.economies.length })}{' '}
          <select value={economy} onChange={(e) => go({ params: { ...at.params, economy: e.currentTarget.value } }, true)}>
            {data.economies.map((x) => <option key={x.id} value={x.id}>{visible(l(x.label) || x.id)}</option>)}
          </select>
        </label>
      )}
      {others.length > 0 && (
        <label class="inline">
          {t('compareWith')}{' '}
          <select value={compare} onChange={(e) => go({ params: { ...at.params, compare: e.currentTarget.value } }, true)}>
            <option value="">{t('nothing')}</option>
            {others.map((d) => <option key={d.id} value={d.id}>{visible(l(d.meta.title) || d.meta.name)}</option>)}
          </select>
        </label>
      )}
      <p class="downloads">
        <a href={href('html')} target="_blank" rel="noopener">{t('open')} HTML</a>
        {['html', 'docx', 'xlsx', 'md'].map((f) => <a key={f} href={href(f)} download={`brief-${economy || data.id}-${lang}.${f}`}>{t('download')} {f.toUpperCase()}</a>)}
      </p>
    </section>
  );
}

