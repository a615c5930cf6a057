import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defaultInterval, type Interval, intervalStarts } from '../../src/reports/intervals';
import { toWall } from '../../src/reports/zone';
import { clockAt, instant, ZONES, zone } from './zones';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

function startsOf(tz: string, from: number, to: number, interval: Interval): number[] {
  const starts = intervalStarts({ from, to, tz }, interval);
  if ('error' in starts) throw new Error('too many');
  return starts;
}

/** Which interval an instant is in, as text. */
function labelOf(tz: string, at: number, interval: 'day' | 'week' | 'month'): string {
  const { date } = clockAt(tz, at);
  if (interval === 'day') return date;
  if (interval === 'month') return date.slice(0, 7);
  const monday = new Date(`${date}T00:00:00Z`);
  monday.setUTCDate(monday.getUTCDate() - ((monday.getUTCDay() + 6) % 7));
  return monday.toISOString().slice(0, 10);
}

/** Each instant belongs to the last interval that has begun. */
function intervalOf(starts: number[], at: number): number {
  return starts.filter((start) => start <= at).at(-1) ?? Number.NaN;
}

describe('every interval', () => {
  it.each(['hour', 'day', 'week', 'month'] as const)(
    'of a %s covers the period, in order',
    (one) => {
      fc.assert(
        fc.property(zone, instant, fc.integer({ min: 1, max: 20 * DAY }), (tz, from, length) => {
          const starts = startsOf(tz, from, from + length, one);
          expect(starts[0]).toBeLessThanOrEqual(from);
          expect(starts[1] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(from);
          expect(starts.at(-1)).toBeLessThan(from + length);
          expect(starts).toEqual([...new Set(starts)].sort((a, b) => a - b));
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(['day', 'week', 'month'] as const)('of a %s is that of the calendar', (one) => {
    fc.assert(
      fc.property(zone, instant, fc.nat({ max: 60 * DAY }), fc.nat(), (tz, from, length, pick) => {
        const to = from + length + 1;
        const starts = startsOf(tz, from, to, one);
        const at = from + (pick % (length + 1));
        const start = intervalOf(starts, at);
        expect(labelOf(tz, start, one)).toBe(labelOf(tz, at, one));
        expect(labelOf(tz, start - 1, one)).not.toBe(labelOf(tz, at, one));
        // A day on which clocks are set forward is an hour shorter.
        expect(starts.length).toBeLessThanOrEqual((length + HOUR) / DAY + 2);
      }),
      { numRuns: 1000 },
    );
  });

  it('of an hour begins when the clock shows a full hour, or is set', () => {
    fc.assert(
      fc.property(zone, instant, (tz, from) => {
        const starts = startsOf(tz, from, from + 3 * DAY, 'hour');
        for (const [i, start] of starts.entries()) {
          const isFull = clockAt(tz, start).time.endsWith(':00:00');
          const isSet = toWall(tz, start) - toWall(tz, start - 1) !== 1;
          expect(isFull || isSet).toBe(true);
          const next = starts[i + 1];
          if (next === undefined) continue;
          expect(next - start).toBeLessThanOrEqual(HOUR);
          expect(toWall(tz, next - 1) - toWall(tz, start)).toBe(next - 1 - start);
          expect(Math.floor(toWall(tz, next - 1) / HOUR)).toBe(
            Math.floor(toWall(tz, start) / HOUR),
          );
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('at each change of the clock since 2000', () => {
  it.each(ZONES)('of %s days and hours are right', (tz) => {
    for (let at = 946_684_800_000; at < 1_798_761_600_000; at += 7 * DAY) {
      const to = at + 7 * DAY;
      if (toWall(tz, at) - at === toWall(tz, to) - to) continue;
      const days = startsOf(tz, at, to, 'day');
      for (let probe = at; probe < to; probe += 15 * MINUTE) {
        const start = intervalOf(days, probe);
        expect(clockAt(tz, start).date).toBe(clockAt(tz, probe).date);
      }
      const hours = startsOf(tz, at, to, 'hour');
      for (let probe = at; probe < to; probe += 15 * MINUTE) {
        const start = intervalOf(hours, probe);
        expect(clockAt(tz, start).time.slice(0, 2)).toBe(clockAt(tz, probe).time.slice(0, 2));
        expect(probe - start).toBeLessThan(HOUR);
      }
    }
  });
});

it('gives the day of the change 23 or 25 hours, or half of one more or less', () => {
  const count = (tz: string, from: string, to: string) =>
    startsOf(tz, Date.parse(from), Date.parse(to), 'hour').length;
  expect(count('Europe/Berlin', '2026-03-28T23:00Z', '2026-03-29T22:00Z')).toBe(23);
  expect(count('Europe/Berlin', '2026-10-24T22:00Z', '2026-10-25T23:00Z')).toBe(25);
  expect(count('Australia/Lord_Howe', '2026-10-03T13:30Z', '2026-10-04T13:00Z')).toBe(24);
  expect(count('Australia/Lord_Howe', '2026-04-04T13:00Z', '2026-04-05T13:30Z')).toBe(25);
});

it('refuses a series that is too long, and names the interval', () => {
  const answer = intervalStarts({ from: 0, to: 500 * DAY, tz: 'UTC' }, 'hour');
  expect(answer).toMatchObject({
    error: 'validation_failed',
    details: { issues: [{ path: 'interval' }] },
  });
});

it('takes hours for days, days for months, months for years', () => {
  const of = (days: number) => defaultInterval({ from: 0, to: days * DAY, tz: 'UTC' });
  expect([1, 2, 7, 90, 365].map(of)).toEqual(['hour', 'hour', 'day', 'day', 'month']);
});
