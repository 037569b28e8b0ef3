import { expect, test } from 'vitest';
import { word, words } from './words';

const holes = (s: string) => [...s.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort();

test('every word stands in both languages, with the same holes', () => {
  for (const [key, { en, zh }] of Object.entries(words)) {
    expect(en.trim(), key).not.toBe('');
    expect(zh.trim(), key).not.toBe('');
    expect(holes(zh), key).toEqual(holes(en));
    expect(/\p{Script=Han}/u.test(en), `${key}: English holds Chinese`).toBe(false);
    if (!['nap', 'restRow'].includes(key)) expect(/\p{Script=Han}/u.test(zh), `${key}: Chinese holds none`).toBe(true);
    expect(/\bcountr(y|ies)\b|国家(?!统计局)/i.test(en + zh), `${key}: say economy`).toBe(false);
  }
});

test('holes are filled', () => {
  expect(word('rows', 'en', { n: 35 })).toBe('35 rows');
  expect(word('rows', 'zh', { n: 35 })).toBe('35 行');
});

test('no word stands here that nobody says', async () => {
  const sources = Object.entries(import.meta.glob(['./**/*.ts', './**/*.tsx', '!./words*.ts', '!./**/*.test.ts'], { query: '?raw', import: 'default', eager: true }) as Record<string, string>);
  const said = sources.map(([, text]) => text).join('\n');
  const made = /^(theme(Auto|Light|Dark)|(see|find|stress|choose|plan|track|brief)(Question)?|fault|warning|note)$/; // put together in code
  expect(Object.keys(words).filter((w) => !made.test(w) && !new RegExp(`['"\x60]${w}['"\x60]`).test(said))).toEqual([]);
});
