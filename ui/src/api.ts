// The one place that talks to the program. Answers are kept by address: they
// are named by what they were asked, and do not change.
import type { Cell, Choice, Entry, Label, Lang, Meta, Result, Unit, Why } from './model';

const root = 'api/v1';

/** An error as the program writes it. */
export interface Trouble {
  error: string;
  kind: string;
  param?: string;
  got?: string;
  want?: string;
  did_you_mean?: string[];
  file?: string;
  row?: number;
  column?: number;
}

export class ApiError extends Error {
  constructor(readonly trouble: Trouble, readonly status: number) {
    super(trouble.error);
  }
}

export interface Progress {
  phase: string;
  done: number;
  total: number;
  seconds_left?: number;
}

interface Job {
  id: string;
  state: 'queued' | 'running' | 'done' | 'failed' | 'cancelled';
  progress?: Progress;
  result?: string;
  problem?: Trouble;
}

/** One table that the program has open. */
export interface Data {
  id: string;
  uploaded: boolean;
  meta: Meta;
  n: number; // industries
  age?: number; // years since the year it describes
  residual_share: number;
  findings?: { notes: number; warnings: number; faults: number };
  imports: string;
  assumption?: Label;
  economies: Choice[]; // empty: one, which need not be named
  sectors: Choice[];
  groups?: Choice[];
  blocks: string[];
  bytes?: number;
  guess?: { format: string; edition?: string; label: Label; why: Label }; // of an uploaded file
}

/** Whether an analysis runs on a table, and what the table lacks. */
export interface Available {
  entry: string;
  available: boolean;
  problem?: string;
  seconds?: number;
}

export interface Catalogue {
  version: string;
  entries: Entry[];
  formats: string[];
}

const query = (params: Record<string, string>) => {
  const q = new URLSearchParams();
  for (const [k, v] of Object.entries(params)) if (v !== '') q.set(k, v);
  const s = q.toString();
  return s ? `?${s}` : '';
};

async function troubleOf(response: Response): Promise<ApiError> {
  try {
    return new ApiError((await response.json()) as Trouble, response.status);
  } catch {
    return new ApiError({ error: `${response.status} ${response.statusText}`, kind: 'internal' }, response.status);
  }
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (e) {
    if (init.signal?.aborted) throw e;
    throw new ApiError({ error: '', kind: 'unreachable' }, 0);
  }
  if (!response.ok) throw await troubleOf(response);
  return response;
}

/** Asks; where the answer takes time, watches the job and asks again. */
async function patiently(url: string, signal: AbortSignal, progress: (p: Progress | null) => void): Promise<Response> {
  const response = await ask(url, { signal });
  if (response.status !== 202) return response;
  const job = (await response.json()) as Job;
  const ended = await watch(job, signal, progress);
  if (ended.state === 'failed') throw new ApiError(ended.problem ?? { error: '', kind: 'internal' }, 500);
  if (ended.state === 'cancelled') throw new ApiError({ error: '', kind: 'interrupted' }, 409);
  return patiently(url, signal, progress);
}

/** Follows the events of a job to its end; giving up cancels it. */
function watch(job: Job, signal: AbortSignal, progress: (p: Progress | null) => void): Promise<Job> {
  return new Promise((resolve, reject) => {
    const events = new EventSource(`${root}/jobs/${job.id}/events`);
    const stop = () => {
      events.close();
      void fetch(`${root}/jobs/${job.id}`, { method: 'DELETE' }).catch(() => undefined);
      reject(new DOMException('cancelled', 'AbortError'));
    };
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    const end = (j: Job) => {
      signal.removeEventListener('abort', stop);
      events.close();
      resolve(j);
    };
    events.addEventListener('progress', (e) => progress((JSON.parse((e as MessageEvent<string>).data) as Job).progress ?? null));
    events.addEventListener('end', (e) => end(JSON.parse((e as MessageEvent<string>).data) as Job));
    events.onerror = () => {
      if (events.readyState !== EventSource.CLOSED) return; // it comes back by itself
      ask(`${root}/jobs/${job.id}?wait=30`, { signal }).then(async (r) => end((await r.json()) as Job)).catch(reject);
    };
  });
}

const kept = new Map<string, Promise<unknown>>();

