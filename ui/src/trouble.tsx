import { ApiError } from './api';
import { visible } from './format';
import { useWords } from './page';

/** What went wrong, in the words of the program, and what to do. */
export function TroubleView({ error, onRetry, onNear }: { error: Error; onRetry?(): void; onNear?(param: string, value: string): void }) {
  const { t } = useWords();
  const x = error instanceof ApiError ? error.trouble : { error: error.message, kind: 'internal' };
  return (
    <div class="trouble" role="alert">
      <h3>{x.kind === 'data' && !x.error.includes(':') ? t('needsUnmet') : t('trouble')}</h3>
      <p>{x.kind === 'unreachable' ? t('unreachable') : visible(x.error)}</p>
      {'did_you_mean' in x && !!x.did_you_mean?.length && (
        <p>
          {t('didYouMean')}{' '}
          {x.did_you_mean.map((n) => (onNear && x.param ? <button key={n} class="plain" onClick={() => onNear(x.param!, n)}>{visible(n)}</button> : <code key={n}>{visible(n)} </code>))}
        </p>
      )}
      {onRetry && <button onClick={onRetry}>{t('retry')}</button>}
    </div>
  );
}
