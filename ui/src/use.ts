import { useEffect, useRef, useState } from 'preact/hooks';
import { type Progress, ApiError, analyse } from './api';
import type { Result } from './model';

export type Trouble = ApiError | Error;

export type Answer =
  | { state: 'idle' }
  | { state: 'running'; progress: Progress | null; cancel(): void }
  | { state: 'cancelled'; retry(): void }
  | { state: 'failed'; error: Trouble; retry(): void }
  | { state: 'done'; result: Result };

/** The answer of an analysis; nothing is asked while params is null. */
export function useAnswer(data: string, entry: string, params: Record<string, string> | null): Answer {
  const key = params && JSON.stringify([data, entry, params]);
  const [answer, set] = useState<Answer & { key?: string | null }>({ state: 'idle' });
  const [again, setAgain] = useState(0);
  const retry = () => setAgain((n) => n + 1);
  useEffect(() => {
    if (!key || !params) return set({ state: 'idle', key });
    const control = new AbortController();
    const running = (progress: Progress | null): Answer => ({ state: 'running', progress, cancel: () => { control.abort(); set({ state: 'cancelled', retry, key }); } });
    set({ ...running(null), key });
    let here = true;
    analyse(data, entry, params, control.signal, (p) => here && set({ ...running(p), key })).then(
      (result) => here && set({ state: 'done', result, key }),
      (error: Trouble) => here && !control.signal.aborted && set({ state: 'failed', error, key, retry }),
    );
    return () => {
      here = false;
      control.abort();
    };
  }, [key, again]);
  return answer.key === key || (!answer.key && !key) ? answer : { state: key ? 'running' : 'idle', progress: null, cancel: () => undefined };
}

/** What a promise brings; undefined while it does not. */
export function usePromise<T>(make: () => Promise<T>, key: string): { value?: T; error?: Trouble } {
  const [got, set] = useState<{ key?: string; value?: T; error?: Trouble }>({});
  useEffect(() => {
    let here = true;
    make().then((value) => here && set({ key, value }), (error: Trouble) => here && set({ key, error }));
    return () => void (here = false);
  }, [key]);
  return got.key === key ? got : {};
}

/** The width of an element, followed. */
export function useWidth<T extends HTMLElement>() {
  const ref = useRef<T>(null);
  const [width, set] = useState(0);
  useEffect(() => {
    const watch = new ResizeObserver(([e]) => set(Math.round(e!.contentRect.width)));
    if (ref.current) watch.observe(ref.current);
    return () => watch.disconnect();
  }, []);
  return { ref, width };
}
