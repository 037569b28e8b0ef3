import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { FigureView } from './figure/figure';
import { readable, sentence, visible } from './format';
import type { Cell, Entry, Finding, Label, Result } from './model';
import { usePage, useWords } from './page';
import { TableView } from './table';
import { TroubleView } from './trouble';
import type { Answer } from './use';

/** What it assumes, said before any number. */
export function Limits({ limits }: { limits: Label[] }) {
  const { t, l } = useWords();
  if (!limits.length) return null;
  return (
    <aside class="limits" aria-labelledby="limits">
      <h2 id="limits">{t('limits')}</h2>
      <ul>{limits.map((x, i) => <li key={i}>{visible(l(x))}</li>)}</ul>
    </aside>
  );
}

/** Where an answer stands: nothing, at work, given up, failed. */
export function Progress({ answer, onNear }: { answer: Answer; onNear?(param: string, value: string): void }) {
  const { t } = useWords();
  switch (answer.state) {
    case 'running': {
      const p = answer.progress;
      return (
        <div class="progress" role="status">
          <p>{p ? `${visible(p.phase)} ${p.total ? `${p.done} / ${p.total}` : ''}` : t('running')} {p?.seconds_left ? t('secondsLeft', { n: Math.ceil(p.seconds_left) }) : ''}</p>
          <progress aria-label={t('running')} max={p?.total || undefined} value={p?.total ? p.done : undefined} />
        </div>
      );
    }
    case 'cancelled':
      return <p class="empty" role="status">{t('cancelled')} <button class="plain" onClick={answer.retry}>{t('retry')}</button></p>;
    case 'failed':
      return <TroubleView error={answer.error} onRetry={answer.retry} onNear={onNear} />;
    default:
      return null;
  }
}

/** A whole answer: sentences, findings, figures, tables, sources. */
export function AnswerView({ result, entry, onWhy }: { result: Result; entry: Entry; onWhy(cell: Cell): void }) {
  const { t, lang } = useWords();
  return (
    <div class="answer">
      <Headline result={result} />
      <Caveats result={result} />
      {!!result.figures?.length && (
        <div class="figures">
          {result.figures.map((f) => <FigureView key={f.id} figure={f} result={result} onWhy={(table, row, column) => onWhy({ table, row, column })} />)}
        </div>
      )}
      {result.tables.map((x) => <TableView key={x.id} table={x} entry={entry.id} params={result.params} onWhy={onWhy} />)}
      <Sources result={result} entry={entry} />
      <p class="quiet">{t('residual', { share: readable(result.residual_share, { kind: 'share' }, lang) })}</p>
    </div>
  );
}

export function Headline({ result }: { result: Result }) {
  const { t, l } = useWords();
  if (!result.headline?.length) return null;
  return (
    <section class="headline" aria-labelledby="headline">
      <h2 id="headline">{t('headline')}</h2>
      {result.headline.map((s, i) => <p key={i}>{sentence(l(s))}</p>)}
    </section>
  );
}

/** Assumption and findings of an answer. */
export function Caveats({ result }: { result: Result }) {
  const { t, l } = useWords();
  return (
    <>
      {result.assumption && l(result.assumption) && <p class="assumption"><b>{t('assumption')}:</b> {visible(l(result.assumption))}</p>}
      <Findings list={result.findings ?? []} />
    </>
  );
}

export function Findings({ list }: { list: Finding[] }) {
  const { t, l } = useWords();
  if (!list.length) return null;
  const rank = { fault: 0, warning: 1, note: 2 };
  const sorted = [...list].sort((a, b) => rank[a.level] - rank[b.level]);
  const counts = (['fault', 'warning', 'note'] as const).map((x) => [x, sorted.filter((f) => f.level === x).length] as const).filter(([, n]) => n > 0);
  return (
    <details class="findings" open={sorted[0]!.level === 'fault'}>
      <summary>{t('findings')}: {counts.map(([x, n]) => `${n} ${t(x)}`).join(', ')}</summary>
      <ul>
        {sorted.slice(0, 50).map((f, i) => (
          <li key={i} class={f.level}><b>{t(f.level)}</b> <code>{visible(f.id)}</code> {visible(l(f.text))} <span class="quiet">{visible(l(f.remedy))}</span></li>
        ))}
      </ul>
    </details>
  );
}

export function Sources({ result, entry }: { result: Result; entry: Entry }) {
  const { t, l } = useWords();
  const d = result.data;
  return (
    <section class="sources" aria-labelledby="sources">
      <h2 id="sources">{t('cite')}</h2>
      <dl>
        <Item name={t('formula')}><code>{visible(entry.formula)}</code></Item>
        {!!entry.citation?.length && <Item name={t('citation')}>{entry.citation.map((c) => <p key={c}>{visible(c)}</p>)}</Item>}
        <Item name={t('dataLabel')}><p>{visible(l(d.title) || d.name)}</p>{d.citation && <p>{visible(d.citation)}</p>}</Item>
        {d.licence && <Item name={t('licence')}>{visible(d.licence)}</Item>}
        {!!d.files?.length && <Item name={t('files')}>{d.files.map((f) => <p key={f.name}><code>{visible(f.name)}</code> <small class="quiet">sha256 {f.sha256.slice(0, 16)}…</small></p>)}</Item>}
        <Item name={t('command')}><Command entry={entry} params={result.params} /></Item>
      </dl>
    </section>
  );
}

const Item = ({ name, children }: { name: string; children: ComponentChildren }) => <div><dt>{name}</dt><dd>{children}</dd></div>;

function Command({ entry, params }: { entry: Entry; params: Record<string, string> }) {
  const { t } = useWords();
  const { data } = usePage();
  const [done, set] = useState(false);
  const quote = (v: string) => (/^[\w.,-]+$/.test(v) ? v : `'${v.replace(/'/g, "'\\''")}'`);
  const flags = entry.params.filter((p) => params[p.id] && params[p.id] !== p.default).map((p) => ` --${p.id} ${quote(params[p.id]!)}`);
  const text = `dougong ${entry.verb} ${entry.id}${flags.join('')}${data.uploaded ? ' --data FILE' : ''}`;
  return (
    <p><code>{visible(text)}</code> <button class="plain" onClick={() => void navigator.clipboard?.writeText(text).then(() => set(true))}>{done ? t('copied') : t('copy')}</button></p>
  );
}
