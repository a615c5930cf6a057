import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Address,
  COMPARISONS,
  INTERVALS,
  PERIODS,
  questionOf,
  readAddress,
  writeAddress,
} from '../../../../src/dashboard/browser/state/address';
import { FILTER_NAMES } from '../../../../src/dashboard/browser/state/filters';

describe('an address', () => {
  it('without anything is the overview of the last 30 days, compared with those before', () => {
    expect(readAddress('')).toEqual({
      view: 'overview',
      id: null,
      siteId: null,
      period: { name: '30d' },
      compare: 'previous',
      interval: null,
      number: null,
      search: '',
      stage: null,
      filters: {},
    });
    expect(writeAddress(readAddress(''))).toBe('');
  });

  it('leaves out what would be so anyway, and is read by people', () => {
    const place = readAddress('?view=sessions&period=7d&entry_page=%2Fblog%2Fa&country=DE%2CFR');
    expect(writeAddress(place)).toBe('?view=sessions&period=7d&entry_page=/blog/a&country=DE,FR');
  });

  it('says again what it was made of, whatever that is', () => {
    const text = fc.string({ minLength: 1, unit: 'binary' }).filter((one) => one.isWellFormed());
    const place: fc.Arbitrary<Address> = fc.record({
      view: text,
      id: fc.option(text),
      siteId: fc.option(text),
      period: fc.oneof(
        fc.constantFrom(...PERIODS).map((name) => ({ name })),
        fc.record({ from: fc.constant('2026-11-01'), to: fc.constant('1795993200000') }),
      ),
      compare: fc.constantFrom(...COMPARISONS),
      interval: fc.option(fc.constantFrom(...INTERVALS)),
      number: fc.option(text),
      search: text,
      stage: fc.option(text),
      filters: fc.dictionary(fc.constantFrom(...FILTER_NAMES), text),
    });
    fc.assert(
      fc.property(place, (one) => {
        expect(readAddress(writeAddress(one))).toEqual({ ...one, filters: { ...one.filters } });
      }),
    );
  });

  it.each(['?period=never', '?from=2026-11-01', '?from=x&to=y', '?compare=1&interval=age'])(
    'that says %s is read as if it did not',
    (query) => {
      expect(readAddress(query)).toEqual(readAddress(''));
    },
  );
});

describe('the question of an address', () => {
  it('has its period or its dates, and its filters, numbers as numbers', () => {
    expect(questionOf(readAddress('?view=leads&period=today&os=iOS&min_page_views=3'))).toEqual({
      period: 'today',
      os: 'iOS',
      min_page_views: 3,
    });
    expect(questionOf(readAddress('?from=2026-11-01&to=2026-11-08&min_duration=60000'))).toEqual({
      from: '2026-11-01',
      to: '2026-11-08',
      min_duration: 60_000,
    });
  });
});
