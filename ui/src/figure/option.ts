// From shapes to ECharts options. Texts go in as text: tooltips are drawn on the
// canvas as rich text, never as HTML.
import type { EChartsCoreOption } from 'echarts/core';
import { type Scale, print } from '../format';
import type { Lang } from '../model';
import { word } from '../words';
import type { Palette } from './colours';
import { type Mark, type Series, type Shape, crossing, flows, grid, lines, steps } from './shape';

export interface Drawn {
  option: EChartsCoreOption;
  height: number; // px
  /** The cell behind a mark: row key and column id, to ask why. */
  cell(dataIndex: number, seriesIndex: number): { row: string; column: string } | undefined;
}

interface Look {
  lang: Lang;
  width: number;
  colours: Palette;
}

const font = 'system-ui, "Noto Sans CJK SC", "Noto Sans SC", "PingFang SC", "Microsoft YaHei", sans-serif';

export function draw(s: Shape, look: Look): Drawn {
  switch (s.figure.kind) {
    case 'bar':
    case 'dot':
      return ranking(s, look);
    case 'scatter':
      return scatter(s, look);
    case 'treemap':
      return treemap(s, look);
    case 'sankey':
      return sankey(s, look);
    case 'heatmap':
      return heatmap(s, look);
    case 'waterfall':
      return waterfall(s, look);
    case 'line':
      return line(s, look);
  }
}

const withUnit = (v: number, scale: Scale) => (scale.name ? `${print(v, scale)} ${scale.name}` : print(v, scale));

const rangeText = ([lo, hi]: [number, number], scale: Scale) => `${print(lo, scale)} – ${withUnit(hi, scale)}`;

/** Braces begin a style in rich text; the others are what they are. */
const plain = (s: string) => s.replace(/[{}|]/g, (c) => ({ '{': '｛', '}': '｝', '|': '｜' })[c]!);

function base({ colours, lang }: Look): EChartsCoreOption {
  return {
    animation: false,
    textStyle: { fontFamily: font, color: colours.ink, fontSize: 12 },
    color: colours.series,
    aria: { enabled: false },
    tooltip: {
      renderMode: 'richText',
      confine: true,
      backgroundColor: colours.paper,
      borderColor: colours.faint,
      textStyle: { color: colours.ink, fontFamily: font, fontSize: 12 },
    },
    stateAnimation: { duration: 0 },
    locale: lang,
  };
}

function axisOf(scale: Scale, { colours }: Look, name = ''): object {
  return {
    type: 'value',
    name: [name, scale.name].filter(Boolean).join(' · '),
    nameLocation: 'middle',
    nameGap: 26,
    nameTextStyle: { color: colours.grey },
    axisLabel: { color: colours.grey, hideOverlap: true, formatter: (v: number) => tick(v, scale) },
    axisLine: { show: false },
    splitLine: { lineStyle: { color: colours.faint } },
  };
}

/** A tick without the zeros that print would give it. */
const tick = (v: number, scale: Scale) => {
  const s = print(v, { ...scale, digits: undefined });
  return s.includes('.') ? s.replace(/0+$/, '').replace(/\.$/, '') : s;
};

/** Cuts a name to the room there is. */
function fit(name: string, room: number): string {
  let width = 0;
  for (let i = 0; i < name.length; i++) {
    width += name.charCodeAt(i) > 0x2e80 ? 12 : 6.6;
    if (width > room) return name.slice(0, Math.max(1, i - 1)) + '…';
  }
  return name;
}

const nameWidth = (name: string) => [...name].reduce((w, c) => w + (c.charCodeAt(0) > 0x2e80 ? 12 : 6.6), 0);

function markText(m: Mark, series: Series[], lang: Lang): string {
  const at = series.map((s, k) => {
    const v = m.values[k];
    const spread = m.spread?.[k];
    const text = v !== null && v !== undefined ? withUnit(v, s.scale) : spread ? rangeText(spread, s.scale) : word('na', lang);
    return `${s.name}: ${text}`;
  });
  return plain([m.name, ...at].join('\n'));
}

