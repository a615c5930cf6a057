/** When people come to the demo's shop: more each week, least on Saturdays, mostly by day in Europe. Pure. */
import type { Chance } from './chance';
import { WAVES } from './sources';

export const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Visits on a middling day, at the end of the time; at its beginning this share of that. */
const VISITS_A_DAY = 104;
const AT_FIRST = 0.78;
/** From Sunday on. */
const WEEKDAYS = [0.86, 1.08, 1.12, 1.1, 1.05, 0.93, 0.72];
/** By the hour, in UTC. */
const HOURS = [2, 1, 1, 1, 1, 3, 6, 8, 10, 11, 11, 11, 10, 9, 10, 10, 10, 10, 12, 13, 13, 10, 6, 3];
const BOTS = 0.085;

/** How many visits a day has, but for waves; `daysAgo`: 0 is today, which is counted as a whole. */
export function countVisits(chance: Chance, day: number, daysAgo: number, days: number): number {
  const grown = 1 - (1 - AT_FIRST) * (daysAgo / days);
  const weekday = WEEKDAYS[new Date(day).getUTCDay()] ?? 1;
  return Math.round(chance.around(VISITS_A_DAY * grown * weekday, 0.07));
}

export function countBots(chance: Chance): number {
  return Math.round(chance.around(VISITS_A_DAY * BOTS, 0.3));
}

/** The waves that bring somebody on a day, and how many. */
export function wavesOf(daysAgo: number) {
  return WAVES.flatMap(({ daysAgo: since, visits, ...wave }) => {
    const count = visits[since - daysAgo] ?? 0;
    return count === 0 ? [] : [{ ...wave, count }];
  });
}

/** A time on a day that people are awake. */
export function chooseTime(chance: Chance, day: number): number {
  const hour = chance.choose(HOURS.map((share, index) => [index, share] as const));
  return day + hour * HOUR_MS + chance.whole(0, HOUR_MS - 1);
}

/** Crawlers know no night. */
export function chooseAnyTime(chance: Chance, day: number): number {
  return day + chance.whole(0, DAY_MS - 1);
}
