import { expect, test } from 'vitest';
import { columnScale, exact, letters, place, print, readable, sentence, visible } from './format';
import type { Table, Unit } from './model';

const usd: Unit = { kind: 'money', symbol: 'USD', power: 6 };
const wan: Unit = { kind: 'money', symbol: 'CNY', power: 4 };

// The examples of iot.Unit.Readable.
test.each([
  [7388345, usd, '7.39 trn USD', '7.39 万亿美元'],
  [998504, usd, '998.50 bn USD', '9985.04 亿美元'],
  [10164000000, wan, '101.64 trn CNY', '101.64 万亿元'],
  [-279, usd, '−279.00 M USD', '−2.79 亿美元'],
  [0, usd, '0 USD', '0 美元'],
  [0.2486, { kind: 'share' } as Unit, '24.86 %', '24.86 %'],
  [-2.8e-17, { kind: 'share' } as Unit, '0.00 %', '0.00 %'],
  [0.30966863, { kind: 'ratio' } as Unit, '0.3097', '0.3097'],
  [12, { kind: 'quantity', symbol: 'persons', power: 3 } as Unit, '12 k persons', '12 k persons'],
])('%s %o', (value, unit, en, zh) => {
  expect(readable(value, unit, 'en')).toBe(en);
  expect(readable(value, unit, 'zh')).toBe(zh);
});

test('the exact figure has the unit of the file', () => {
  expect(exact(2132008, usd)).toBe('2132008 M USD');
  expect(exact(0.131095661929974, { kind: 'share' })).toBe('0.131095661929974');
});

test('groups of three from five digits on', () => {
  expect(print(21320.08, { factor: 1, name: '', digits: 2 })).toBe('21\u202f320.08');
  expect(print(2132.5, { factor: 1, name: '', digits: 2 })).toBe('2132.50');
});

const table = (unit: Unit | undefined, columns: (number | null)[][]): Table => ({
  id: 't', label: { en: 't' },
  columns: columns.map((_, i) => ({ id: `c${i}`, label: { en: 'c' }, kind: 'number', unit, definition: { en: 'd' }, why: true })),
  rows: columns[0]!.map((_, r) => ({ key: String(r), cells: columns.map((c) => c[r]!) })),
});

test('money columns of a table share a unit, ratios a number of decimals', () => {
  const t = table(usd, [[2000000, 3690000], [301040, 122440]]);
  expect(columnScale(t, 0, 'en')).toEqual(columnScale(t, 1, 'en'));
  expect(columnScale(table({ kind: 'ratio' }, [[4.108, 0.07468, null]]), 0, 'en').digits).toBe(3);
  expect(columnScale(table(undefined, [[141767904, 0.0004]]), 0, 'en').digits).toBeUndefined();
});

test('places are those of a spreadsheet', () => {
  expect(letters(1043)).toBe('ANC');
  expect(place({ file: 'wiot.csv', row: 217, column: 1043 }, 'en')).toBe('wiot.csv: row 217, column 1043 (ANC217)');
});

test('characters that reorder or hide are shown as such', () => {
  expect(visible('a\u202egnp.exe')).toBe('a\ufffdgnp.exe');
  expect(visible('电气 <b>')).toBe('电气 <b>');
  expect(sentence('costs 30.36 % and 5.12 trn USD')).toBe('costs 30.36\u00a0% and 5.12\u00a0trn USD');
});
