import { cellText, columnScale, exact, print } from '../format';
import { type Cell, type Row, type Table, bare } from '../model';
import { useWords } from '../page';
import { column, isRest, number } from './view';

/** A table as a list of bars: names that lead somewhere, numbers that say why. */
export function Bars({ table, value, onName, onWhy }: { table: Table; value: string; onName?(row: Row): (() => void) | undefined; onWhy(cell: Cell): void }) {
  const { t, l, lang } = useWords();
  const at = column(table, value);
  const c = table.columns[at];
  if (!c) return null;
  const scale = columnScale(table, at, lang);
  const name = Math.max(0, table.columns.findIndex((x) => x.kind === 'name'));
  const rows = table.rows.filter((r) => number(table, r, value) !== null || isRest(table, r));
  const largest = Math.max(...rows.map((r) => Math.abs(number(table, r, value) ?? 0)), 1e-300);
  return (
    <div class="bars">
      <p class="quiet">{l(c.label)} {scale.name && `(${scale.name})`}</p>
      <ol>
        {rows.map((r) => {
          const v = number(table, r, value);
          const text = cellText(r.cells[name] ?? null, table.columns[name]!, lang) || r.key;
          const go = isRest(table, r) ? undefined : onName?.(r);
          return (
            <li key={r.key} class={isRest(table, r) ? 'rest' : undefined}>
              {go ? <button class="plain name" aria-label={t('goTo', { name: text })} onClick={go}>{text}</button> : <span class="name">{text}</span>}
              {v !== null && (c.why
                ? <button class="value" data-exact={exact(v, c.unit ?? bare)} aria-label={t('explainAt', { row: text, column: l(c.label), value: print(v, scale) })} onClick={() => onWhy({ table: table.id, row: r.key, column: value })}>{print(v, scale)}</button>
                : <span title={exact(v, c.unit ?? bare)}>{print(v, scale)}</span>)}
              <i class="strip" aria-hidden="true" style={{ width: `${(100 * Math.abs(v ?? 0)) / largest}%` }} />
            </li>
          );
        })}
      </ol>
    </div>
  );
}
