import { useMemo, useState } from 'preact/hooks';
import { type Scale, cellText, columnScale, exact, print, visible } from './format';
import { type Cell, type CellValue, type Column, type Row, type Table, bare } from './model';
import { usePage, useWords } from './page';
import { download } from './api';

const firstRows = 60;

/** What a reader takes away, of the formats that the program writes. */
const formats = ['csv', 'xlsx', 'parquet', 'json', 'md'];

/** One table of an answer: sorted and filtered by the address, every number a way to its why. */
export function TableView({ table, entry, params, onWhy }: { table: Table; entry: string; params: Record<string, string>; onWhy(cell: Cell): void }) {
  const { at, go, data, catalogue } = usePage();
  const { t, l, lang } = useWords();
  const [all, setAll] = useState(false);
  const sort = at.sort[table.id] ?? '';
  const filter = at.filter[table.id] ?? '';
  const scales = useMemo(() => table.columns.map((_, i) => columnScale(table, i, lang)), [table, lang]);
  const rows = useMemo(() => order(matching(table, filter), table, sort, lang), [table, filter, sort, lang]);
  const shown = all ? rows : rows.slice(0, firstRows);
  const total = table.rows.length;
  const head = firstName(table);
  return (
    <section class="table" aria-labelledby={`t-${table.id}`}>
      <header class="bar">
        <h3 id={`t-${table.id}`}>{visible(l(table.label))}</h3>
        <span class="quiet" aria-live="polite">{rows.length === total ? t('rows', { n: total }) : t('rowsOf', { n: rows.length, all: total })}</span>
        <input type="search" class="filter" placeholder={t('filter')} aria-label={`${t('filter')}: ${l(table.label)}`} value={filter}
          onInput={(e) => go({ filter: { ...at.filter, [table.id]: e.currentTarget.value } }, true)} />
        <span class="downloads">
          {formats.filter((f) => catalogue.formats.includes(f)).map((f) => (
            <a key={f} href={download(data.id, entry, params, f, table.id, lang)} download={`${entry}-${table.id}.${f}`}
              aria-label={`${t('download')} ${f.toUpperCase()}: ${l(table.label)}`}>{f.toUpperCase()}</a>
          ))}
        </span>
      </header>
      {total === 0 ? <p class="empty">{t('emptyTable')}</p> : rows.length === 0 ? <p class="empty">{t('emptyFilter')}</p> : (
        <div class="scroll" tabIndex={0} role="region" aria-label={l(table.label)}>
          <table>
            <thead>
              <tr>
                {table.columns.map((c, i) => (
                  <Head key={c.id} column={c} scale={scales[i]!} sort={sort} onSort={(s) => go({ sort: { ...at.sort, [table.id]: s } }, true)} />
                ))}
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.key} class={isRest(table, row) ? 'rest' : undefined}>
                  {table.columns.map((c, i) => (
                    <CellView key={c.id} value={row.cells[i] ?? null} absent={row.absent?.[c.id]} column={c} scale={scales[i]!} head={i === head}
                      rowName={head >= 0 ? cellText(row.cells[head] ?? null, table.columns[head]!, lang) : row.key}
                      at={`${table.id}/${row.key}/${c.id}`} picked={at.why?.table === table.id && at.why.row === row.key && at.why.column === c.id}
                      onWhy={() => onWhy({ table: table.id, row: row.key, column: c.id })} />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {shown.length < rows.length && <button class="plain" onClick={() => setAll(true)}>{t('showAll', { n: rows.length })}</button>}
    </section>
  );
}

const isRest = (table: Table, row: Row) => !!table.rest && row === table.rows.at(-1);
const firstName = (table: Table) => Math.max(table.columns.findIndex((c) => c.kind === 'name'), table.columns.some((c) => c.kind === 'name') ? 0 : -1);
const isNumber = (c: Column) => c.kind === 'number' || c.kind === 'integer';

function matching(table: Table, filter: string): Row[] {
  const want = filter.trim().toLowerCase();
  if (!want) return table.rows;
  const says = (v: CellValue) => (v === null ? '' : typeof v === 'object' ? `${v.en} ${v.zh ?? ''}` : typeof v === 'string' ? v : '');
  return table.rows.filter((r) => r.cells.some((v) => says(v).toLowerCase().includes(want)) || r.key.toLowerCase().includes(want));
}

/** Rows by a column; absent ones after those with a value, a rest always last. */
function order(rows: Row[], table: Table, sort: string, lang: 'en' | 'zh'): Row[] {
  const down = sort.startsWith('-');
  const column = table.columns.findIndex((c) => c.id === sort.replace(/^-/, ''));
  if (column < 0) return rows;
  const collator = new Intl.Collator(lang === 'zh' ? 'zh-Hans-CN' : 'en', { numeric: true });
  const compare = (a: CellValue, b: CellValue) =>
    typeof a === 'number' && typeof b === 'number' ? a - b : collator.compare(cellText(a, table.columns[column]!, lang), cellText(b, table.columns[column]!, lang));
  return [...rows].sort((a, b) => {
    const [x, y] = [a.cells[column] ?? null, b.cells[column] ?? null];
    return Number(isRest(table, a)) - Number(isRest(table, b)) || Number(x === null) - Number(y === null) || (x === null ? 0 : down ? compare(y, x) : compare(x, y));
  });
}

function Head({ column, scale, sort, onSort }: { column: Column; scale: Scale; sort: string; onSort(s: string): void }) {
  const { l } = useWords();
  const up = sort === column.id;
  const down = sort === `-${column.id}`;
  const next = isNumber(column) ? (down ? column.id : up ? '' : `-${column.id}`) : up ? `-${column.id}` : down ? '' : column.id;
  const name = visible(l(column.label));
  return (
    <th scope="col" class={isNumber(column) ? 'number' : undefined} aria-sort={up ? 'ascending' : down ? 'descending' : 'none'}>
      <button onClick={() => onSort(next)} title={visible(l(column.definition))}>
        <span>{name}{isNumber(column) && scale.name && <small> {scale.name}</small>}</span>
        <i aria-hidden="true">{up ? '▲' : down ? '▼' : ''}</i>
      </button>
    </th>
  );
}

interface CellProps {
  value: CellValue;
  absent?: string;
  column: Column;
  scale: Scale;
  head: boolean;
  rowName: string;
  picked: boolean;
  at: string; // table/row/column
  onWhy(): void;
}

function CellView({ value, absent, column, scale, head, rowName, picked, at, onWhy }: CellProps) {
  const { t, l, lang } = useWords();
  if (isNumber(column)) {
    if (typeof value !== 'number') {
      const word = absent === 'not available' ? 'notAvailable' : 'notApplicable';
      return <td class="number absent" title={t(word)}><span aria-label={t(word)}>{t(absent === 'not available' ? 'na' : 'nap')}</span></td>;
    }
    const text = print(value, scale);
    const whole = exact(value, column.unit ?? bare);
    if (!column.why) return <td class="number" title={whole}>{text}</td>;
    return (
      <td class="number">
        <button class={picked ? 'value picked' : 'value'} data-exact={whole} data-row={at} onClick={onWhy}
          aria-label={t('explainAt', { row: rowName, column: l(column.label), value: `${text} ${scale.name}`.trim() })}>{text}</button>
      </td>
    );
  }
  const text = cellText(value, column, lang);
  return head ? <th scope="row">{text}</th> : <td class={column.kind}>{text}</td>;
}
