import { describe, expect, it } from 'vitest';
import { measureOf, type Point } from '../../../../src/dashboard/browser/overview/measures';
import {
  lineUp,
  nameInterval,
  nameTick,
  periodBefore,
  type Summary,
} from '../../../../src/dashboard/browser/overview/series';

const BERLIN = 'Europe/Berlin';

function point(at: number, sessions: number): Point {
  const counts = { visitors: sessions, new_visitors: 0, page_views: 0, bounced: 0, identified: 0 };
  return { at, sessions, engaged: 1, ...counts };
}

const points = [point(0, 5), point(10, 6), point(20, 7), point(30, 0)];
const before = [point(-40, 1), point(-30, 2), point(-20, 3)];
const sessions = measureOf('sessions');

describe('a period', () => {
  it('that is over is all drawn through', () => {
    const series = lineUp(points, before, sessions, { to: 40, now: 40 });
    expect(series.done).toEqual([5, 6, 7, 0]);
    expect(series.current).toEqual([null, null, null, null]);
  });

  it('that is not over ends with the interval under way, and has nothing of those to come', () => {
    const series = lineUp(points, before, sessions, { to: 40, now: 25 });
    expect(series.done).toEqual([5, 6, null, null]);
    expect(series.current).toEqual([null, 6, 7, null]);
  });

  it('of which only the first interval has begun has that one', () => {
    const series = lineUp(points, before, sessions, { to: 40, now: 0 });
    expect(series.done).toEqual([null, null, null, null]);
    expect(series.current).toEqual([5, null, null, null]);
  });

  it('lies beside the one before, first by first, however many intervals that has', () => {
    const series = lineUp(points, before, sessions, { to: 40, now: 40 });
    expect(series.before).toEqual([1, 2, 3, null]);
    expect(series.beforeStarts).toEqual([-40, -30, -20, null]);
    expect(lineUp(points.slice(0, 2), before, sessions, { to: 20, now: 40 }).before).toEqual([
      1, 2,
    ]);
  });

  it('has no rate where there was nothing', () => {
    const rate = lineUp(points, [], measureOf('engagement_rate'), { to: 40, now: 40 });
    expect(rate.done).toEqual([1 / 5, 1 / 6, 1 / 7, null]);
  });
});

describe('the period before', () => {
  const from = Date.parse('2026-11-01T00:00+01:00');
  const to = Date.parse('2026-12-01T00:00+01:00');
  const summary = (compared: { from: number; to: number } | null): Summary => {
    const lengths = { mean: null, median: null };
    const numbers = {
      tz: BERLIN,
      ...{ sessions: 0, visitors: 0, new_visitors: 0, page_views: 0 },
      ...{ engaged: 0, bounced: 0, identified: 0, new_leads: 0 },
      ...{ engagement_rate: null, bounce_rate: null, conversion_rate: null },
      ...{ duration: lengths, active_time: lengths },
    };
    return { from, to, ...numbers, compare: compared && { ...compared, ...numbers } };
  };

  it('is plotted up to the beginning of this one, though only a part of it is counted', () => {
    const october = Date.parse('2026-10-01T00:00+02:00');
    expect(periodBefore(summary({ from: october, to: october + 1 }), 'previous')).toEqual({
      from: String(october),
      to: String(from),
    });
  });

  it('a year ago is of the same dates', () => {
    const start = Date.parse('2025-11-01T00:00+01:00');
    expect(periodBefore(summary({ from: start, to: start + 1 }), 'year')).toEqual({
      from: '2025-11-01',
      to: '2025-12-01',
    });
  });

  it('is none where nothing is compared', () => {
    expect(periodBefore(summary(null), 'previous')).toBeNull();
    expect(periodBefore(summary({ from: 0, to: 1 }), 'none')).toBeNull();
  });
});

describe('an interval', () => {
  const midnight = Date.parse('2026-11-30T00:00+01:00');

  it.each([
    ['hour', '30 Nov', 'Mon 30 Nov, 00:00'],
    ['day', '30 Nov', 'Mon 30 Nov'],
    ['week', '30 Nov', 'Week from 30 Nov 2026'],
    ['month', 'Nov', 'November 2026'],
  ] as const)(
    'of a %s is called %s under the plot and %s where it is pointed at',
    (name, tick, whole) => {
      expect(nameTick(midnight, name, BERLIN)).toBe(tick);
      expect(nameInterval(midnight, name, BERLIN).replace(',', '')).toBe(whole.replace(',', ''));
    },
  );
});
