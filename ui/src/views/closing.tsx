import { useState } from 'preact/hooks';
import { Headline } from '../answer';
import { columnScale, exact, print, readable } from '../format';
import { type Cell, type Result, bare } from '../model';
import { usePage, useWords } from '../page';
import { WhyPanel } from '../why';
import { Bars } from './bars';
import { type ViewInfo, ViewFrame, When, column, number, tableOf, useEntryAnswer, useParams } from './view';

/** Both sides of a closure, never mixed: suppliers lose sales, users lack inputs. */
export function ClosingView({ info }: { info: ViewInfo }) {
  const { params, ready } = useParams(info);
  const answer = useEntryAnswer('close', params, ready, 12);
  return <ViewFrame info={info}><When answer={answer}>{(r) => <Sides result={r} />}</When></ViewFrame>;
}

function Sides({ result }: { result: Result }) {
  const { at, go } = usePage();
  const { t, l, lang } = useWords();
  const [cell, setCell] = useState<Cell | null>(null);
  const total = tableOf(result, 'total');
  const losses = tableOf(result, 'losses');
  const users = tableOf(result, 'users');
  const to = (key: string) => {
    const [economy, sector] = key.includes('_') ? [key.slice(0, key.indexOf('_')), key.slice(key.indexOf('_') + 1)] : ['', key];
    return () => go({ params: { ...at.params, ...(economy && { economy }), sector: sector! } });
  };
  return (
    <>
      <Headline result={result} />
      {total && (
        <section>
          <h2>{t('whole')}</h2>
          <dl class="tiles">
            {total.rows.map((r) => {
              const loss = number(total, r, 'loss');
              const share = number(total, r, 'share');
              const unit = total.columns[column(total, 'loss')]!.unit ?? bare;
              return (
                <div key={r.key}>
                  <dt>{l(r.cells[column(total, 'what')] as { en: string })}</dt>
                  <dd>{loss === null ? t('na') : <button class="value" data-exact={exact(loss, unit)} onClick={() => setCell({ table: 'total', row: r.key, column: 'loss' })}>{readable(loss, unit, lang)}</button>}
                    {share !== null && <small> {print(share, columnScale(total, column(total, 'share'), lang))} %</small>}</dd>
                </div>
              );
            })}
          </dl>
        </section>
      )}
      <div class="columns">
        <section><h2>{t('sideSuppliers')}</h2><p class="quiet">{t('sideSuppliersWhat')}</p>{losses && <Bars table={losses} value="loss" onName={(r) => to(r.key)} onWhy={setCell} />}</section>
        <section><h2>{t('sideUsers')}</h2><p class="quiet">{t('sideUsersWhat')}</p>{users && <Bars table={users} value="total" onName={(r) => to(r.key)} onWhy={setCell} />}</section>
      </div>
      {cell && <WhyPanel entry="close" params={result.params} cell={cell} onClose={() => setCell(null)} />}
    </>
  );
}
