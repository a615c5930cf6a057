/** What is plotted: the points of a period beside those of the one that it is compared with. Pure. */
import type { Schemas } from '../../../client/client';
import { clock, date, dayAndMonth, isoDate, month, shortMonth, weekday } from '../format/times';
import type { Comparison, Interval } from '../state/address';
import type { Measure, Point } from './measures';

export type Timeseries = Schemas['Timeseries'];
export type Summary = Schemas['Summary'];

export type Series = {
  /** One for each interval of the period. */
  starts: number[];
  /** Of the intervals that are over; null for those to come. */
  done: (number | null)[];
  /** Of the last that is over and of the one that is under way. */
  current: (number | null)[];
  before: (number | null)[];
  /** When each of `before` began. */
  beforeStarts: (number | null)[];
};

/** A series with what it is of. */
export type Plotted = { series: Series; measure: Measure; interval: Interval; tz: string };

/** The points of two periods, of which the first goes with the first, the second with the second. */
export function lineUp(
  points: Point[],
  before: Point[],
  measure: Measure,
  { to, now }: { to: number; now: number },
): Series {
  // The interval that is under way; -1 where the period is over.
  const underWay = to > now ? points.findLastIndex(({ at }) => at <= now) : -1;
  const last = underWay < 0 ? points.length : underWay;
  return {
    starts: points.map(({ at }) => at),
    done: points.map((point, i) => (i < last ? measure.of(point) : null)),
    current: points.map((point, i) =>
      underWay >= 0 && (i === underWay || i === underWay - 1) ? measure.of(point) : null,
    ),
    before: points.map((_, i) => readPoint(before[i], measure)),
    beforeStarts: points.map((_, i) => before[i]?.at ?? null),
  };
}

const readPoint = (point: Point | undefined, measure: Measure) =>
  point === undefined ? null : measure.of(point);

/**
 * What is asked for to plot the whole of the period before, of which the summary only counts as much as has passed of this one;
 * null for no comparison.
 */
export function periodBefore(
  { from, to, tz, compare }: Summary,
  comparison: Comparison,
): { from: string; to: string } | null {
  if (compare === null || comparison === 'none') return null;
  if (comparison === 'previous') return { from: String(compare.from), to: String(from) };
  const isDays = clock(from, tz) === '00:00' && clock(to, tz) === '00:00';
  if (!isDays) return { from: String(compare.from), to: String(compare.to) };
  return { from: isoDate(compare.from, tz), to: yearBefore(isoDate(to, tz)) };
}

function yearBefore(isoDate: string): string {
  const [year, ...others] = isoDate.split('-');
  const day = others.join('-');
  return `${Number(year) - 1}-${day === '02-29' ? '03-01' : day}`;
}

/** Under the plot. */
export function nameTick(at: number, interval: Interval, tz: string): string {
  if (interval === 'hour') return clock(at, tz) === '00:00' ? dayAndMonth(at, tz) : clock(at, tz);
  return interval === 'month' ? shortMonth(at, tz) : dayAndMonth(at, tz);
}

/** Where a point is pointed at. */
export function nameInterval(at: number, interval: Interval, tz: string): string {
  switch (interval) {
    case 'hour':
      return `${weekday(at, tz)}, ${clock(at, tz)}`;
    case 'day':
      return weekday(at, tz);
    case 'week':
      return `Week from ${date(at, tz)}`;
    case 'month':
      return month(at, tz);
    default:
      return interval satisfies never;
  }
}
