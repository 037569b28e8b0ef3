import { useMemo, useState } from 'preact/hooks';
import { block } from '../api';
import { Headline } from '../answer';
import { Canvas } from '../figure/canvas';
import { palette } from '../figure/colours';
import { FigureView } from '../figure/figure';
import { heatOption } from '../figure/option';
import { readable, scaleOf, visible } from '../format';
import type { Cell, Result } from '../model';
import { usePage, useWords } from '../page';
import { TableView } from '../table';
import { TroubleView } from '../trouble';
import { usePromise, useWidth } from '../use';
import { WhyPanel } from '../why';
import { type ViewInfo, ViewFrame, When, tableOf, useEntryAnswer, useParams } from './view';

/** What an economy is made of: a treemap of value added, a heat map of flows. */
export function StructureView({ info }: { info: ViewInfo }) {
  const { params, ready } = useParams(info);
  const answer = useEntryAnswer('structure', params, ready);
  return (
    <ViewFrame info={info}>
      <When answer={answer}>{(r) => <Composition result={r} />}</When>
      {ready && <HeatMap economy={params.economy ?? ''} />}
    </ViewFrame>
  );
}

function Composition({ result }: { result: Result }) {
  const { t } = useWords();
  const [cell, setCell] = useState<Cell | null>(null);
  const table = tableOf(result, 'sectors');
  const figure = result.figures?.find((f) => f.table === 'sectors');
  if (!table || !figure) return null;
  const onWhy = (tb: string, row: string, column: string) => setCell({ table: tb, row, column });
  return (
    <>
      <Headline result={result} />
      <FigureView figure={{ ...figure, kind: 'treemap', title: { en: t('treemap'), zh: t('treemap') }, top: undefined }} result={result} onWhy={onWhy} />
      <TableView table={table} entry="structure" params={result.params} onWhy={setCell} />
      {cell && <WhyPanel entry="structure" params={result.params} cell={cell} onClose={() => setCell(null)} />}
    </>
  );
}

function HeatMap({ economy }: { economy: string }) {
  const { data, dark } = usePage();
  const { t, l, lang } = useWords();
  const { ref, width } = useWidth<HTMLDivElement>();
  const { value, error } = usePromise(() => block(data.id, 'flows', economy ? { rows: economy, cols: economy, zoom: 'sector' } : { zoom: 'sector' }), `${data.id} ${economy}`);
  const drawn = useMemo(() => {
    if (!value || width < 40) return null;
    const cells: [number, number, number | null][] = [];
    let largest = 0;
    value.cells.forEach((row, y) => row.forEach((v, x) => {
      if (v !== 0) cells.push([x, y, v]);
      largest = Math.max(largest, v);
    }));
    const names = (lines: typeof value.rows) => lines.map((r) => visible(`${l(r.label)} ${r.key}`));
    return heatOption(value.columns.map((c) => visible(c.key)), width < 620 ? value.rows.map((c) => visible(c.key)) : names(value.rows), cells, scaleOf(value.unit, largest, lang), { lang, width, colours: palette(dark) }, true, (v) => readable(v, value.unit, lang).replace('.00', ''));
  }, [value, width, lang, dark]);
  return (
    <figure class="figure">
      <figcaption><h3>{t('heatmap')}</h3><p class="quiet">{t('heatmapHow')}</p></figcaption>
      {error && <TroubleView error={error} />}
      <div ref={ref}>{drawn && <Canvas option={drawn.option} height={drawn.height} alt={`${t('heatmap')}. ${t('heatmapHow')}`} />}</div>
    </figure>
  );
}
