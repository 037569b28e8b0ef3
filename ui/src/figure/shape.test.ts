import { expect, test } from 'vitest';
import type { CellValue, Column, Figure, Table, Unit } from '../model';
import { palette } from './colours';
import { draw } from './option';
import { FigureError, crossing, flows, grid, lines, shape, steps } from './shape';

const money: Unit = { kind: 'money', symbol: 'USD', power: 6 };
const column = (id: string, kind: Column['kind'], unit?: Unit): Column => ({ id, kind, unit, label: { en: id, zh: id }, definition: { en: id }, why: kind === 'number' });
const make = (columns: Column[], rows: [string, ...CellValue[]][], rest = false): Table => ({
  id: 't', label: { en: 't' }, columns, rest, rows: rows.map(([key, ...cells]) => ({ key: key as string, cells })),
});
const figure = (f: Partial<Figure>): Figure => ({ id: 'f', kind: 'bar', title: { en: 'F', zh: '图' }, table: 't', label: 'name', values: ['v'], ...f });
const named = (rows: [string, number | null][], unit: Unit, rest = false) =>
  make([column('name', 'name'), column('v', 'number', unit)], rows.map(([k, v]) => [k, { en: k, zh: k }, v]), rest);

test('bars: largest first, missing before the rest, one rest that sums', () => {
  const s = shape(figure({ top: 2 }), named([['a', 1], ['b', 5], ['c', 3], ['d', null], ['e', 2]], money), 'en');
  expect(s.marks.map((m) => m.key)).toEqual(['b', 'c', 'rest']);
  expect(s.marks[2]).toMatchObject({ values: [3], rest: true, row: -1, name: '3 others' });
});

test('a rest of shares is the range that they span, not a sum', () => {
  const s = shape(figure({ top: 1 }), named([['a', 0.5], ['b', 0.2], ['c', 0.1]], { kind: 'share' }), 'zh');
  expect(s.marks[1]).toMatchObject({ values: [null], spread: [[0.1, 0.2]], name: '其余 2 项' });
});

test('the rest of the table stays last, and is added to the rest of the figure', () => {
  const t = named([['a', 5], ['b', 3], ['rest', 40]], money, true);
  expect(shape(figure({}), t, 'en').marks.map((m) => m.key)).toEqual(['a', 'b', 'rest']);
  expect(shape(figure({ top: 1 }), t, 'en').marks[1]).toMatchObject({ values: [43], rest: true, name: 'all others' });
});

test('an order that the table has is kept', () => {
  const t = make([column('name', 'name'), column('v', 'number', money), column('w', 'number', money)], [['a', { en: 'a' }, 1, 9], ['b', { en: 'b' }, 2, 8]]);
  expect(shape(figure({ values: ['v', 'w'] }), t, 'en').marks.map((m) => m.key)).toEqual(['a', 'b']);
});

test('scatter: what lacks a number is named, not drawn at zero', () => {
  const t = make([column('name', 'name'), column('v', 'number'), column('w', 'number')], [['a', { en: 'a' }, 1, 3], ['b', { en: 'b' }, null, 1], ['c', { en: 'c' }, 3, 5]]);
  const s = shape(figure({ kind: 'scatter', values: ['v', 'w'] }), t, 'en');
  expect(s.marks.map((m) => m.key)).toEqual(['a', 'c']);
  expect(s.without).toEqual(['b']);
  expect(crossing(s)).toEqual([2, 4]);
  expect(crossing({ ...s, figure: { ...s.figure, cross: [1, 1] } })).toEqual([1, 1]);
});

const pairs = make([column('from', 'code'), column('to', 'code'), column('v', 'number', money)],
  [['1', 'c14', 'c14', 6], ['2', 'c14', 'c12', 3], ['3', 'c12', 'c14', 1], ['rest', '', '', 2]], true);
const sankey = figure({ kind: 'sankey', label: '', from: 'from', to: 'to' });

test('sankey: loops are drawn, the rest is explicit, both sides sum to the table', () => {
  const s = shape(sankey, pairs, 'en', new Map([['c14', 'Electronics']]));
  const f = flows(s, 'en');
  expect(f.nodes.filter((n) => n.side === 'from').map((n) => n.name)).toEqual(['Electronics', 'c12', 'rest']);
  expect(f.flows[0]).toMatchObject({ from: 'from:Electronics', to: 'to:Electronics', value: 6 });
  expect(f.flows.reduce((a, x) => a + x.value, 0)).toBe(12);
  expect(f.flows.at(-1)).toMatchObject({ rest: true, value: 2 });
});

test('heat map: a diagonal stays a diagonal, a missing cell is no zero', () => {
  const t = make([column('from', 'code'), column('to', 'code'), column('v', 'number')], [['1', 'b', 'a', 1], ['2', 'a', 'a', null], ['3', 'a', 'b', 2]]);
  const g = grid(shape(figure({ kind: 'heatmap', label: '', from: 'from', to: 'to' }), t, 'en'), 'en');
  expect([g.across, g.down]).toEqual([['a', 'b'], ['a', 'b']]);
  expect(g.cells.map((c) => [c.x, c.y, c.value])).toEqual([[0, 1, 1], [0, 0, null], [1, 0, 2]]);
});

test('waterfall: each term from where the one before ended, the total from zero', () => {
  const s = shape(figure({ kind: 'waterfall', total: 'sum' }), named([['a', 3], ['b', -1], ['sum', 2]], money), 'en');
  expect(steps(s, 'en').map((x) => [x.start, x.end, x.total])).toEqual([[0, 3, false], [3, 2, false], [0, 2, true]]);
});

test('line: a series a group, gaps where there is no number', () => {
  const t = make([column('name', 'code'), column('g', 'code'), column('v', 'number')], [['1', '2010', 'x', 1], ['2', '2011', 'x', null], ['3', '2011', 'y', 4]]);
  const l = lines(shape(figure({ kind: 'line', group: 'g' }), t, 'en'), 'en');
  expect(l.along).toEqual(['2010', '2011']);
  expect(l.lines.map((x) => [x.name, x.values])).toEqual([['x', [1, null]], ['y', [null, 4]]]);
});

test('a figure that does not fit its table is an error', () => {
  expect(() => shape(figure({ values: ['none'] }), pairs, 'en')).toThrow(FigureError);
});

test('options: tooltips are text, hostile names stay text, marks lead to cells', () => {
  const look = { lang: 'en' as const, width: 700, colours: palette(false) };
  const hostile = named([['<img src=x onerror=alert(1)>', 2], ['{b|bold}\u202e', 1]], money);
  for (const kind of ['bar', 'dot', 'treemap', 'waterfall', 'line'] as const) {
    const drawn = draw(shape(figure({ kind }), hostile, 'en'), look);
    const tooltip = (drawn.option as { tooltip: { renderMode: string; formatter: (p: unknown) => string } }).tooltip;
    expect(tooltip.renderMode).toBe('richText');
    const p = { dataIndex: kind === 'treemap' ? 2 : 1 };
    const text = tooltip.formatter(kind === 'treemap' ? p : [p]);
    if (kind !== 'line') expect(text).toContain('｛b｜bold｝\ufffd');
    expect(drawn.height).toBeGreaterThan(50);
  }
  expect(draw(shape(figure({}), hostile, 'en'), look).cell(1, 0)).toEqual({ row: '{b|bold}\u202e', column: 'v' });
});
