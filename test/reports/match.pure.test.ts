import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MAX_ITEMS, parseMatch } from '../../src/reports/match';

const NONE = { not: false, values: [], parts: [], orMissing: false };

it.each([
  ['DE', { values: ['DE'] }],
  ['DE,FR', { values: ['DE', 'FR'] }],
  [' DE , FR ', { values: ['DE', 'FR'] }],
  ['!Safari', { not: true, values: ['Safari'] }],
  ['!DE,FR', { not: true, values: ['DE', 'FR'] }],
  ['~/blog/', { parts: ['/blog/'] }],
  ['~/blog/,/shop', { parts: ['/blog/'], values: ['/shop'] }],
  ['!~/blog/,null', { not: true, parts: ['/blog/'], orMissing: true }],
  ['null', { orMissing: true }],
  ['!null', { not: true, orMissing: true }],
  ['Null', { values: ['Null'] }],
  ['\\null', { values: ['null'] }],
  ['~null', { parts: ['null'] }],
  ['Washington\\, D.C.', { values: ['Washington, D.C.'] }],
  ['\\!odd,\\~odd', { values: ['!odd', '~odd'] }],
  ['a\\\\,b', { values: ['a\\', 'b'] }],
  ['a\\', { values: ['a\\'] }],
  ['\\ a\\  ,~n\\,\\ ', { values: [' a '], parts: ['n, '] }],
  ['a\\\\ ', { values: ['a\\'] }],
  ['a!b~c', { values: ['a!b~c'] }],
])('takes %s for %j', (text, match) => {
  expect(parseMatch(text)).toEqual({ ...NONE, ...match });
});

it.each(['', '!', '~', 'a,', ',a', 'a,,b', ' ', 'a,~'])('misses a value in "%s"', (text) => {
  expect(parseMatch(text)).toEqual({ error: expect.stringContaining('Give a value') });
});

it.each(['a,!b', '!!a', '!a,!b'])('says in "%s" where "!" belongs', (text) => {
  expect(parseMatch(text)).toEqual({ error: expect.stringContaining('Write "!" once') });
});

it('takes so many values and no more', () => {
  const list = (length: number) => Array.from({ length }, () => 'a').join();
  expect(parseMatch(list(MAX_ITEMS))).toMatchObject({ values: expect.any(Array) });
  expect(parseMatch(list(MAX_ITEMS + 1))).toEqual({ error: expect.stringContaining('at most') });
});

it('takes any values that are escaped for what they are', () => {
  const value = fc.string({ unit: 'grapheme', minLength: 1 });
  fc.assert(
    fc.property(fc.array(value, { minLength: 1, maxLength: 5 }), fc.boolean(), (values, not) => {
      const texts = values.map((one) => one.replaceAll(/[\\,!~n]|^\s|\s$/gs, '\\$&'));
      const text = `${not ? '!' : ''}${texts.join()}`;
      expect(parseMatch(text)).toEqual({ ...NONE, not, values });
    }),
  );
});

it('answers any text at all', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const match = parseMatch(text);
      if ('error' in match) return;
      const { values, parts, orMissing } = match;
      expect(values.length + parts.length + Number(orMissing)).toBeGreaterThan(0);
      for (const one of [...values, ...parts]) expect(one).not.toBe('');
    }),
  );
});
