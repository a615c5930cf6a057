import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  comparedPeriod,
  namedPeriod,
  PERIOD_NAMES,
  type Period,
  resolvePeriod,
} from '../../src/reports/period';
import { clockAt, instant, zone } from './zones';

const NOW = Date.parse('2026-11-30T14:30:00Z');

/** As dates, if both ends are midnights. */
function datesOf(period: Period | null): string {
  if (period === null) return 'none';
  const [from, to] = [period.from, period.to].map((at) => clockAt(period.tz, at));
  return `${from?.date} ${from?.time} to ${to?.date} ${to?.time}`;
}

function resolved(...args: Parameters<typeof resolvePeriod>): Period {
  const period = resolvePeriod(...args);
  if ('error' in period) throw new Error(JSON.stringify(period));
  return period;
}

describe('a named period', () => {
  it.each([
    ['today', '2026-11-30 00:00:00 to 2026-12-01 00:00:00'],
    ['yesterday', '2026-11-29 00:00:00 to 2026-11-30 00:00:00'],
    ['7d', '2026-11-24 00:00:00 to 2026-12-01 00:00:00'],
    ['30d', '2026-11-01 00:00:00 to 2026-12-01 00:00:00'],
    ['90d', '2026-09-02 00:00:00 to 2026-12-01 00:00:00'],
    ['month', '2026-11-01 00:00:00 to 2026-12-01 00:00:00'],
    ['12mo', '2025-12-01 00:00:00 to 2026-12-01 00:00:00'],
  ] as const)('%s is %s', (name, dates) => {
    expect(datesOf(namedPeriod(name, 'Europe/Berlin', NOW))).toBe(dates);
    expect(datesOf(namedPeriod(name, 'America/Los_Angeles', NOW))).toBe(dates);
  });

  it('is whole days of the zone, with now among them but for yesterday', () => {
    fc.assert(
      fc.property(zone, instant, fc.constantFrom(...PERIOD_NAMES), (tz, now, name) => {
        const { from, to } = namedPeriod(name, tz, now);
        expect(from).toBeLessThan(to);
        for (const end of [from, to]) {
          expect(clockAt(tz, end - 1).date < clockAt(tz, end).date).toBe(true);
        }
        expect(from <= now && now < to).toBe(name !== 'yesterday');
      }),
      {
        numRuns: 2000,
        examples: [['Pacific/Apia', Date.parse('2011-12-31T00:00:00Z'), 'yesterday']],
      },
    );
  });
});

describe('the period that is asked for', () => {
  it('is the last 30 days, or what is named, in the zone of the site', () => {
    expect(resolved({}, 'Asia/Tokyo', NOW)).toEqual(namedPeriod('30d', 'Asia/Tokyo', NOW));
    expect(resolved({ period: '7d' }, 'UTC', NOW)).toEqual(namedPeriod('7d', 'UTC', NOW));
    expect(resolved({ period: '7d', tz: 'Asia/Tokyo' }, 'UTC', NOW).tz).toBe('Asia/Tokyo');
  });

  it('takes dates in the zone, and instants as they are', () => {
    const wanted = { from: '2026-11-01', to: '2026-11-03', tz: 'Europe/Berlin' };
    expect(resolved(wanted, 'UTC', NOW).from).toBe(Date.parse('2026-10-31T23:00:00Z'));
    expect(resolved(wanted, 'UTC', NOW).to).toBe(Date.parse('2026-11-02T23:00:00Z'));
    expect(resolved({ from: 5, to: 9 }, 'UTC', NOW)).toEqual({ from: 5, to: 9, tz: 'UTC' });
    expect(resolved({ from: 5 }, 'UTC', NOW)).toEqual({ from: 5, to: NOW + 1, tz: 'UTC' });
  });

  it.each([
    [{ to: 5 }, 'from'],
    [{ from: 5, period: '7d' as const }, 'period'],
    [{ from: 5, to: 5 }, 'to'],
    [{ from: '2026-11-02', to: '2026-11-01' }, 'to'],
    [{ from: NOW + 10 }, 'to'],
  ])('is refused for %j, naming %s', (wanted, path) => {
    expect(resolvePeriod(wanted, 'UTC', NOW)).toMatchObject({
      error: 'validation_failed',
      details: { issues: [{ path }] },
    });
  });
});

describe('a comparison', () => {
  const compare = (period: Period, with_: 'previous' | 'year' | 'none', now = NOW) =>
    datesOf(comparedPeriod(period, with_, now));
  const between = (from: string, to: string, tz = 'Europe/Berlin') =>
    resolved({ from, to, tz }, 'UTC', NOW);

  it('is none, unless it is asked for', () => {
    expect(compare(between('2026-11-01', '2026-11-02'), 'none')).toBe('none');
  });

  it('of whole months is with as many months before', () => {
    expect(compare(between('2026-03-01', '2026-04-01'), 'previous')).toBe(
      '2026-02-01 00:00:00 to 2026-03-01 00:00:00',
    );
    expect(compare(between('2025-11-01', '2026-11-01'), 'previous')).toBe(
      '2024-11-01 00:00:00 to 2025-11-01 00:00:00',
    );
  });

  it('of whole days is with as many days before, across a change of the clock', () => {
    expect(compare(between('2026-10-22', '2026-10-29'), 'previous')).toBe(
      '2026-10-15 00:00:00 to 2026-10-22 00:00:00',
    );
    expect(compare(between('2026-03-29', '2026-03-30'), 'previous')).toBe(
      '2026-03-28 00:00:00 to 2026-03-29 00:00:00',
    );
    // A day that begins at one o'clock.
    expect(compare(between('2018-11-04', '2018-11-05', 'America/Sao_Paulo'), 'previous')).toBe(
      '2018-11-03 00:00:00 to 2018-11-04 01:00:00',
    );
  });

  it('of any other time is with the equally long time before', () => {
    expect(comparedPeriod({ from: 700, to: 1000, tz: 'UTC' }, 'previous', NOW)).toEqual({
      from: 400,
      to: 700,
      tz: 'UTC',
    });
  });

  it('with a year is with the same dates, and the last of February with the 28th', () => {
    expect(compare(between('2026-10-22', '2026-10-29'), 'year')).toBe(
      '2025-10-22 00:00:00 to 2025-10-29 00:00:00',
    );
    expect(compare(between('2024-02-29', '2024-03-01'), 'year')).toBe(
      '2023-02-28 00:00:00 to 2023-03-01 00:00:00',
    );
  });

  it('of a period that is not over is with as much of the other', () => {
    expect(compare(namedPeriod('today', 'Europe/Berlin', NOW), 'previous')).toBe(
      '2026-11-29 00:00:00 to 2026-11-29 15:30:00',
    );
    expect(compare(namedPeriod('month', 'Europe/Berlin', NOW), 'year')).toBe(
      '2025-11-01 00:00:00 to 2025-11-30 15:30:00',
    );
    const march = Date.parse('2026-03-31T10:00:00Z');
    expect(compare(namedPeriod('month', 'UTC', march), 'previous', march)).toBe(
      '2026-02-01 00:00:00 to 2026-02-28 10:00:00',
    );
  });

  it('ends where the period begins, if that is over', () => {
    fc.assert(
      fc.property(zone, instant, fc.constantFrom(...PERIOD_NAMES), (tz, now, name) => {
        const period = namedPeriod(name, tz, now);
        const before = comparedPeriod(period, 'previous', period.to);
        expect(before?.to).toBe(period.from);
        // Equal where the zone has left out the day before.
        expect(before?.from).toBeLessThanOrEqual(period.from);
      }),
      { numRuns: 2000 },
    );
  });
});
