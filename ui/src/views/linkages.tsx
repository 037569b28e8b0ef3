import { useState } from 'preact/hooks';
import { Headline } from '../answer';
import { FigureView } from '../figure/figure';
import { type Cell, type Label, type Result } from '../model';
import { useWords } from '../page';
import { TableView } from '../table';
import { WhyPanel } from '../why';
import { type ViewInfo, ViewFrame, When, tableOf, useEntryAnswer, useParams } from './view';

const quadrants: Label[] = [
  { en: 'key: pull and support', zh: '关键：拉动与支撑兼强' },
  { en: 'support', zh: '前向支撑' },
  { en: 'weak links', zh: '联系较弱' },
  { en: 'pull', zh: '后向拉动' },
];

/** Backward and forward linkages, parted at the averages. */
export function LinkagesView({ info }: { info: ViewInfo }) {
  const { params, ready } = useParams(info);
  const answer = useEntryAnswer('linkages', params, ready);
  return <ViewFrame info={info}><When answer={answer}>{(r) => <Quadrants result={r} />}</When></ViewFrame>;
}

function Quadrants({ result }: { result: Result }) {
  const { t } = useWords();
  const [cell, setCell] = useState<Cell | null>(null);
  const table = tableOf(result, 'linkages');
  const figure = result.figures?.find((f) => f.kind === 'scatter');
  if (!table || !figure) return null;
  return (
    <>
      <Headline result={result} />
      <FigureView figure={{ ...figure, cross: figure.cross ?? [1, 1], quadrants: figure.quadrants ?? quadrants }} result={result} onWhy={(tb, row, column) => setCell({ table: tb, row, column })} />
      <p class="quiet">{t('quadrantHint')}</p>
      <TableView table={table} entry="linkages" params={result.params} onWhy={setCell} />
      {cell && <WhyPanel entry="linkages" params={result.params} cell={cell} onClose={() => setCell(null)} />}
    </>
  );
}
