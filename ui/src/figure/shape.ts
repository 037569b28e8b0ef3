// From a figure of the catalogue and its table to what is drawn, without pixels:
// which rows, in which order, with which rest. The rules are those of package
// chart, so that the screen shows what the downloaded drawing shows.
import { type Scale, columnScale, scaleOf, visible } from '../format';
import { type Figure, type Lang, type Table, type Unit, bare, say } from '../model';
import { word } from '../words';

export interface Series {
  id: string;
  name: string;
  column: number;
  unit: Unit;
  scale: Scale;
  additive: boolean; // a rest is a sum, otherwise the range that the numbers span
}

export interface Mark {
  key: string; // of the row; 'rest' for one made here
  name: string;
  values: (number | null)[]; // one a series; null: no number, or a range
  spread?: ([number, number] | null)[];
  rest: boolean;
  row: number; // in the table, -1 for one made here
}

export interface Shape {
  figure: Figure;
  table: Table;
  title: string;
  series: Series[];
  marks: Mark[];
  names: Map<string, string>; // by code
  without: string[]; // names of rows that have no number to draw
}

export class FigureError extends Error {}

/** Most rows that a ranking shows of its own accord. */
const mostRows = 40;

/** Names say what codes stand for, where flows and cells are named by code. */
export function shape(figure: Figure, table: Table, lang: Lang, names = new Map<string, string>()): Shape {
  const series = figure.values.map((id) => seriesOf(table, id, lang));
  const marks = table.rows.map((_, i) => markOf(figure, table, series, i, lang));
  const out: Shape = { figure, table, title: visible(say(figure.title, lang)), series: oneScale(series, marks, lang), marks, names, without: [] };
  switch (figure.kind) {
    case 'bar':
    case 'dot':
      rank(out);
      cut(out, Math.min(figure.top || mostRows, mostRows), lang);
      break;
    case 'treemap':
      rank(out);
      out.marks = out.marks.filter((m) => (m.values[0] ?? 0) > 0);
      if (figure.top) cut(out, figure.top, lang);
      break;
    case 'scatter':
      out.marks = out.marks.filter((m) => !m.rest);
      drop(out, (m) => m.values[0] === null || m.values[1] === null);
      break;
    case 'sankey':
      rank(out);
      drop(out, (m) => !m.values[0]);
      if (figure.top) cut(out, figure.top, lang);
      break;
  }
  return out;
}

function seriesOf(table: Table, id: string, lang: Lang): Series {
  const column = table.columns.findIndex((c) => c.id === id);
  const c = table.columns[column];
  if (!c) throw new FigureError(`no column ${id} in table ${table.id}`);
  const last = table.rows.at(-1)?.cells[column];
  const unit = c.unit ?? bare;
  const additive = unit.kind === 'money' || unit.kind === 'quantity' || (!!table.rest && last !== null && last !== undefined);
  return { id, name: visible(say(c.label, lang)), column, unit, scale: columnScale(table, column, lang), additive };
}

function markOf(figure: Figure, table: Table, series: Series[], i: number, lang: Lang): Mark {
  const row = table.rows[i]!;
  const at = table.columns.findIndex((c) => c.id === figure.label);
  const v = at >= 0 ? row.cells[at] : row.key;
  const name = typeof v === 'object' && v ? say(v, lang) : String(v ?? '');
  return {
    key: row.key,
    name: visible(name || row.key),
    values: series.map((s) => (typeof row.cells[s.column] === 'number' ? (row.cells[s.column] as number) : null)),
    rest: !!table.rest && i === table.rows.length - 1,
    row: i,
  };
}

/** Columns of one unit are drawn in the same multiple of it. */
function oneScale(series: Series[], marks: Mark[], lang: Lang): Series[] {
  const unit = (s: Series) => `${s.unit.kind} ${s.unit.symbol ?? ''} ${s.unit.power ?? 0}`;
  return series.map((s) => {
    let largest = 0;
    series.forEach((other, k) => {
      if (unit(other) === unit(s)) for (const m of marks) largest = Math.max(largest, Math.abs(m.values[k] ?? 0));
    });
    return s.scale.digits === 0 && s.unit.kind !== 'money' ? s : { ...s, scale: scaleOf(s.unit, largest, lang) };
  });
}

/** An order that the table already has by one of its columns is kept. */
function rank(out: Shape): void {
  const by = (s: number) => (a: Mark, b: Mark) =>
    Number(a.rest) - Number(b.rest) ||
    Number(a.values[s] === null) - Number(b.values[s] === null) ||
    (b.values[s] ?? 0) - (a.values[s] ?? 0);
  const sorted = (s: number) => out.marks.every((m, i) => i === 0 || by(s)(out.marks[i - 1]!, m) <= 0);
  if (!out.series.some((_, s) => sorted(s))) out.marks = [...out.marks].sort(by(0));
}

function drop(out: Shape, lacks: (m: Mark) => boolean): void {
  out.without = out.marks.filter(lacks).map((m) => m.name);
  out.marks = out.marks.filter((m) => !lacks(m));
}

/** Keeps n marks and makes one rest of the others. */
function cut(out: Shape, n: number, lang: Lang): void {
  let real = out.marks.length;
  while (real > 0 && out.marks[real - 1]!.rest) real--;
  if (real <= n) return;
  const left = out.marks.slice(n);
  out.marks = [...out.marks.slice(0, n), restOf(left, out.series, lang)];
}

