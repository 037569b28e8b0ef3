import { expect, test } from 'vitest';
import { home, parse, write } from './address';

test('an address is read as it was written', () => {
  const at = {
    ...home('zh', 'wiod2013-2011'), verb: 'find' as const, entry: 'dependence', run: true,
    params: { economy: 'CHN', sector: 'c14', supplier: 'JPN,KOR' },
    why: { table: 'by-economy', row: 'a~b%c<d', column: 'total' },
    sort: { sectors: '-total' }, filter: { sectors: '电气 & =x?' },
  };
  expect(parse(write(at), 'en')).toEqual(at);
});

test('a link is short and always the same', () => {
  const at = { ...home('en'), verb: 'see' as const, view: 'structure', params: { economy: 'CHN' }, run: true };
  expect(write(at)).toBe('?lang=en&verb=see&view=structure&p.economy=CHN&run=1');
});

test('what is not known is left out', () => {
  const at = parse('?lang=fr&verb=eat&why=only~two&run=yes&x=1&p.=1', 'zh');
  expect(at).toEqual(home('zh'));
});