/** Groups of series that share a unit share an axis; the others stand beside. */
function axes(series: Series[]): number[][] {
  const groups = new Map<string, number[]>();
  series.forEach((s, k) => {
    const unit = `${s.unit.kind} ${s.scale.name}`;
    groups.set(unit, [...(groups.get(unit) ?? []), k]);
  });
  return [...groups.values()];
}

function ranking(s: Shape, look: Look): Drawn {
  const { colours, lang, width } = look;
  const dots = s.figure.kind === 'dot';
  const room = Math.min(width * (width < 520 ? 0.38 : 0.34), Math.max(60, ...s.marks.map((m) => nameWidth(m.name) + 16)));
  const groups = axes(s.series);
  const each = (width - room - 24) / groups.length;
  const pitch = dots ? 24 : 12 + Math.min(4, Math.max(...groups.map((g) => g.length))) * 10;
  const legend = s.series.length > 1 ? 30 : 4;
  const height = s.marks.length * pitch + legend + 48;
  const option = {
    ...base(look),
    tooltip: { ...(base(look).tooltip as object), trigger: 'axis', axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.15 } }, formatter: (p: { dataIndex: number }[]) => markText(s.marks[p[0]!.dataIndex]!, s.series, lang) },
    legend: { show: s.series.length > 1, top: 0, left: 0, type: 'scroll', icon: 'rect', itemWidth: 12, itemHeight: 10, textStyle: { color: colours.ink }, data: s.series.map((x) => x.name) },
    grid: groups.map((_, g) => ({ left: room + 8 + g * each, width: each - 28, top: legend + 4, height: s.marks.length * pitch })),
    yAxis: groups.map((_, g) => ({
      type: 'category', gridIndex: g, inverse: true, data: s.marks.map((m) => m.name),
      axisTick: { show: false }, axisLine: { lineStyle: { color: colours.rest } },
      axisLabel: { show: g === 0, interval: 0, color: colours.ink, formatter: (v: string) => fit(v, room) },
    })),
    xAxis: groups.map((g, k) => ({ ...axisOf(s.series[g[0]!]!.scale, look, g.length === 1 ? s.series[g[0]!]!.name : ''), gridIndex: k, splitNumber: width < 520 ? 2 : 4, scale: dots })),
    series: s.series.map((x, k) => ({
      name: x.name,
      type: dots ? 'scatter' : 'bar',
      symbolSize: 10,
      xAxisIndex: groups.findIndex((g) => g.includes(k)),
      yAxisIndex: groups.findIndex((g) => g.includes(k)),
      barMaxWidth: 14,
      barGap: '12%',
      itemStyle: { color: colours.series[k % colours.series.length] },
      emphasis: { disabled: true },
      cursor: 'pointer',
      data: s.marks.map((m) => ({
        value: dots ? [m.values[k] ?? '-', m.name] : m.values[k] ?? (m.spread?.[k] ? 0 : '-'),
        label: m.spread?.[k] ? { show: true, position: 'right', color: colours.grey, fontSize: 11, formatter: plain(rangeText(m.spread[k], x.scale)) } : undefined,
        itemStyle: m.rest ? { color: colours.rest, decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: -0.8, color: colours.paper } } : undefined,
      })),
    })),
  };
  return { option, height, cell: (i, k) => cellOf(s.marks[i], s.series[k]) };
}

const cellOf = (m: Mark | undefined, series: Series | undefined) =>
  m && series && m.row >= 0 && m.values.length ? { row: m.key, column: series.id } : undefined;

