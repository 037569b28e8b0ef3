import { Headline } from '../answer';
import { say, type Cell } from '../model';
import { usePage, useWords } from '../page';
import { WhyPanel } from '../why';
import { useState } from 'preact/hooks';
import { Bars } from './bars';
import { type ViewInfo, ViewFrame, When, tableOf, useEntryAnswer, useParams } from './view';

/** A sector between those that supply it and those that use it; names lead on. */
export function ExplorerView({ info }: { info: ViewInfo }) {
  const { at, go, data } = usePage();
  const { t, lang } = useWords();
  const { params, ready } = useParams(info);
  const suppliers = useEntryAnswer('suppliers-of', params, ready, 12);
  const users = useEntryAnswer('users-of', params, ready, 12);
  const [why, setWhy] = useState<{ entry: string; params: Record<string, string>; cell: Cell } | null>(null);
  const center = data.sectors.find((s) => s.id === params.sector);
  const to = (key: string) => {
    const sector = key.includes('_') ? key.slice(key.indexOf('_') + 1) : key;
    return data.sectors.some((s) => s.id === sector) ? () => go({ params: { ...at.params, sector }, why: null }) : undefined;
  };
  const side = (entry: string, answer: typeof users, tables: [string, string, string][]) => (
    <When answer={answer}>
      {(r) => tables.map(([id, title, value]) => {
        const table = tableOf(r, id);
        return table && <section key={id}><h3>{title}</h3><Bars table={table} value={value} onName={(row) => to(row.key)} onWhy={(cell) => setWhy({ entry, params: r.params, cell })} /></section>;
      })}
    </When>
  );
  return (
    <ViewFrame info={info}>
      {ready && (
        <div class="columns three">
          <div>{side('suppliers-of', suppliers, [['domestic', t('suppliersHome'), 'total'], ['imported', t('suppliersAbroad'), 'total']])}</div>
          <div class="center">
            <p class="node">{center ? say(center.label, lang) : params.sector}<code>{params.sector}</code></p>
            {suppliers.state === 'done' && <Headline result={suppliers.result} />}
            {users.state === 'done' && <Headline result={users.result} />}
          </div>
          <div>{side('users-of', users, [['users', t('users'), 'total'], ['final-uses', t('finalUses'), 'of_sales']])}</div>
        </div>
      )}
      {why && <WhyPanel entry={why.entry} params={why.params} cell={why.cell} onClose={() => setWhy(null)} />}
    </ViewFrame>
  );
}
