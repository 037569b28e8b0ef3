import { useMemo, useState } from 'preact/hooks';
import { why } from '../api';
import { Headline } from '../answer';
import { Canvas } from '../figure/canvas';
import { palette } from '../figure/colours';
import { type Node, sankeyOption } from '../figure/option';
import { cellText, scaleOf, visible } from '../format';
import { type Cell, type Result, type Why, say } from '../model';
import { usePage, useWords } from '../page';
import { TableView } from '../table';
import { usePromise, useWidth } from '../use';
import { WhyPanel } from '../why';
import { type ViewInfo, ViewFrame, When, column, isRest, number, tableOf, useEntryAnswer, useParams } from './view';

/** On whom a sector depends: its imports, direct and looked through its suppliers. */
export function LedgerView({ info }: { info: ViewInfo }) {
  const { params, ready } = useParams(info);
  const answer = useEntryAnswer('dependence', params, ready);
  return <ViewFrame info={info}><When answer={answer}>{(r) => <Ledger result={r} />}</When></ViewFrame>;
}

function Ledger({ result }: { result: Result }) {
  const { data } = usePage();
  const [cell, setCell] = useState<Cell | null>(null);
  const sectors = tableOf(result, 'sectors');
  const own = sectors?.rows.find((r) => r.key === result.params.sector || r.key === `${result.params.economy}_${result.params.sector}`);
  const at: Cell = { table: 'sectors', row: own?.key ?? '', column: 'total' };
  const { value } = usePromise(() => (own ? why(data.id, 'dependence', result.params, at) : Promise.reject(new Error(''))), JSON.stringify([data.id, result.params, at]));
  return (
    <>
      <Headline result={result} />
      {value && <Flow result={result} why={value} />}
      {['by-economy', 'by-industry', 'sectors'].map((id) => {
        const table = tableOf(result, id);
        return table && <TableView key={id} table={table} entry="dependence" params={result.params} onWhy={setCell} />;
      })}
      {cell && <WhyPanel entry="dependence" params={result.params} cell={cell} onClose={() => setCell(null)} />}
    </>
  );
}

/** Suppliers on the left, the sector's look-through imports in the middle, on the
 * right the home sectors through which they come in: the terms of the why. */
export function ledgerFlows(result: Result, w: Why, lang: 'en' | 'zh', others: (n: number) => string, most = 10) {
  const nodes: Node[] = [{ id: 'middle', name: visible(say(w.label, lang)), rest: false, depth: 1 }];
  const list: { from: string; to: string; value: number; rest: boolean }[] = [];
  const by = tableOf(result, 'by-economy');
  if (by) {
    const rows = by.rows.map((r) => ({ r, v: number(by, r, 'total') ?? 0 })).filter((x) => x.v > 0);
    const named = rows.filter((x) => !isRest(by, x.r));
    const left = [...named.slice(most), ...rows.filter((x) => isRest(by, x.r))];
    const name = column(by, 'name');
    for (const { r, v } of named.slice(0, most)) {
      nodes.push({ id: `s:${r.key}`, name: cellText(r.cells[name] ?? null, by.columns[name]!, lang), rest: false, depth: 0 });
      list.push({ from: `s:${r.key}`, to: 'middle', value: v, rest: false });
    }
    if (left.length) {
      nodes.push({ id: 's:rest', name: others(left.length), rest: true, depth: 0 });
      list.push({ from: 's:rest', to: 'middle', value: left.reduce((a, x) => a + x.v, 0), rest: true });
    }
  }
  (w.terms ?? []).forEach((x, i) => {
    if (x.value <= 0) return;
    nodes.push({ id: `e:${i}`, name: visible(say(x.label, lang)), rest: !!x.rest, depth: 2 });
    list.push({ from: 'middle', to: `e:${i}`, value: x.value, rest: !!x.rest });
  });
  return { nodes, list };
}

function Flow({ result, why: w }: { result: Result; why: Why }) {
  const { dark } = usePage();
  const { t, lang } = useWords();
  const { ref, width } = useWidth<HTMLDivElement>();
  const drawn = useMemo(() => {
    if (width < 40) return null;
    const { nodes, list } = ledgerFlows(result, w, lang, () => t('allOthers'));
    const colours = palette(dark);
    const scale = scaleOf(w.unit, w.value, lang);
    return { option: sankeyOption(nodes, list, scale, { lang, width, colours }, colours), height: Math.max(320, Math.max(...[0, 2].map((d) => nodes.filter((n) => n.depth === d).length)) * 36) };
  }, [result, w, lang, width, dark]);
  return (
    <figure class="figure">
      <figcaption><h3>{t('sankeyLedger')}</h3><p class="quiet">{t('sankeyHow')}</p></figcaption>
      <div ref={ref}>{drawn && <Canvas option={drawn.option} height={drawn.height} alt={t('sankeyLedger')} />}</div>
    </figure>
  );
}