function scatter(s: Shape, look: Look): Drawn {
  const { colours, lang, width } = look;
  const [cx, cy] = crossing(s);
  const [x, y, size] = s.series;
  const largest = size ? Math.max(...s.marks.map((m) => m.values[2] ?? 0)) : 0;
  const quadrants = (s.figure.quadrants ?? []).map((q) => (lang === 'zh' ? q.zh || q.en : q.en));
  const height = Math.max(340, Math.min(560, width * 0.7));
  const corner = ['insideTopRight', 'insideTopLeft', 'insideBottomLeft', 'insideBottomRight'];
  const span = (k: number) => {
    const all = s.marks.map((m) => m.values[k]!).concat(k === 0 ? cx : cy);
    const lo = Math.min(...all);
    const hi = Math.max(...all);
    const pad = (hi - lo || 1) * 0.06;
    return [lo - pad, hi + pad] as const;
  };
  const [[x0, x1], [y0, y1]] = [span(0), span(1)];
  const boxes = [[[cx, cy], [x1, y1]], [[x0, cy], [cx, y1]], [[x0, y0], [cx, cy]], [[cx, y0], [x1, cy]]];
  const option = {
    ...base(look),
    tooltip: { ...(base(look).tooltip as object), trigger: 'item', formatter: (p: { dataIndex: number }) => markText(s.marks[p.dataIndex]!, s.series, lang) },
    grid: { left: 56, right: 16, top: 16, bottom: 48 },
    xAxis: { ...axisOf(x!.scale, look, x!.name), min: x0, max: x1, axisLabel: edgeless(x!.scale, look) },
    yAxis: { ...axisOf(y!.scale, look, y!.name), nameGap: 40, min: y0, max: y1, axisLabel: edgeless(y!.scale, look) },
    series: [{
      type: 'scatter',
      cursor: 'pointer',
      data: s.marks.map((m) => ({ value: [m.values[0], m.values[1]], name: m.name, label: { show: width >= 520, position: m.values[0]! > x0 + 0.78 * (x1 - x0) ? 'left' : 'right' }, symbolSize: largest ? 6 + 34 * Math.sqrt((m.values[2] ?? 0) / largest) : 11 })),
      itemStyle: { color: colours.series[0], opacity: 0.85, borderColor: colours.paper, borderWidth: 1 },
      label: { show: width >= 520, position: 'right', color: colours.ink, fontSize: 11, formatter: (p: { name: string }) => plain(fit(p.name, width < 520 ? 90 : 170)) },
      labelLayout: { hideOverlap: true },
      emphasis: { itemStyle: { color: colours.accent, opacity: 1 } },
      markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: colours.grey, type: 'dashed', width: 1 }, data: [{ xAxis: cx }, { yAxis: cy }] },
      markArea: quadrants.length === 4 ? {
        silent: true,
        itemStyle: { color: 'transparent' },
        data: boxes.map((b, k) => [{ name: plain(quadrants[k]!), coord: b[0], label: { position: corner[k], color: colours.accent, fontSize: 12, fontWeight: 600 } }, { coord: b[1] }]),
      } : undefined,
    }],
  };
  return { option, height, cell: (i) => cellOf(s.marks[i], y) };
}

const edgeless = (scale: Scale, { colours }: Look) => ({ color: colours.grey, hideOverlap: true, showMinLabel: false, showMaxLabel: false, formatter: (v: number) => tick(v, scale) });