/** Keeps what was answered; what failed is asked again. */
function once<T>(key: string, make: () => Promise<T>): Promise<T> {
  const found = kept.get(key) as Promise<T> | undefined;
  if (found) return found;
  const made = make();
  kept.set(key, made);
  if (kept.size > 200) kept.delete(kept.keys().next().value!);
  made.catch(() => kept.get(key) === made && kept.delete(key));
  return made;
}

const forever = new AbortController().signal;
const quiet = () => undefined;

export const analysisPath = (data: string, entry: string) => `${root}/data/${encodeURIComponent(data)}/analyses/${encodeURIComponent(entry)}`;

export function analyse(data: string, entry: string, params: Record<string, string>, signal = forever, progress: (p: Progress | null) => void = quiet): Promise<Result> {
  const url = analysisPath(data, entry) + query(params);
  return once(url, async () => (await (await patiently(url, signal, progress)).json()) as Result);
}

export function why(data: string, entry: string, params: Record<string, string>, cell: Cell): Promise<Why> {
  const url = `${analysisPath(data, entry)}/why${query({ ...params, table: cell.table, row: cell.row, column: cell.column })}`;
  return once(url, async () => (await (await patiently(url, forever, quiet)).json()) as Why);
}

/** Where a browser saves a table or an answer from. */
export const download = (data: string, entry: string, params: Record<string, string>, format: string, table: string, lang: Lang) =>
  analysisPath(data, entry) + query({ ...params, format, table, lang, wait: '60' });

/** Where a browser saves a drawing from. */
export const drawing = (data: string, entry: string, params: Record<string, string>, figure: string, format: 'svg' | 'png', lang: Lang) =>
  `${analysisPath(data, entry)}/figures/${encodeURIComponent(figure)}.${format}${query({ ...params, lang, wait: '60' })}`;

const json = async <T>(url: string, init?: RequestInit) => (await (await ask(url, init)).json()) as T;

export const catalogue = () => once(`${root}/catalogue`, () => json<Catalogue>(`${root}/catalogue`));
export const listData = async () => (await json<{ data: Data[] }>(`${root}/data`)).data;
export const available = (data: string) => once(`available ${data}`, async () => (await json<{ analyses: Available[] }>(`${root}/data/${encodeURIComponent(data)}/analyses`)).analyses);
export const industries = (data: string) =>
  once(`industries ${data}`, async () => (await json<{ industries: Choice[] }>(`${root}/data/${encodeURIComponent(data)}`)).industries);

/** Loads a table: one file, or a table.toml with its csv files. */
export async function upload(files: File[], signal: AbortSignal, progress: (p: Progress | null) => void): Promise<Data> {
  const one = files.length === 1 ? files[0] : undefined;
  const form = new FormData();
  for (const f of files) form.append('file', f, f.name);
  const response = await ask(`${root}/data${one ? query({ name: one.name }) : ''}`, {
    method: 'POST', body: one ?? form, signal, headers: one ? { 'Content-Type': 'application/octet-stream' } : {},
  });
  if (response.status !== 202) return (await response.json()) as Data;
  const ended = await watch((await response.json()) as Job, signal, progress);
  if (ended.state !== 'done' || !ended.result) throw new ApiError(ended.problem ?? { error: '', kind: 'interrupted' }, 409);
  const id = decodeURIComponent(ended.result.split('/').at(-1)!);
  const loaded = (await listData()).find((d) => d.id === id);
  if (!loaded) throw new ApiError({ error: id, kind: 'missing' }, 404);
  return loaded;
}

export const forget = (data: string) => ask(`${root}/data/${encodeURIComponent(data)}`, { method: 'DELETE' });

export interface Session {
  required: boolean;
  name?: string;
}

export const session = () => json<Session>(`${root}/session`);
export const signIn = (token: string) =>
  json<Session>(`${root}/session`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ token }) });

/** A part of the published table: who delivers to whom. */
export interface Block {
  unit: Unit;
  rows: { key: string; label: Label }[];
  columns: { key: string; label: Label }[];
  cells: number[][];
}

export function block(data: string, name: string, pick: Record<string, string>): Promise<Block> {
  const url = `${root}/data/${encodeURIComponent(data)}/blocks/${name}${query(pick)}`;
  return once(url, async () => (await (await patiently(url, forever, quiet)).json()) as Block);
}
