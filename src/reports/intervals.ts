/** The hours, days, weeks and months of a period, as the clock and the calendar of its time zone have them. Pure. */
import type { Failure } from '../http/errors';
import { addDays, addMonths, floorToDay, floorToMonth, floorToWeek } from './calendar';
import { invalid, type Period } from './period';
import { fromWall, nextChange, offsetAt, toWall } from './zone';

export const INTERVALS = ['hour', 'day', 'week', 'month'] as const;
export type Interval = (typeof INTERVALS)[number];

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * HOUR_MS;
/** Of a series: a year of hours. */
export const MAX_POINTS = 10_000;
/** Of the shortest that there may be of each, but for those cut short by a change of the clock. */
const LENGTH_MS: Record<Interval, number> = {
  hour: HOUR_MS,
  day: DAY_MS,
  week: 7 * DAY_MS,
  month: 28 * DAY_MS,
};

/** Hours of up to two days, days of up to a quarter, else months. */
export function defaultInterval({ from, to }: Period): Interval {
  if (to - from <= 2 * DAY_MS + HOUR_MS) return 'hour';
  return to - from <= 93 * DAY_MS ? 'day' : 'month';
}

/**
 * When each interval of the period begins, in ms since the epoch: the first is the one that `from` is in, and may begin before
 * it. `validation_failed` where there would be more than `MAX_POINTS`.
 *
 * Weeks begin on Monday. A day begins at midnight, or when the clock is set forward over midnight. An hour begins when the clock
 * shows a full hour, and when it is set: so an hour that comes twice is two, and half an hour is left where the clock is set by
 * half an hour.
 */
export function intervalStarts(period: Period, interval: Interval): number[] | Failure {
  if ((period.to - period.from) / LENGTH_MS[interval] > MAX_POINTS) {
    return invalid(
      'interval',
      `Give a longer interval or a shorter period: at most ${MAX_POINTS} points.`,
    );
  }
  switch (interval) {
    case 'hour':
      return hourStarts(period);
    case 'day':
      return calendarStarts(period, floorToDay, (wall) => addDays(wall, 1));
    case 'week':
      return calendarStarts(period, floorToWeek, (wall) => addDays(wall, 7));
    case 'month':
      return calendarStarts(period, floorToMonth, (wall) => addMonths(wall, 1));
    default:
      return interval satisfies never;
  }
}

type Step = (wall: number) => number;

function calendarStarts({ from, to, tz }: Period, floor: Step, next: Step): number[] {
  const starts: number[] = [];
  // Where the clock is set back over midnight, the instant may belong to the day after the one it shows.
  let wall = next(floor(toWall(tz, from)));
  while (fromWall(tz, wall) > from) wall = floor(wall - 1);
  for (let start = fromWall(tz, wall); start < to; start = fromWall(tz, wall)) {
    // A zone that crossed the date line has left out a day.
    if (starts.at(-1) !== start) starts.push(start);
    wall = next(wall);
  }
  return starts;
}

function hourStarts({ from, to, tz }: Period): number[] {
  const starts: number[] = [];
  for (let start = startOfHour(tz, from); start < to; ) {
    starts.push(start);
    // The clock is asked once a day where it is not set.
    const offset = offsetAt(tz, start);
    let hour = start + HOUR_MS - modulo(start + offset, HOUR_MS);
    const day = hour + DAY_MS;
    const change = offsetAt(tz, day) === offset ? day : nextChange(tz, start, day);
    for (; hour < change && hour < to; hour += HOUR_MS) starts.push(hour);
    start = Math.min(hour, change);
  }
  return starts;
}

function startOfHour(tz: string, instant: number): number {
  const offset = offsetAt(tz, instant);
  const hour = instant - modulo(instant + offset, HOUR_MS);
  return offsetAt(tz, hour) === offset ? hour : nextChange(tz, hour, instant);
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}
