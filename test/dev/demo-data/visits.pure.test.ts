import { describe, expect, it } from 'vitest';
import { DAY_MS } from '../../../src/dev/demo-data/rhythm';
import { WAVES } from '../../../src/dev/demo-data/sources';
import { makeVisits, type Visit } from '../../../src/dev/demo-data/visits';

const MINUTE_MS = 60_000;
const MIDNIGHT = Date.UTC(2026, 10, 30);
const NOON = MIDNIGHT + DAY_MS / 2;
const make = (now = NOON, seed = 'test') => makeVisits({ seed, days: 60, now });

const lastOf = ({ startedAt, steps }: Visit) => startedAt + (steps.at(-1)?.at ?? 0);
const people = (visits: Visit[]) => visits.filter(({ person }) => !person.isBot);
function countOn(visits: Visit[], test: (daysAgo: number) => boolean): number {
  return visits.filter(({ startedAt }) => test(Math.floor((MIDNIGHT - startedAt) / DAY_MS) + 1))
    .length;
}

describe('the visits of the demo', () => {
  it('are the same for the same seed and time, and others for another seed', () => {
    expect(make()).toEqual(make());
    expect(make(NOON, 'other')).not.toEqual(make());
  });

  it('are the same later on the same day, but for those since', () => {
    const later = make(NOON + 3_600_000).map(({ sessionId }) => sessionId);
    const known = new Set(later);
    const gone = make().filter(({ sessionId }) => !known.has(sessionId));
    // The one that was the latest.
    expect(gone.length).toBeLessThanOrEqual(1);
    expect(later.length).toBeGreaterThan(make().length);
  });

  it.each([
    ['just after midnight', MIDNIGHT + MINUTE_MS],
    ['at night', MIDNIGHT + 4 * 3_600_000],
    ['at noon', NOON],
    ['just before midnight', MIDNIGHT + DAY_MS - 1],
  ])('are over, the last since a few minutes: %s', (_, now) => {
    const visits = make(now);
    const ends = visits.map(lastOf);
    expect(Math.max(...ends)).toBeLessThan(now - 3 * MINUTE_MS);
    expect(Math.max(...ends)).toBeGreaterThan(now - 10 * MINUTE_MS);
    // What nobody told the end of has timed out.
    const untold = visits.filter(({ steps }) => steps.at(-1)?.type !== 'end').map(lastOf);
    expect(Math.max(...untold)).toBeLessThan(now - 30 * MINUTE_MS);
    expect(Math.min(...visits.map(({ startedAt }) => startedAt))).toBeGreaterThan(
      now - 60 * DAY_MS,
    );
  });

  it('of one person do not overlap, and many people come again', () => {
    const byPerson = Map.groupBy(people(make()), ({ person }) => person.visitorId);
    for (const visits of byPerson.values()) {
      const sorted = visits.sort((a, b) => a.startedAt - b.startedAt);
      sorted.slice(1).forEach((visit, i) => {
        const before = sorted[i];
        expect(visit.startedAt).toBeGreaterThan(before === undefined ? Infinity : lastOf(before));
      });
    }
    const counts = [...byPerson.values()].map(({ length }) => length);
    expect(counts.filter((count) => count > 1).length / counts.length).toBeGreaterThan(0.15);
    expect(Math.max(...counts)).toBeLessThan(30);
  });

  it('have a rhythm: fewer on a Saturday than on a Tuesday, fewer at night than by day, more at the end', () => {
    const waves = new Set(WAVES.map(({ source }) => source));
    const visits = people(make()).filter(({ source }) => !waves.has(source));
    const on = (weekday: number) => {
      const those = visits.filter(({ startedAt }) => new Date(startedAt).getUTCDay() === weekday);
      return (
        those.length / new Set(those.map(({ startedAt }) => Math.floor(startedAt / DAY_MS))).size
      );
    };
    expect(on(6)).toBeLessThan(0.8 * on(2));
    const at = (from: number, to: number) =>
      visits.filter(({ startedAt }) => {
        const hour = new Date(startedAt).getUTCHours();
        return hour >= from && hour < to;
      }).length;
    expect(at(0, 6)).toBeLessThan(0.25 * at(12, 18));
    const week = (ago: number) => countOn(visits, (days) => days > ago && days <= ago + 7);
    expect(week(0)).toBeGreaterThan(1.05 * week(42));
  });

  it('have the peak of a campaign', () => {
    const of = (days: number) => countOn(people(make()), (daysAgo) => daysAgo === days);
    expect(of(18)).toBeGreaterThan(1.5 * of(29));
  });

  it('have bots among them, and none of these goes further', () => {
    const visits = make();
    const bots = visits.filter(({ person }) => person.isBot);
    expect(bots.length / visits.length).toBeGreaterThan(0.05);
    expect(bots.length / visits.length).toBeLessThan(0.12);
    expect(bots.every(({ steps }) => steps.length === 0)).toBe(true);
  });

  it('tell of totals that never fall, and never of more time than there was', () => {
    for (const { steps } of make()) {
      let [views, active, at] = [1, 0, 0];
      for (const step of steps) {
        expect(step.at).toBeGreaterThanOrEqual(at);
        at = step.at;
        if (step.type !== 'page' && step.type !== 'end') continue;
        expect(step.pageViews).toBeGreaterThanOrEqual(views);
        expect(step.activeMs).toBeGreaterThanOrEqual(active);
        expect(step.activeMs).toBeLessThanOrEqual(step.at);
        [views, active] = [step.pageViews, step.activeMs];
      }
    }
  });
});
