import { describe, expect, it } from 'vitest';
import {
  dateOf,
  describePeriod,
  PERIOD_WORDS,
} from '../../../../src/dashboard/browser/shell/period-names';
import { PERIODS } from '../../../../src/dashboard/browser/state/address';
import { PERIOD_NAMES } from '../../../../src/reports/period';

const BERLIN = 'Europe/Berlin';
const MIDNIGHT = String(Date.parse('2026-11-02T00:00+01:00'));

describe('a period', () => {
  it('is one of those of the API, with a key of its own', () => {
    expect(PERIODS).toEqual(PERIOD_NAMES);
    expect(new Set(PERIODS.map((name) => PERIOD_WORDS[name].key)).size).toBe(PERIODS.length);
    expect([PERIOD_WORDS.today.key, PERIOD_WORDS['7d'].key, PERIOD_WORDS['30d'].key]).toEqual([
      't',
      '7',
      '3',
    ]);
  });

  it.each([
    [{ name: '7d' }, 'Last 7 days'],
    [{ from: '2026-11-01', to: '2026-11-08' }, '1 – 7 Nov 2026'],
    [{ from: MIDNIGHT, to: String(Number(MIDNIGHT) + 3_600_000) }, '2 Nov 2026, 00:00 – 01:00'],
    [{ from: '2026-11-01', to: MIDNIGHT }, '2026-11-01 – 2026-11-02'],
  ] as const)('%j is called %s', (period, text) => {
    expect(describePeriod(period, BERLIN)).toBe(text);
  });
});

it('an instant is of the date that it has in the zone', () => {
  expect(dateOf(MIDNIGHT, BERLIN)).toBe('2026-11-02');
  expect(dateOf(MIDNIGHT, BERLIN, -1)).toBe('2026-11-01');
  expect(dateOf('2026-11-01', BERLIN)).toBe('2026-11-01');
});
