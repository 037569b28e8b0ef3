// The state of the page is its address: what is shown can be sent, kept and
// gone back to. Nothing else is remembered, but the theme.
import { type Cell, type Lang, type Verb, verbs } from './model';

export interface Address {
  lang: Lang;
  data: string; // '' is the first of the server's list
  verb: Verb | '';
  entry: string;
  view: string; // a hand-made view
  params: Record<string, string>;
  run: boolean; // the answer is asked for, not only the form
  why: Cell | null;
  sort: Record<string, string>; // by table: column, with - for descending
  filter: Record<string, string>; // by table
}

export const home = (lang: Lang, data = ''): Address => ({
  lang, data, verb: '', entry: '', view: '', params: {}, run: false, why: null, sort: {}, filter: {},
});

const prefixes = { 'p.': 'params', 'sort.': 'sort', 'filter.': 'filter' } as const;

/** Reads a query; what it does not know is left out. */
export function parse(query: string, preferred: Lang): Address {
  const q = new URLSearchParams(query);
  const at = home(preferred, q.get('data') ?? '');
  const lang = q.get('lang');
  if (lang === 'en' || lang === 'zh') at.lang = lang;
  const verb = q.get('verb') as Verb;
  if (verbs.includes(verb)) at.verb = verb;
  at.entry = q.get('entry') ?? '';
  at.view = q.get('view') ?? '';
  at.run = q.get('run') === '1';
  const why = q.get('why')?.split('~');
  if (why?.length === 3) at.why = { table: unescape(why[0]!), row: unescape(why[1]!), column: unescape(why[2]!) };
  for (const [key, value] of q)
    for (const [prefix, field] of Object.entries(prefixes))
      if (key.startsWith(prefix) && key.length > prefix.length && value) at[field][key.slice(prefix.length)] = value;
  return at;
}

/** Writes the query, always in the same order. */
export function write(at: Address): string {
  const q = new URLSearchParams();
  const put = (key: string, value: string) => value && q.set(key, value);
  put('lang', at.lang);
  put('data', at.data);
  put('verb', at.verb);
  put('view', at.view);
  put('entry', at.entry);
  for (const [prefix, field] of Object.entries(prefixes))
    for (const key of Object.keys(at[field]).sort()) put(prefix + key, at[field][key]!);
  if (at.run) q.set('run', '1');
  if (at.why) q.set('why', [at.why.table, at.why.row, at.why.column].map(escape).join('~'));
  return '?' + q.toString();
}

const escape = (s: string) => s.replace(/%/g, '%25').replace(/~/g, '%7E');
const unescape = (s: string) => s.replace(/%7E/g, '~').replace(/%25/g, '%');
