import { useEffect, useId, useMemo, useRef, useState } from 'preact/hooks';
import { industries } from './api';
import { visible } from './format';
import type { Choice, Entry, Param } from './model';
import { usePage, useWords } from './page';

/** The choices of a parameter in the open table; null while they are fetched. */
function useChoices(param: Param): Choice[] | null {
  const { data } = usePage();
  const [list, set] = useState<Choice[] | null>(null);
  useEffect(() => {
    let here = true;
    if (param.kind === 'industry') industries(data.id).then((c) => here && set(c), () => here && set([]));
    return () => void (here = false);
  }, [param.kind, data.id]);
  switch (param.kind) {
    case 'economy': return data.economies;
    case 'sector': return data.sectors;
    case 'tag': return data.groups ?? [];
    case 'industry': return list;
    default: return param.choices ?? [];
  }
}

/** A parameter that the data leave nothing to choose in is not shown. */
export const asked = (param: Param, economies: number) => !(param.kind === 'economy' && economies === 0);

/** The form of an analysis, made from its description. Nothing is asked of the
 * program until Run is pressed; the address then says what was asked. */
export function Form({ entry, params, busy, onRun, onCancel }: { entry: { id: string; params: Param[] } | Entry; params: Record<string, string>; busy: boolean; onRun(p: Record<string, string>): void; onCancel?(): void }) {
  const { data } = usePage();
  const { t, l } = useWords();
  const [draft, setDraft] = useState(params);
  const given = JSON.stringify(params);
  useEffect(() => setDraft(params), [given, entry.id]);
  const fields = entry.params.filter((p) => asked(p, data.economies.length));
  const lacking = fields.filter((p) => p.required && !(draft[p.id] ?? p.default));
  const put = (id: string, value: string) => setDraft((d) => ({ ...d, [id]: value }));
  return (
    <form class="form" aria-label={t('form')} onSubmit={(e) => { e.preventDefault(); if (!lacking.length) onRun(clean(draft, fields)); }}>
      {fields.map((p) => <Field key={p.id} param={p} value={draft[p.id] ?? ''} onChange={(v) => put(p.id, v)} />)}
      <div class="field actions">
        {busy && onCancel ? <button key="cancel" type="button" onClick={onCancel}>{t('cancel')}</button> : <button key="run" type="submit" class="main" disabled={lacking.length > 0}>{t('run')}</button>}
        {lacking.length > 0 && <span class="quiet">{t('missing', { what: lacking.map((p) => l(p.label)).join(', ') })}</span>}
      </div>
    </form>
  );
}

/** What differs from the defaults, and is a parameter at all. */
function clean(draft: Record<string, string>, fields: Param[]): Record<string, string> {
  const out: Record<string, string> = {};
  for (const p of fields) {
    const v = (draft[p.id] ?? '').trim();
    if (v && v !== p.default) out[p.id] = v;
  }
  return out;
}

interface FieldProps {
  param: Param;
  value: string;
  onChange(v: string): void;
}

function Field({ param, value, onChange }: FieldProps) {
  const { t, l } = useWords();
  const id = useId();
  const help = l(param.help);
  const common = { id, 'aria-describedby': help ? `${id}-help` : undefined };
  let control;
  if (param.kind === 'enum' || (param.kind === 'tag' && !param.list)) control = <Select param={param} value={value} onChange={onChange} common={common} />;
  else if (param.kind === 'count' || param.kind === 'real')
    control = (
      <input {...common} type="number" inputMode="decimal" value={value} placeholder={param.default ?? ''} min={param.min} max={param.max}
        step={param.kind === 'count' ? 1 : 'any'} onInput={(e) => onChange(e.currentTarget.value)} />
    );
  else control = <Search param={param} value={value} onChange={onChange} common={common} />;
  const range = param.min !== undefined && param.max !== undefined && param.max < 1e6 ? t('range', { min: param.min, max: param.max }) : '';
  return (
    <div class={`field ${param.kind}`}>
      <label for={id}>
        {visible(l(param.label))} <small>{param.required && !param.default ? t('required') : ''}</small>
      </label>
      {control}
      {help && <small id={`${id}-help`} class="quiet">{[visible(help), range].filter(Boolean).join(' · ')}</small>}
    </div>
  );
}

interface Common {
  id: string;
  'aria-describedby': string | undefined;
}

function Select({ param, value, onChange, common }: FieldProps & { common: Common }) {
  const { t, l } = useWords();
  const choices = useChoices(param) ?? [];
  return (
    <select {...common} value={value || (param.default ?? '')} onChange={(e) => onChange(e.currentTarget.value)}>
      {!param.default && <option value="">{t('anyAll')}</option>}
      {choices.map((c) => <option key={c.id} value={c.id}>{visible(l(c.label) || c.id)}</option>)}
    </select>
  );
}

