import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { why } from './api';
import { exact, place, readable, visible } from './format';
import type { Cell, Cells, Label, Term, Unit, Why } from './model';
import { usePage, useWords } from './page';
import { TroubleView } from './trouble';
import { usePromise } from './use';

/** The panel that walks from a number to the cells of the file. Esc closes it. */
export function WhyPanel({ entry, params, cell, onClose }: { entry: string; params: Record<string, string>; cell: Cell; onClose(): void }) {
  const { data } = usePage();
  const { t } = useWords();
  const panel = useRef<HTMLDivElement>(null);
  const key = JSON.stringify([data.id, entry, params, cell]);
  const { value, error } = usePromise(() => why(data.id, entry, params, cell), key);
  useEffect(() => {
    const from = document.activeElement as HTMLElement | null;
    panel.current?.focus();
    const esc = (e: KeyboardEvent) => e.key === 'Escape' && (e.preventDefault(), onClose());
    addEventListener('keydown', esc);
    return () => {
      removeEventListener('keydown', esc);
      if (from?.isConnected) from.focus();
    };
  }, [key]);
  return (
    <div class="why" role="dialog" aria-labelledby="why-title" tabIndex={-1} ref={panel}>
      <header class="bar">
        <h2 id="why-title">{t('why')}</h2>
        <button class="close" onClick={onClose} aria-label={t('close')}>✕</button>
      </header>
      {error ? <TroubleView error={error} /> : value ? <Explanation why={value} /> : <p class="quiet" role="status">{t('loading')}</p>}
    </div>
  );
}

function Explanation({ why: w }: { why: Why }) {
  const { t, l, lang } = useWords();
  return (
    <>
      <p class="about">{visible(l(w.label))}</p>
      <p class="big">{readable(w.value, w.unit, lang)}</p>
      <p class="quiet">{t('exactly')} <code>{exact(w.value, w.unit)}</code></p>
      <Block title={t('whatItIs')}><p>{visible(l(w.definition))}</p></Block>
      {w.formula && <Block title={t('withNumbers')}><code class="formula">{visible(w.formula)}</code></Block>}
      {!!w.parts?.length && (
        <Block title={t('parts')}>
          <table class="small"><tbody>
            {w.parts.map((p, i) => (
              <tr key={i}><td><code>{visible(p.symbol)}</code></td><th scope="row">{visible(l(p.label))}<CellsView cells={p.cells} /></th><Amount value={p.value} unit={p.unit} /></tr>
            ))}
          </tbody></table>
        </Block>
      )}
      {!!w.terms?.length && <Terms w={w} />}
      {!!w.rounds?.length && <Block title={t('rounds')}><TermTable terms={w.rounds} unit={termUnit(w)} /></Block>}
      {!!w.sensitivities?.length && <Sensitivities w={w} />}
      {!!w.binding?.length && <Block title={t('binding')}><Sentences list={w.binding} /></Block>}
      {!!w.note?.length && <Block title={t('notes')}><Sentences list={w.note} /></Block>}
      {!!w.citation?.length && <Block title={t('citation')}><ul>{w.citation.map((c) => <li key={c}>{visible(c)}</li>)}</ul></Block>}
    </>
  );
}

const Block = ({ title, children }: { title: string; children: ComponentChildren }) => <section><h3>{title}</h3>{children}</section>;

function Sentences({ list }: { list: Label[] }) {
  const { l } = useWords();
  return <ul>{list.map((x, i) => <li key={i}>{visible(l(x))}</li>)}</ul>;
}

function Amount({ value, unit }: { value: number; unit: Unit }) {
  const { lang } = useWords();
  return <td class="number" title={exact(value, unit)}>{readable(value, unit, lang)}</td>;
}

/** What the terms add up to: the number itself, or the part that they name. */
function target(w: Why): { value: number; unit: Unit; label?: Label } {
  const of = w.terms_of;
  const part = of && (of.en || of.zh) ? w.parts?.find((p) => p.label.en === of.en && p.label.zh === of.zh) : undefined;
  return part ?? { value: w.value, unit: w.unit };
}

const termUnit = (w: Why) => target(w).unit;

function Terms({ w }: { w: Why }) {
  const { t, l, lang } = useWords();
  const goal = target(w);
  const sum = w.terms!.reduce((a, x) => a + x.value, 0);
  const size = w.terms!.reduce((a, x) => a + Math.abs(x.value), 0);
  const agrees = Math.abs(sum - goal.value) <= 1e-9 * Math.max(size, Math.abs(goal.value), 1e-300);
  return (
    <Block title={goal.label ? t('termsOf', { what: visible(l(goal.label)) }) : t('terms')}>
      <TermTable terms={w.terms!} unit={goal.unit} total={sum} />
      <p class={agrees ? 'agrees' : 'differs'}>
        {t('sum')}: <b>{readable(sum, goal.unit, lang)}</b> {agrees ? `= ${t('sumAgrees')} ✓` : t('sumDiffers', { d: exact(sum - goal.value, goal.unit) })}
      </p>
    </Block>
  );
}

function TermTable({ terms, unit }: { terms: Term[]; unit: Unit; total?: number }) {
  const { l } = useWords();
  const largest = Math.max(...terms.map((x) => Math.abs(x.value)), 1e-300);
  return (
    <table class="small"><tbody>
      {terms.map((x, i) => (
        <tr key={i} class={x.rest ? 'rest' : undefined}>
          <th scope="row">
            {visible(l(x.label))}
            <i class={x.value < 0 ? 'strip minus' : 'strip'} aria-hidden="true" style={{ width: `${(100 * Math.abs(x.value)) / largest}%` }} />
            <CellsView cells={x.cells} />
          </th>
          <Amount value={x.value} unit={unit} />
        </tr>
      ))}
    </tbody></table>
  );
}

function Sensitivities({ w }: { w: Why }) {
  const { t, l, lang } = useWords();
  return (
    <Block title={t('sensitivities')}>
      <p class="quiet">{t('sensitivitiesWhat')}</p>
      <table class="small"><tbody>
        {w.sensitivities!.map((s, i) => (
          <tr key={i}>
            <th scope="row">
              {visible(l(s.label))} <code>{visible(`${key(s.row)} → ${key(s.column)}`)}</code>
              <CellsView cells={s.cells} value={readable(s.value, w.data.unit, lang)} />
            </th>
            <td class="number">{(100 * s.share).toFixed(1)} %</td>
          </tr>
        ))}
      </tbody></table>
    </Block>
  );
}

const key = (k: { region?: string; item: string }) => (k.region ? `${k.region}_${k.item}` : k.item);

/** The cells of the file behind a number: file, row, column. */
function CellsView({ cells, value }: { cells?: Cells; value?: string }) {
  const { t, lang } = useWords();
  if (!cells?.first?.length) return null;
  const more = cells.total - cells.first.length;
  return (
    <small class="cells">
      {cells.first.map((p, i) => <span key={i}>{value && i === 0 ? `${value} · ` : ''}{visible(place(p, lang))}</span>)}
      {more > 0 && <span>{t('moreCells', { n: more })}</span>}
      {cells.notes?.map((n) => <span key={n}>{visible(n)}</span>)}
    </small>
  );
}