function treemap(s: Shape, look: Look): Drawn {
  const { colours, lang, width } = look;
  const total = s.marks.reduce((sum, m) => sum + (m.values[0] ?? 0), 0);
  const column = s.table.columns.findIndex((c) => c.id === s.figure.group);
  const family = (m: Mark) => (column >= 0 && m.row >= 0 ? JSON.stringify(s.table.rows[m.row]!.cells[column]) : '');
  const families = [...new Set(s.marks.map(family))];
  const small = (m: Mark) => (m.values[0] ?? 0) / total < (width < 520 ? 0.05 : 0.018);
  const code = s.table.columns.findIndex((c) => c.kind === 'code');
  const short = (m: Mark) => (m.row >= 0 && code >= 0 ? String(s.table.rows[m.row]!.cells[code] ?? '') : '');
  const share = (m: Mark) => `${(100 * (m.values[0] ?? 0) / total).toFixed(1)} %`;
  const option = {
    ...base(look),
    tooltip: { ...(base(look).tooltip as object), formatter: (p: { dataIndex: number }) => { const m = s.marks[p.dataIndex - 1]; return m ? markText(m, s.series, lang) + `\n${share(m)}` : ''; } },
    series: [{
      type: 'treemap', animation: false, animationDurationUpdate: 0,
      left: 0, right: 0, top: 0, bottom: 0,
      roam: false, nodeClick: false, breadcrumb: { show: false },
      itemStyle: { borderColor: colours.paper, borderWidth: 1, gapWidth: 1 },
      label: { color: '#fff', fontSize: 12, lineHeight: 15, overflow: 'break', ellipsis: '…', formatter: (p: { dataIndex: number; name: string }) => { const m = s.marks[p.dataIndex - 1]; return m ? plain(small(m) ? short(m) : `${m.name}\n${share(m)}`) : ''; } },
      emphasis: { itemStyle: { borderColor: colours.accent } },
      data: s.marks.map((m, i) => ({ name: m.name, value: m.values[0], label: small(m) ? { fontSize: 10, overflow: 'truncate', show: (m.values[0] ?? 0) / total > 0.004 } : undefined, itemStyle: { color: m.rest ? colours.rest : column >= 0 ? colours.series[families.indexOf(family(m)) % 5] : shade(i, s.marks.length) } })),
    }],
  };
  return { option, height: Math.max(320, Math.min(520, width * 0.55)), cell: (i) => cellOf(s.marks[i - 1], s.series[0]) };
}

/** One hue, darker for larger: the rank and nothing else. White text reads on all. */
function shade(i: number, n: number): string {
  const t = n > 1 ? i / (n - 1) : 0;
  const mix = (a: number, b: number) => Math.round(a + (b - a) * t);
  return `rgb(${mix(18, 66)}, ${mix(48, 116)}, ${mix(71, 150)})`;
}

function sankey(s: Shape, look: Look): Drawn {
  const { colours, width } = look;
  const { nodes, flows: list } = flows(s, look.lang);
  const scale = s.series[0]!.scale;
  return {
    option: sankeyOption(
      nodes.map((n) => ({ id: n.id, name: n.name, rest: n.rest, depth: n.side === 'from' ? 0 : 1 })),
      list.map((f) => ({ from: f.from, to: f.to, value: Math.abs(f.value), rest: f.rest })),
      scale, look, colours,
    ),
    height: Math.max(260, Math.max(nodes.filter((n) => n.side === 'from').length, nodes.filter((n) => n.side === 'to').length) * 24 + 40),
    cell: (i) => (width ? cellOf(s.marks[i], s.series[0]) : undefined),
  };
}

export interface Node {
  id: string;
  name: string;
  rest: boolean;
  depth: number;
}

/** A Sankey of given nodes and flows, for figures and for views of several answers. */
export function sankeyOption(nodes: Node[], list: { from: string; to: string; value: number; rest: boolean }[], scale: Scale, look: Look, colours: Palette): EChartsCoreOption {
  const name = new Map(nodes.map((n) => [n.id, n.name]));
  const deep = new Map(nodes.map((n) => [n.id, n.depth]));
  const deepest = Math.max(...nodes.map((n) => n.depth));
  const room = Math.min(260, look.width * 0.3);
  return {
    ...base(look),
    tooltip: {
      ...(base(look).tooltip as object),
      formatter: (p: { dataType: string; name: string; value: number; data: { source?: string; target?: string } }) =>
        plain(p.dataType === 'edge' ? `${name.get(p.data.source!)} → ${name.get(p.data.target!)}\n${withUnit(p.value, scale)}` : `${name.get(p.name)}\n${withUnit(p.value, scale)}`),
    },
    series: [{
      type: 'sankey',
      left: room, right: room, top: 10, bottom: 10,
      nodeGap: 13, nodeWidth: 10, layoutIterations: 0, draggable: false, cursor: 'pointer',
      nodeAlign: 'justify',
      data: nodes.map((n) => ({ name: n.id, depth: n.depth, itemStyle: { color: n.rest ? colours.rest : n.depth === 0 ? colours.series[0] : n.depth === deepest ? colours.series[1] : colours.accent, borderWidth: 0 }, label: { position: n.depth === 0 ? 'left' : 'right' } })),
      links: list.map((f) => ({ source: f.from, target: f.to, value: f.value, lineStyle: { color: f.rest ? colours.rest : colours.series[0], opacity: 0.28 } })),
      label: { color: colours.ink, fontSize: 12, textBorderColor: colours.paper, textBorderWidth: 2, formatter: (p: { name: string; value: number }) => plain(`${fit(name.get(p.name) ?? '', (deep.get(p.name) === 1 && deepest > 1 ? look.width * 0.24 : room) - 24 - 7 * print(p.value, scale).length)}  ${print(p.value, scale)}`) },
      emphasis: { focus: 'adjacency' },
    }],
  };
}