const most = 60;

/** Search by code or by name in either language; arrows, Enter, Escape. */
function Search({ param, value, onChange, common }: FieldProps & { common: Common }) {
  const { t, l } = useWords();
  const choices = useChoices(param);
  const [text, setText] = useState<string | null>(null); // null: not typing
  const [active, setActive] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const picked = useMemo(() => (value ? value.split(',') : []), [value]);
  const name = (id: string) => {
    const c = choices?.find((x) => x.id === id);
    return c ? `${visible(l(c.label))} ${id}` : id;
  };
  const { found, more } = useMemo(() => match(choices ?? [], text ?? '', param.list ? picked : []), [choices, text, picked, param.list]);
  useEffect(() => list.current?.children[active]?.scrollIntoView({ block: 'nearest' }), [active, text]);
  const open = text !== null;
  const pick = (id: string) => {
    onChange(param.list ? [...picked, id].join(',') : id);
    setText(param.list ? '' : null);
    setActive(0);
  };
  const key = (e: KeyboardEvent) => {
    if (e.key === 'ArrowDown' || e.key === 'ArrowUp') {
      e.preventDefault();
      if (!open) return setText('');
      setActive((a) => Math.max(0, Math.min(found.length - 1, a + (e.key === 'ArrowDown' ? 1 : -1))));
    } else if (e.key === 'Enter' && open && found[active]) {
      e.preventDefault();
      pick(found[active].id);
    } else if (e.key === 'Escape' && open) {
      e.stopPropagation();
      setText(null);
    } else if (e.key === 'Backspace' && !text && picked.length) onChange(picked.slice(0, -1).join(','));
  };
  return (
    <div class="search">
      {param.list && picked.map((id) => (
        <span class="chip" key={id}>{name(id)} <button type="button" aria-label={t('remove', { name: name(id) })} onClick={() => onChange(picked.filter((x) => x !== id).join(','))}>✕</button></span>
      ))}
      <input {...common} role="combobox" autocomplete="off" spellcheck={false} aria-expanded={open} aria-controls={`${common.id}-list`} aria-autocomplete="list"
        aria-activedescendant={open && found[active] ? `${common.id}-${active}` : undefined}
        placeholder={param.required || param.list ? t('choose1') : t('anyAll')} value={text ?? (param.list || !value ? '' : name(value))}
        onInput={(e) => { setText(e.currentTarget.value); setActive(0); if (!e.currentTarget.value && !param.list) onChange(''); }}
        onFocus={(e) => e.currentTarget.select()} onClick={() => setText((x) => x ?? '')} onBlur={() => setText(null)} onKeyDown={key} />
      <ul id={`${common.id}-list`} role="listbox" hidden={!open} ref={list} aria-label={l(param.label)}>
        {open && found.map((c, i) => (
          <li key={c.id} id={`${common.id}-${i}`} role="option" aria-selected={i === active} onMouseDown={(e) => { e.preventDefault(); pick(c.id); }}>
            {visible(l(c.label) || c.id)} <code>{visible(c.id)}</code>
          </li>
        ))}
        {open && !found.length && <li role="option" aria-disabled="true" aria-selected={false} class="quiet">{choices ? t('noMatch', { text: text ?? '' }) : t('loading')}</li>}
        {open && more > 0 && <li role="option" aria-disabled="true" aria-selected={false} class="quiet">{t('moreMatches', { n: more })}</li>}
      </ul>
    </div>
  );
}

/** Choices whose code or name, in either language, has the text; those that begin with it first. */
export function match(choices: Choice[], text: string, without: string[]): { found: Choice[]; more: number } {
  const want = text.trim().toLowerCase();
  const names = (c: Choice) => [c.id, c.label.en ?? '', c.label.zh ?? ''].map((s) => s.toLowerCase());
  const rank = (c: Choice) => {
    const all = names(c);
    return all.some((s) => s === want) ? 0 : all.some((s) => s.startsWith(want)) ? 1 : all.some((s) => s.includes(want)) ? 2 : 3;
  };
  const open = choices.filter((c) => !without.includes(c.id));
  const fits = want ? open.map((c) => [rank(c), c] as const).filter(([r]) => r < 3).sort((a, b) => a[0] - b[0]).map(([, c]) => c) : open;
  return { found: fits.slice(0, most), more: Math.max(0, fits.length - most) };
}
