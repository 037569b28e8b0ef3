import { useEffect, useRef, useState } from 'preact/hooks';
import { type Data, type Progress, analyse, upload } from './api';
import { Findings } from './answer';
import { visible } from './format';
import type { Finding } from './model';
import { usePage, useWords } from './page';
import { TroubleView } from './trouble';
import { Way, toEntry } from './front';

type Loading =
  | { state: 'idle' }
  | { state: 'busy'; name: string; progress: Progress | null; stop(): void }
  | { state: 'failed'; error: Error }
  | { state: 'done'; data: Data; findings: Finding[] | null };

/** Drop a file on the page, or choose one: what it is, what is wrong with it, load. */
export function Upload() {
  const { go, refresh } = usePage();
  const { t } = useWords();
  const [now, set] = useState<Loading>({ state: 'idle' });
  const [over, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = async (files: File[]) => {
    if (!files.length) return;
    const control = new AbortController();
    const name = files.map((f) => f.name).join(', ');
    const busy = (progress: Progress | null) => set({ state: 'busy', name, progress, stop: () => { control.abort(); set({ state: 'idle' }); } });
    busy(null);
    try {
      const data = await upload(files, control.signal, busy);
      await refresh();
      set({ state: 'done', data, findings: null });
      const audit = await analyse(data.id, 'audit', {}).catch(() => null);
      set({ state: 'done', data, findings: audit?.findings ?? [] });
    } catch (error) {
      if (!control.signal.aborted) set({ state: 'failed', error: error as Error });
    }
  };
  useDrop(setOver, (files) => void take(files));
  return (
    <section class={over ? 'drop over' : 'drop'} aria-labelledby="own">
      <h2 id="own">{over ? t('dropHere') : t('ownData')}</h2>
      <p>{t('ownDataWhat')}</p>
      <input ref={input} type="file" multiple hidden aria-hidden="true" tabIndex={-1} onChange={(e) => void take([...(e.currentTarget.files ?? [])])} />
      <button onClick={() => input.current?.click()}>{t('chooseFile')}</button>
      <div aria-live="polite">
        {now.state === 'busy' && <p>{t('uploading', { name: visible(now.name) })} <progress aria-label={t('running')} /> <button class="plain" onClick={now.stop}>{t('cancel')}</button></p>}
        {now.state === 'failed' && <TroubleView error={now.error} />}
        {now.state === 'done' && <Loaded data={now.data} findings={now.findings} onUse={() => go({ data: now.data.id, params: {} })} />}
      </div>
    </section>
  );
}

function Loaded({ data, findings, onUse }: { data: Data; findings: Finding[] | null; onUse(): void }) {
  const { t, l } = useWords();
  const m = data.meta;
  return (
    <div class="loaded">
      <h3>{t('loaded', { name: visible(l(m.title) || m.name) })}</h3>
      <dl>
        <div><dt>{t('whatIsIt')}</dt><dd>{visible([l(data.guess?.label) || m.format, data.guess?.edition, m.sectors, m.year].filter(Boolean).join(' · '))} · {t('industriesCount', { n: data.n })}{data.economies.length > 0 && ` · ${t('economiesCount', { n: data.economies.length })}`}</dd></div>
        {data.guess && <div><dt>{t('becauseOf')}</dt><dd>{visible(l(data.guess.why))}</dd></div>}
        {!!m.files?.length && <div><dt>{t('files')}</dt><dd>{m.files.map((f) => <code key={f.name}>{visible(f.name)} </code>)}</dd></div>}
      </dl>
      {findings === null ? <p class="quiet">{t('loading')}</p> : findings.length ? <Findings list={findings} /> : <p>{t('noFindings')}</p>}
      <p><button class="main" onClick={onUse}>{t('useIt')}</button> <Way to={{ ...toEntry('see', 'audit', {}, true), data: data.id }}>{t('auditIt')}</Way></p>
    </div>
  );
}

/** Files may be dropped anywhere on the page. */
function useDrop(over: (is: boolean) => void, take: (files: File[]) => void) {
  const latest = useRef(take);
  latest.current = take;
  useEffect(() => {
    const has = (e: DragEvent) => e.dataTransfer?.types.includes('Files');
    const drag = (e: DragEvent) => { if (has(e)) { e.preventDefault(); over(true); } };
    const leave = (e: DragEvent) => { if (!e.relatedTarget) over(false); };
    const drop = (e: DragEvent) => {
      if (!has(e)) return;
      e.preventDefault();
      over(false);
      latest.current([...(e.dataTransfer?.files ?? [])]);
    };
    addEventListener('dragover', drag);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    return () => {
      removeEventListener('dragover', drag);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
    };
  }, []);
}
