import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  containing,
  exactly,
  FILTERS,
  nameMissing,
  readFilter,
  turnedRound,
} from '../../../../src/dashboard/browser/state/filters';
import { FIELD_NAMES } from '../../../../src/reports/fields';
import { FilterSchema } from '../../../../src/reports/filters';

const value = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom(
    'null',
    '!',
    '~',
    '~x',
    '!x',
    '\\',
    'a,b',
    'a\\,b',
    '\\null',
    'true',
    ',',
    '🦊,',
    ' ',
    'n, ',
  ),
);

describe('the filter of a value', () => {
  it('is passed by exactly that value', () => {
    fc.assert(
      fc.property(value, (text) => {
        expect(readFilter(exactly(text))).toEqual({
          not: false,
          values: [text],
          parts: [],
          orMissing: false,
        });
      }),
    );
  });

  it('that is missing, or true or false, is the word of the API for it', () => {
    expect([null, true, false].map(exactly)).toEqual(['null', 'true', 'false']);
    expect(readFilter('null')).toMatchObject({ values: [], orMissing: true });
  });

  it('turned round is passed by all others, and again by itself', () => {
    fc.assert(
      fc.property(value, (text) => {
        const round = turnedRound(exactly(text));
        expect(readFilter(round)).toMatchObject({ not: true, values: [text] });
        expect(turnedRound(round)).toBe(exactly(text));
      }),
    );
  });
});

it('the filter of a part looks for that part', () => {
  fc.assert(
    fc.property(value, (text) => {
      expect(readFilter(containing(text))).toMatchObject({ values: [], parts: [text] });
    }),
  );
});

it('a filter that the API refuses is none', () => {
  expect(['~', '!!a', 'a,'].map(readFilter)).toEqual([null, null, null]);
});

describe('the filters', () => {
  it('are those of the API', () => {
    expect(Object.keys(FILTERS).sort()).toEqual(Object.keys(FilterSchema.shape).sort());
    const counted = Object.keys(FILTERS).filter((name) => !name.startsWith('min_'));
    expect(counted.sort()).toEqual([...FIELD_NAMES].sort());
  });

  it('say what a missing value is', () => {
    expect(nameMissing('utm_campaign')).toBe('None');
    expect(nameMissing('country')).toBe('Unknown');
  });
});
