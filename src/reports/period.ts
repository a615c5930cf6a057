/**
 * Which time a report is about: `[from, to)`, in ms since the epoch, and the time zone in which its days and months begin. Pure.
 */
import { type Failure, invalidFields } from '../http/errors';
import {
  addDays,
  addMonths,
  floorToDay,
  floorToMonth,
  type floorToWeek,
  monthsBetween,
  readDate,
} from './calendar';
import { fromWall, startOfDay, toWall } from './zone';

/** `tz`: an IANA name. */
export type Period = { from: number; to: number; tz: string };

export const PERIOD_NAMES = ['today', 'yesterday', '7d', '30d', '90d', 'month', '12mo'] as const;
export type PeriodName = (typeof PERIOD_NAMES)[number];
export const COMPARISONS = ['previous', 'year', 'none'] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A number is an instant, a text a date. */
export type Wanted = {
  from?: number | string | undefined;
  to?: number | string | undefined;
  period?: PeriodName | undefined;
  tz?: string | undefined;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The period that is asked for. Without `from` and `period` the last 30 days; without `to` up to now. `validation_failed` where
 * the two contradict each other.
 */
export function resolvePeriod(wanted: Wanted, defaultTz: string, now: number): Period | Failure {
  const tz = wanted.tz ?? defaultTz;
  if (wanted.from === undefined) {
    if (wanted.to !== undefined) return invalid('from', 'Give from as well as to.');
    return namedPeriod(wanted.period ?? '30d', tz, now);
  }
  if (wanted.period !== undefined) return invalid('period', 'Give either period, or from and to.');
  const from = instantOf(wanted.from, tz);
  const to = wanted.to === undefined ? now + 1 : instantOf(wanted.to, tz);
  return from < to ? { from, to, tz } : invalid('to', 'Give a time after from; to is exclusive.');
}

/** Whole days or months, the present one among them: a period that ends today ends with the day. */
export function namedPeriod(name: PeriodName, tz: string, now: number): Period {
  const today = floorToDay(toWall(tz, now));
  const between = (from: number, to: number) => ({
    from: fromWall(tz, from),
    to: fromWall(tz, to),
    tz,
  });
  const lastDays = (days: number) => between(addDays(today, 1 - days), addDays(today, 1));
  const month = floorToMonth(today);
  switch (name) {
    case 'today':
      return lastDays(1);
    case 'yesterday':
      // The day before may be one that the zone has left out.
      return between(floorToDay(toWall(tz, fromWall(tz, today) - 1)), today);
    case '7d':
      return lastDays(7);
    case '30d':
      return lastDays(30);
    case '90d':
      return lastDays(90);
    case 'month':
      return between(month, addMonths(month, 1));
    case '12mo':
      return between(addMonths(month, -11), addMonths(month, 1));
    default:
      return name satisfies never;
  }
}

/**
 * What a period is compared with: the equally long time before it, or the same dates a year before. Of a period that is not over
 * yet only as much as has passed of it, so that like is compared with like. Whole months are compared with whole months, whole
 * days with whole days, both right across daylight saving. Null for `none`.
 */
export function comparedPeriod(period: Period, comparison: Comparison, now: number): Period | null {
  if (comparison === 'none') return null;
  const { tz } = period;
  const shift = comparison === 'year' ? byMonths(tz, -12) : shiftBack(period);
  const from = shift(period.from);
  const to = Math.min(shift(period.to), Math.max(from, shift(Math.min(period.to, now))));
  return { from, to, tz };
}

type Shift = (instant: number) => number;

function shiftBack({ from, to, tz }: Period): Shift {
  const [start, end] = [toWall(tz, from), toWall(tz, to)];
  const isMonths = isStartOf(from, tz, floorToMonth) && isStartOf(to, tz, floorToMonth);
  if (isMonths) return byMonths(tz, -monthsBetween(floorToMonth(start), floorToMonth(end)));
  const isDays = isStartOf(from, tz, floorToDay) && isStartOf(to, tz, floorToDay);
  if (!isDays) return (instant) => instant - (to - from);
  const days = (floorToDay(end) - floorToDay(start)) / DAY_MS;
  return (instant) => fromWall(tz, addDays(wallOf(tz, instant), -days));
}

function byMonths(tz: string, months: number): Shift {
  return (instant) => fromWall(tz, addMonths(wallOf(tz, instant), months));
}

/** The wall time; of the first instant of a day its midnight, even where the clock is set forward over it. */
function wallOf(tz: string, instant: number): number {
  const wall = toWall(tz, instant);
  return startOfDay(tz, wall) === instant ? floorToDay(wall) : wall;
}

function isStartOf(instant: number, tz: string, floor: typeof floorToDay | typeof floorToWeek) {
  return fromWall(tz, floor(toWall(tz, instant))) === instant;
}

function instantOf(given: number | string, tz: string): number {
  return typeof given === 'number' ? given : fromWall(tz, readDate(given) ?? 0);
}

/** A refusal that names one parameter of the query. */
export function invalid(path: string, message: string): Failure {
  return invalidFields([{ path, message }]);
}
