import { AnswerView, Limits, Progress } from './answer';
import { Form, asked } from './form';
import { visible } from './format';
import type { Entry, Lang } from './model';
import { usePage, useWords } from './page';
import { useAnswer, usePromise } from './use';
import { available } from './api';
import { WhyPanel } from './why';
import { type Word, word } from './words';

/** The page of one analysis, made from the catalogue alone. */
export function EntryPage({ entry }: { entry: Entry }) {
  const { at, go, data } = usePage();
  const { t, l, lang } = useWords();
  const params = only(entry, at.params, data.economies.length);
  const can = useAvailable(entry.id);
  const answer = useAnswer(data.id, entry.id, at.run && can ? params : null);
  return (
    <article class="entry">
      <header>
        <p class="path"><a href="#" onClick={(e) => { e.preventDefault(); go({ verb: entry.verb, entry: '', view: '', params: {}, run: false, why: null }); }}>{t(entry.verb)}</a> · {visible(l(entry.label))}</p>
        <h1>{question(l(entry.question))}</h1>
      </header>
      {can === false && <div class="trouble"><h3>{t('needsUnmet')}</h3><p>{t('needsMore', { what: needs(entry, lang) })}</p></div>}
      <Form entry={entry} params={params} busy={answer.state === 'running'} onCancel={answer.state === 'running' ? answer.cancel : undefined}
        onRun={(p) => {
          go({ params: p, run: true, why: null, sort: {}, filter: {} });
          if (answer.state === 'cancelled' || answer.state === 'failed') answer.retry();
        }} />
      <Limits limits={entry.limits} />
      <Progress answer={answer} onNear={(param, value) => go({ params: { ...at.params, [param]: value }, run: true })} />
      {answer.state === 'done' && <AnswerView result={answer.result} entry={entry} onWhy={(why) => go({ why }, !!at.why)} />}
      {at.why && at.run && <WhyPanel entry={entry.id} params={params} cell={at.why} onClose={() => go({ why: null }, true)} />}
    </article>
  );
}

/** Whether the open table has what an analysis needs; undefined until it is known. */
export function useAvailable(entry: string): boolean | undefined {
  const { data } = usePage();
  const { value, error } = usePromise(() => available(data.id), data.id);
  return error ? true : value?.find((a) => a.entry === entry)?.available;
}

const needWords: Record<string, Word> = { 'import-split': 'needImports', 'multi-region': 'needEconomies', tags: 'needTags' };

/** What an analysis needs of a table, in words. */
export const needs = (entry: Entry, lang: Lang): string =>
  (entry.needs ?? []).filter((n) => n !== 'system').map((n) => (needWords[n] ? word(needWords[n], lang) : n)).join(lang === 'zh' ? '、' : ', ');

/** The parameters of the address that the analysis has, on these data. */
export function only(entry: Entry, params: Record<string, string>, economies: number): Record<string, string> {
  const out: Record<string, string> = {};
  for (const p of entry.params) if (params[p.id] && asked(p, economies)) out[p.id] = params[p.id]!;
  return out;
}

/** A question begins with a capital. */
export const question = (s: string) => visible(s.charAt(0).toUpperCase() + s.slice(1));
