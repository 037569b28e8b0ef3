import { expect, test } from 'vitest';
import { match } from './form';

const choices = [
  { id: 'c14', label: { en: 'Electrical and optical equipment', zh: '电气和光学设备制造业' } },
  { id: 'c1', label: { en: 'Agriculture', zh: '农林牧渔业' } },
  { id: 'c17', label: { en: 'Electricity, gas and water supply', zh: '电力、燃气和水的供应业' } },
];
const ids = (text: string, without: string[] = []) => match(choices, text, without).found.map((c) => c.id);

test('search finds by code and by name in both languages, the nearest first', () => {
  expect(ids('c1')).toEqual(['c1', 'c14', 'c17']);
  expect(ids('ELECTRI')).toEqual(['c14', 'c17']);
  expect(ids('光学')).toEqual(['c14']);
  expect(ids('gas')).toEqual(['c17']);
  expect(ids('zebra')).toEqual([]);
  expect(ids('', ['c1'])).toEqual(['c14', 'c17']);
});

test('long lists are cut, and say so', () => {
  const many = Array.from({ length: 100 }, (_, i) => ({ id: `x${i}`, label: { en: `X ${i}` } }));
  expect(match(many, '', []).found.length + match(many, '', []).more).toBe(100);
  expect(match(many, '', []).more).toBe(40);
});
