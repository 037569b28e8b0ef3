import { useMemo } from 'preact/hooks';
import { drawing } from '../api';
import { type Figure, type Result, say } from '../model';
import { usePage, useWords } from '../page';
import { useWidth } from '../use';
import { Canvas } from './canvas';
import { palette } from './colours';
import { draw } from './option';
import { shape } from './shape';

/** A figure of an answer, with its title, its drawing and its downloads. */
export function FigureView({ figure, result, onWhy }: { figure: Figure; result: Result; onWhy(table: string, row: string, column: string): void }) {
  const { at, data, dark } = usePage();
  const { t, lang } = useWords();
  const { ref, width } = useWidth<HTMLDivElement>();
  const table = result.tables.find((x) => x.id === figure.table);
  const names = useMemo(() => new Map([...data.sectors, ...data.economies].map((c) => [c.id, say(c.label, lang)])), [data, lang]);
  const drawn = useMemo(() => {
    if (!table || width < 40) return null;
    const s = shape(figure, table, lang, names);
    return { s, ...draw(s, { lang, width, colours: palette(dark) }) };
  }, [figure, table, lang, width, dark]);
  if (!table) return null;
  const title = say(figure.title, lang);
  const alt = `${title}. ${t('figureOf', { table: say(table.label, lang) })}`;
  return (
    <figure class="figure">
      <figcaption>
        <h3>{title}</h3>
        <p class="quiet">{t('figureOf', { table: say(table.label, lang) })}</p>
      </figcaption>
      <div ref={ref}>
        {drawn && (
          <Canvas option={drawn.option} height={drawn.height} alt={alt}
            onPick={(i, k) => {
              const cell = drawn.cell(i, k);
              if (cell && table.columns.find((c) => c.id === cell.column)?.why) onWhy(table.id, cell.row, cell.column);
            }} />
        )}
      </div>
      {figure.kind === 'scatter' && width < 520 && <p class="quiet">{t('scatterLabels')}</p>}
      {drawn && drawn.s.without.length > 0 && <p class="quiet">{t('missingMarks', { n: drawn.s.without.length, names: some(drawn.s.without) })}</p>}
      <p class="downloads">
        <span class="quiet">{t('download')}</span>
        {(['svg', 'png'] as const).map((f) => (
          <a key={f} href={drawing(data.id, at.entry || result.entry, result.params, figure.id, f, lang)} download={`${result.entry}-${figure.id}.${f}`}>{f.toUpperCase()}</a>
        ))}
      </p>
    </figure>
  );
}

const some = (names: string[]) => (names.length > 6 ? names.slice(0, 6).join(', ') + ' …' : names.join(', '));
