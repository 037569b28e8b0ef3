// Hand-made views combine the answers of entries; they compute nothing.
import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Limits, Progress } from '../answer';
import type { CellValue, Entry, Param, Result, Row, Table } from '../model';
import { Form, asked } from '../form';
import { usePage, useWords } from '../page';
import { type Answer, useAnswer } from '../use';
import type { Word } from '../words';

export type ViewId = 'structure' | 'ledger' | 'explorer' | 'linkages' | 'closing';

export interface ViewInfo {
  id: ViewId;
  verb: 'see' | 'find' | 'stress';
  title: Word;
  what: Word;
  entries: string[];
  params: string[]; // taken from the first entry that has them
}

export const views: ViewInfo[] = [
  { id: 'structure', verb: 'see', title: 'viewStructure', what: 'viewStructureWhat', entries: ['structure'], params: ['economy'] },
  { id: 'ledger', verb: 'find', title: 'viewLedger', what: 'viewLedgerWhat', entries: ['dependence'], params: ['economy', 'sector'] },
  { id: 'explorer', verb: 'find', title: 'viewExplorer', what: 'viewExplorerWhat', entries: ['suppliers-of', 'users-of'], params: ['economy', 'sector'] },
  { id: 'linkages', verb: 'see', title: 'viewLinkages', what: 'viewLinkagesWhat', entries: ['linkages'], params: ['economy'] },
  { id: 'closing', verb: 'stress', title: 'viewClosing', what: 'viewClosingWhat', entries: ['close'], params: ['economy', 'sector'] },
];

/** The entries of a view, as the catalogue has them. */
export function useEntries(info: ViewInfo): Entry[] {
  const { catalogue } = usePage();
  return info.entries.map((id) => catalogue.entries.find((e) => e.id === id)).filter((e): e is Entry => !!e);
}

/** What a view asks for: parameters of its entries, all of them required. */
export function useParams(info: ViewInfo): { fields: Param[]; params: Record<string, string>; ready: boolean } {
  const { at, data } = usePage();
  const entries = useEntries(info);
  const fields = info.params
    .map((id) => entries.flatMap((e) => e.params).find((p) => p.id === id))
    .filter((p): p is Param => !!p)
    .map((p) => ({ ...p, required: true, default: undefined, list: false }));
  const shown = fields.filter((p) => asked(p, data.economies.length));
  const params = Object.fromEntries(shown.filter((p) => at.params[p.id]).map((p) => [p.id, at.params[p.id]!]));
  return { fields, params, ready: shown.every((p) => params[p.id]) };
}

/** Head and form of a view, and what it is made of. */
export function ViewFrame({ info, children }: { info: ViewInfo; children: ComponentChildren }) {
  const { go } = usePage();
  const { t, l } = useWords();
  const entries = useEntries(info);
  const { fields, params } = useParams(info);
  const limits = useMemo(() => [...new Map(entries.flatMap((e) => e.limits).map((x) => [x.en, x])).values()], [info.id]);
  return (
    <article class="entry">
      <header>
        <p class="path"><a href="#" onClick={(e) => { e.preventDefault(); go({ verb: info.verb, entry: '', view: '', params: {}, run: false, why: null }); }}>{t(info.verb)}</a> · {t('views')}</p>
        <h1>{t(info.title)}</h1>
        <p class="lead">{t(info.what)}</p>
      </header>
      <Form entry={{ id: info.id, params: fields }} params={params} busy={false} onRun={(p) => go({ params: p, run: true, why: null })} />
      <Limits limits={limits} />
      {children}
      <p class="quiet">
        {t('combines')}{' '}
        {entries.map((e, i) => (
          <span key={e.id}>{i > 0 && ' · '}<a href="#" onClick={(ev) => { ev.preventDefault(); go({ view: '', verb: e.verb, entry: e.id, params, run: true, why: null }); }}>{l(e.label)}</a></span>
        ))}
      </p>
    </article>
  );
}

/** The answer of an entry with the parameters it has, once all are given; of so
 * many rows before the rest. */
export function useEntryAnswer(id: string, params: Record<string, string>, ready: boolean, rows = 0): Answer {
  const { data, catalogue } = usePage();
  const entry = catalogue.entries.find((e) => e.id === id);
  const has = (id: string) => !!entry?.params.some((p) => p.id === id);
  const own = Object.fromEntries(Object.entries(params).filter(([k]) => has(k)));
  if (rows && has('top')) own.top = String(rows);
  return useAnswer(data.id, id, ready && entry ? own : null);
}

/** Shows an answer once it is there, and where it stands before. */
export function When({ answer, children }: { answer: Answer; children(result: Result): ComponentChildren }) {
  return answer.state === 'done' ? <>{children(answer.result)}</> : <Progress answer={answer} />;
}

export const tableOf = (result: Result, id: string): Table | undefined => result.tables.find((t) => t.id === id);

export const column = (table: Table, id: string) => table.columns.findIndex((c) => c.id === id);

export const number = (table: Table, row: Row, id: string): number | null => {
  const v: CellValue = row.cells[column(table, id)] ?? null;
  return typeof v === 'number' ? v : null;
};

export const isRest = (table: Table, row: Row) => !!table.rest && row === table.rows.at(-1);