function restOf(left: Mark[], series: Series[], lang: Lang): Mark {
  const numbers = series.map((_, s) => left.map((m) => m.values[s]).filter((v): v is number => v !== null && v !== undefined));
  return {
    key: 'rest',
    name: left.some((m) => m.rest) ? word('allOthers', lang) : word('others', lang, { n: left.length }),
    values: series.map((s, k) => (s.additive && numbers[k]!.length ? numbers[k]!.reduce((a, b) => a + b, 0) : null)),
    spread: series.map((s, k) => (!s.additive && numbers[k]!.length ? [Math.min(...numbers[k]!), Math.max(...numbers[k]!)] : null)),
    rest: true,
    row: -1,
  };
}

/** Where the quadrants part: as the figure says, otherwise at the means. */
export function crossing(s: Shape): [number, number] {
  const c = s.figure.cross;
  if (c?.length === 2) return [c[0]!, c[1]!];
  const mean = (k: number) => s.marks.reduce((sum, m) => sum + m.values[k]!, 0) / Math.max(1, s.marks.length);
  return [mean(0), mean(1)];
}

export interface Flow {
  from: string;
  to: string;
  value: number;
  rest: boolean;
  key: string;
}

export interface Flows {
  nodes: { id: string; name: string; side: 'from' | 'to'; rest: boolean }[];
  flows: Flow[];
}

/** Flows between two sides. Who stands on both is drawn on both, so that a loop
 * (a sector that buys from itself) is drawn and not dropped. */
export function flows(s: Shape, lang: Lang): Flows {
  const from = s.table.columns.findIndex((c) => c.id === s.figure.from);
  const to = s.table.columns.findIndex((c) => c.id === s.figure.to);
  const text = (m: Mark, column: number) => {
    const v = m.row < 0 ? null : s.table.rows[m.row]!.cells[column];
    return visible(v === null || v === undefined || v === '' ? (m.rest && m.name === m.key ? word('restRow', lang) : m.name) : typeof v === 'object' ? say(v, lang) : s.names.get(String(v)) ?? String(v));
  };
  const nodes = new Map<string, Flows['nodes'][number]>();
  const node = (side: 'from' | 'to', name: string, rest: boolean) => {
    const id = `${side}:${name}`;
    if (!nodes.has(id)) nodes.set(id, { id, name, side, rest });
    return id;
  };
  const list = s.marks.map((m) => ({
    from: node('from', text(m, from), m.rest),
    to: node('to', text(m, to), m.rest),
    value: m.values[0] ?? 0,
    rest: m.rest,
    key: m.key,
  }));
  return { nodes: [...nodes.values()], flows: list };
}

export interface Grid {
  across: string[];
  down: string[];
  cells: { x: number; y: number; value: number | null; key: string }[];
}

/** A heat map: one cell a row, by the two columns that name it. */
export function grid(s: Shape, lang: Lang): Grid {
  const at = (id: string | undefined) => s.table.columns.findIndex((c) => c.id === id);
  const axis = (column: number) => {
    const names: string[] = [];
    const index = new Map<string, number>();
    const of = s.marks.map((m) => {
      const v = s.table.rows[m.row]!.cells[column];
      const name = visible(typeof v === 'object' && v ? say(v, lang) : String(v ?? ''));
      if (!index.has(name)) index.set(name, names.push(name) - 1);
      return index.get(name)!;
    });
    return { names, of };
  };
  const x = axis(at(s.figure.to));
  const y = axis(at(s.figure.from));
  const order = [...x.names.filter((n) => y.names.includes(n)), ...y.names.filter((n) => !x.names.includes(n))]; // a diagonal stays one
  const place = y.names.map((n) => order.indexOf(n));
  return {
    across: x.names,
    down: order,
    cells: s.marks.map((m, i) => ({ x: x.of[i]!, y: place[y.of[i]!]!, value: m.values[0] ?? null, key: m.key })),
  };
}

export interface Step {
  mark: Mark;
  start: number;
  end: number;
  total: boolean;
}

/** A waterfall: every term from where the one before it ended; the total stands on zero. */
export function steps(s: Shape, lang: Lang): Step[] {
  let level = 0;
  const out: Step[] = [];
  let total: Mark | undefined;
  for (const mark of s.marks) {
    if (mark.key === s.figure.total && s.figure.total) {
      total = mark;
      continue;
    }
    const v = mark.values[0] ?? 0;
    out.push({ mark, start: level, end: level + v, total: false });
    level += v;
  }
  total ??= { key: 'total', name: word('whole', lang), values: [level], rest: false, row: -1 };
  return [...out, { mark: total, start: 0, end: total.values[0] ?? level, total: true }];
}

export interface Lines {
  along: string[];
  lines: { name: string; series: Series; values: (number | null)[]; keys: string[] }[];
}

/** Lines: one a column, or one a text of the group column. */
export function lines(s: Shape, lang: Lang): Lines {
  const group = s.table.columns.findIndex((c) => c.id === s.figure.group);
  const along = [...new Set(s.marks.map((m) => m.name))];
  if (!s.figure.group || group < 0)
    return {
      along,
      lines: s.series.map((series, k) => ({ name: series.name, series, values: s.marks.map((m) => m.values[k] ?? null), keys: s.marks.map((m) => m.key) })),
    };
  const byGroup = new Map<string, Mark[]>();
  for (const m of s.marks) {
    const v = s.table.rows[m.row]!.cells[group];
    const name = visible(typeof v === 'object' && v ? say(v, lang) : String(v ?? ''));
    byGroup.set(name, [...(byGroup.get(name) ?? []), m]);
  }
  return {
    along,
    lines: [...byGroup].map(([name, marks]) => {
      const at = new Map(marks.map((m) => [m.name, m]));
      return { name, series: s.series[0]!, values: along.map((x) => at.get(x)?.values[0] ?? null), keys: along.map((x) => at.get(x)?.key ?? '') };
    }),
  };
}