function heatmap(s: Shape, look: Look): Drawn {
  const g = grid(s, look.lang);
  const scale = s.series[0]!.scale;
  return { ...heatOption(g.across, g.down, g.cells.map((c) => [c.x, c.y, c.value]), scale, look, false), cell: (i) => ({ row: g.cells[i]!.key, column: s.series[0]!.id }) };
}

/** A heat map of given cells; logarithmic in steps of ten where asked. */
export function heatOption(across: string[], down: string[], cells: [number, number, number | null][], scale: Scale, look: Look, log: boolean, name = (v: number) => withUnit(v, scale)): { option: EChartsCoreOption; height: number } {
  const { colours, width } = look;
  const values = cells.map((c) => c[2] ?? 0);
  const largest = Math.max(...values, 0);
  const smallest = Math.min(...values, 0);
  const left = Math.min(width * 0.3, Math.max(40, ...down.map((n) => nameWidth(n) + 14)));
  const top = Math.min(120, Math.max(24, ...across.map((n) => nameWidth(n) * 0.75 + 16)));
  const cell = Math.max(9, Math.min(34, (width - left - 12) / across.length));
  const top10 = 10 ** Math.ceil(Math.log10(largest || 1));
  const decade = (d: number) => top10 * 10 ** -d;
  const narrow = width < 620;
  const pieces = log
    ? [5, 4, 3, 2, 1, 0].map((d, k) => ({ gt: d === 5 ? 0 : decade(d + 1), lte: decade(d), color: colours.heat[k], label: `≤ ${name(decade(d))}` }))
    : undefined;
  const legend = log && narrow ? 150 : 54;
  const option = {
    ...base(look),
    tooltip: { ...(base(look).tooltip as object), formatter: (p: { value: [number, number, number | string] }) => plain(`${down[p.value[1]]} → ${across[p.value[0]]}\n${typeof p.value[2] === 'number' ? withUnit(p.value[2], scale) : word('na', look.lang)}`) },
    grid: { left, top, width: cell * across.length, height: Math.max(9, Math.min(26, cell)) * down.length },
    xAxis: { type: 'category', position: 'top', data: across, splitArea: { show: false }, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { interval: cell < 12 ? 3 : 0, rotate: 60, color: colours.grey, fontSize: 10, hideOverlap: false, formatter: (v: string) => fit(v, 120) } },
    yAxis: { type: 'category', inverse: true, data: down, axisTick: { show: false }, axisLine: { show: false }, axisLabel: { interval: cell < 12 ? 1 : 0, color: colours.ink, fontSize: cell < 12 ? 10 : 11, formatter: (v: string) => fit(v, left - 12) } },
    visualMap: {
      type: log ? 'piecewise' : 'continuous',
      pieces, min: smallest, max: largest || 1, inRange: { color: log ? undefined : colours.heat },
      outOfRange: { color: colours.paper }, orient: log && narrow ? 'vertical' : 'horizontal', left: narrow ? 8 : left, bottom: 4, itemWidth: log ? 14 : 10, itemHeight: log ? 10 : 90,
      textStyle: { color: colours.grey, fontSize: 10 }, formatter: log ? undefined : (v: number) => withUnit(v, scale),
      calculable: false, text: log ? undefined : [withUnit(largest, scale), withUnit(smallest, scale)], showLabel: true, hoverLink: false, selectedMode: false,
    },
    series: [{ type: 'heatmap', data: cells.map(([x, y, v]) => (v === null ? { value: [x, y, '-'] } : { value: [x, y, v] })), itemStyle: { borderColor: colours.paper, borderWidth: 0.5 }, emphasis: { itemStyle: { borderColor: colours.accent, borderWidth: 2 } } }],
  };
  return { option, height: top + Math.max(9, Math.min(26, cell)) * down.length + legend };
}

