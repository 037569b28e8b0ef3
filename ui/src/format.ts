// Numbers for people. Files and the tooltip of every cell carry the exact value.
// The rules are those of iot.Unit in the program, so that page, terminal and
// brief print the same.
import { type CellValue, type Column, type Label, type Lang, type Place, type Table, type Unit, bare } from './model';

const stepsEn: [number, string][] = [[12, 'trn'], [9, 'bn'], [6, 'M']];
const stepsZh: [number, string][] = [[12, '万亿'], [8, '亿'], [4, '万']];
const currencyZh: Record<string, string> = {
  CNY: '元', USD: '美元', EUR: '欧元', JPY: '日元', KRW: '韩元', GBP: '英镑', BRL: '雷亚尔', INR: '卢比',
};

/** A multiple of a unit in which a column reads best. */
export interface Scale {
  factor: number;
  name: string; // "bn USD", "亿元", "%", ""
  digits?: number; // after the point; undefined: four significant
}

const currency = (unit: Unit, lang: Lang) => (lang === 'zh' ? currencyZh[unit.symbol ?? ''] ?? unit.symbol : unit.symbol) ?? '';

function step(unit: Unit, largest: number, lang: Lang): [number, string] {
  const size = Math.abs(largest) * 10 ** (unit.power ?? 0);
  return (lang === 'zh' ? stepsZh : stepsEn).find(([power]) => size >= 10 ** power) ?? [0, ''];
}

/** The unit as it stands in a column head of a file: "M USD". */
export function unitName(unit: Unit): string {
  if (unit.kind === 'share' || unit.kind === 'ratio' || unit.kind === '') return '';
  const prefix: Record<number, string> = { 0: '', 3: 'k ', 6: 'M ', 9: 'bn ' };
  const power = unit.power ?? 0;
  return (prefix[power] ?? `10^${power} `) + (unit.symbol ?? '');
}

/** How to print numbers whose largest magnitude is given. */
export function scaleOf(unit: Unit, largest: number, lang: Lang): Scale {
  switch (unit.kind) {
    case 'share':
      return { factor: 100, name: '%', digits: 2 };
    case 'money': {
      const [power, name] = step(unit, largest, lang);
      const symbol = currency(unit, lang);
      const gap = lang === 'en' && name ? ' ' : '';
      return { factor: 10 ** ((unit.power ?? 0) - power), name: name + gap + symbol, digits: power === 0 ? 0 : 2 };
    }
    case 'quantity':
      return { factor: 1, name: unitName(unit) };
    default:
      return { factor: 1, name: '' };
  }
}

/** A number in a scale, with thin groups of three. */
export function print(value: number, scale: Scale): string {
  const v = value * scale.factor;
  const s = scale.digits === undefined ? significant(v) : v.toFixed(scale.digits);
  return group(/^-0(\.0*)?$/.test(s) ? s.slice(1) : s).replace('-', '−');
}

/** A value alone: "101.64 trn CNY", "24.86 %". */
export function readable(value: number, unit: Unit, lang: Lang): string {
  const scale = scaleOf(unit, value, lang);
  return scale.name ? `${print(value, scale)} ${scale.name}` : print(value, scale);
}

/** Everything the number has, with the unit of the file. */
export function exact(value: number, unit: Unit): string {
  const name = unitName(unit);
  return name ? `${value} ${name}` : String(value);
}

/** The scale of a column: money in the multiple that suits the middle number of
 * all columns of that money, so that they compare; pure numbers with as many
 * decimals as the largest needs for four digits. */
export function columnScale(table: Table, column: number, lang: Lang): Scale {
  const c = table.columns[column]!;
  if (c.kind === 'integer') return { factor: 1, name: '', digits: 0 };
  const alike = c.unit?.kind === 'money' ? table.columns.flatMap((o, i) => (o.unit?.symbol === c.unit!.symbol && o.unit?.power === c.unit!.power ? [i] : [])) : [column];
  const sizes = table.rows.flatMap((r) => alike.map((i) => r.cells[i])).filter((v): v is number => typeof v === 'number' && v !== 0).map(Math.abs).sort((a, b) => a - b);
  const scale = scaleOf(c.unit ?? bare, sizes[sizes.length >> 1] ?? 0, lang);
  if (c.unit?.kind !== 'ratio' || sizes.every(Number.isInteger)) return scale;
  return { ...scale, digits: Math.min(6, Math.max(0, 3 - Math.floor(Math.log10(sizes.at(-1)!)))) };
}

export function group(s: string): string {
  const [whole = '', rest] = s.split('.');
  if (/e/i.test(s) || whole.replace('-', '').length < 5) return s;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u202f');
  return rest === undefined ? grouped : `${grouped}.${rest}`;
}

function significant(v: number): string {
  const a = Math.abs(v);
  if (v === Math.trunc(v) && a < 1e15) return String(v);
  if (a >= 1e4 && a < 1e15) return v.toFixed(1);
  if (a >= 1e-4) return v.toFixed(Math.min(20, Math.max(0, 3 - Math.floor(Math.log10(a)))));
  return v.toPrecision(4);
}

/** `wiot.csv: row 217, column 1043 (ANC217)`. */
export function place(p: Place, lang: Lang): string {
  const file = p.sheet ? `${p.file} [${p.sheet}]` : p.file;
  const row = p.row ? (lang === 'zh' ? `第 ${p.row} 行` : `row ${p.row}`) : '';
  const col = p.column ? (lang === 'zh' ? `第 ${p.column} 列` : `column ${p.column}`) : '';
  const at = [row, col].filter(Boolean).join(lang === 'zh' ? '' : ', ');
  const name = p.row && p.column ? ` (${letters(p.column)}${p.row})` : '';
  return at ? `${file}: ${at}${name}` : file;
}

/** A column's name in a spreadsheet: 1 is A, 27 is AA. */
export function letters(column: number): string {
  let s = '';
  for (let n = column; n > 0; n = Math.floor((n - 1) / 26)) s = String.fromCharCode(65 + ((n - 1) % 26)) + s;
  return s;
}

/** The text of a cell that is not a number. */
export function cellText(v: CellValue, column: Column, lang: Lang): string {
  if (v === null) return '';
  if (column.kind === 'flag') return v ? '✓' : '–';
  if (typeof v === 'object') return visible((lang === 'zh' ? (v as Label).zh || (v as Label).en : (v as Label).en || (v as Label).zh) ?? '');
  return visible(String(v));
}

/** A sentence whose numbers stay on one line with their units. */
export const sentence = (s: string): string => visible(s).replace(/(\d) (%|trn|bn|M|万|亿)/g, '$1\u00a0$2');

/** Text without the characters that reorder or hide what is around them. */
export function visible(s: string): string {
  return s.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '\ufffd');
}
