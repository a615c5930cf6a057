import { expect, it } from 'vitest';
import { rewriteInstants, writeInstant } from '../../../src/session/life/instants';

const AT = Date.parse('2026-11-02T23:05:09.007Z');

it('a time in a sentence is found again, and told otherwise', () => {
  const sentence = `It began at ${writeInstant(AT)}, and ended at ${writeInstant(AT + 1)}.`;
  const told = rewriteInstants(sentence, (at) => `${at - AT} ms`);
  expect(told).toBe('It began at 0 ms, and ended at 1 ms.');
});

it('what only looks like a time stays as it was written', () => {
  const sentence = 'utm_source was "2026-99-99T99:99:99.000Z" and "2026-11-02"';
  expect(rewriteInstants(sentence, () => 'never')).toBe(sentence);
});