function waterfall(s: Shape, look: Look): Drawn {
  const { colours, lang, width } = look;
  const list = steps(s, lang);
  const scale = s.series[0]!.scale;
  const room = Math.min(width * 0.36, Math.max(60, ...list.map((x) => nameWidth(x.mark.name) + 16)));
  const colour = (end: number, start: number, total: boolean, rest: boolean) =>
    rest ? colours.rest : total ? colours.series[2] : end >= start ? colours.series[0] : colours.series[1];
  const option = {
    ...base(look),
    tooltip: { ...(base(look).tooltip as object), trigger: 'axis', formatter: (p: { dataIndex: number }[]) => markText(list[p[0]!.dataIndex]!.mark, s.series, lang) },
    grid: { left: room + 8, right: 24, top: 8, bottom: 44 },
    yAxis: { type: 'category', inverse: true, data: list.map((x) => x.mark.name), axisTick: { show: false }, axisLine: { lineStyle: { color: colours.rest } }, axisLabel: { interval: 0, color: colours.ink, formatter: (v: string) => fit(v, room) } },
    xAxis: axisOf(scale, look, s.series[0]!.name),
    series: [
      { type: 'bar', stack: 'a', silent: true, itemStyle: { color: 'transparent' }, data: list.map((x) => Math.min(x.start, x.end)) },
      { type: 'bar', stack: 'a', barMaxWidth: 16, data: list.map((x) => ({ value: Math.abs(x.end - x.start), itemStyle: { color: colour(x.end, x.start, x.total, x.mark.rest) } })) },
    ],
  };
  return { option, height: list.length * 26 + 60, cell: (i) => cellOf(list[i]?.mark, s.series[0]) };
}

function line(s: Shape, look: Look): Drawn {
  const { colours } = look;
  const l = lines(s, look.lang);
  const symbols = ['circle', 'rect', 'diamond', 'triangle'];
  const option = {
    ...base(look),
    tooltip: { ...(base(look).tooltip as object), trigger: 'axis', formatter: (p: { dataIndex: number }[]) => { const i = p[0]!.dataIndex; return plain([l.along[i], ...l.lines.map((x) => `${x.name}: ${x.values[i] === null || x.values[i] === undefined ? word('na', look.lang) : withUnit(x.values[i]!, x.series.scale)}`)].join('\n')); } },
    legend: { top: 0, left: 0, type: 'scroll', textStyle: { color: colours.ink } },
    grid: { left: 56, right: 16, top: 36, bottom: 40 },
    xAxis: { type: 'category', data: l.along, axisLabel: { color: colours.grey } },
    yAxis: axisOf(s.series[0]!.scale, look),
    series: l.lines.map((x, k) => ({ name: x.name, type: 'line', symbol: symbols[k % 4], symbolSize: 7, connectNulls: false, data: x.values.map((v) => v ?? '-'), color: colours.series[k % 5] })),
  };
  return { option, height: 340, cell: (i, k) => (l.lines[k]?.keys[i] ? { row: l.lines[k]!.keys[i]!, column: l.lines[k]!.series.id } : undefined) };
}
