import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromWall, startOfDay, toWall } from '../../src/reports/zone';
import { clockAt, instant, zone } from './zones';

const RUNS = { numRuns: 2000 };
const HOUR = 3_600_000;

it('reads the clock as the engine does', () => {
  fc.assert(
    fc.property(zone, instant, (tz, at) => {
      const { date, time } = clockAt(tz, at);
      expect(new Date(toWall(tz, at)).toISOString().slice(0, 19)).toBe(`${date}T${time}`);
    }),
    RUNS,
  );
});

it('finds the first time at which a clock shows what it shows', () => {
  fc.assert(
    fc.property(zone, instant, (tz, at) => {
      const found = fromWall(tz, toWall(tz, at));
      expect(toWall(tz, found)).toBe(toWall(tz, at));
      expect(found).toBeLessThanOrEqual(at);
      expect(at - found).toBeLessThanOrEqual(HOUR);
    }),
    RUNS,
  );
});

it('begins a day at the first instant of its date', () => {
  fc.assert(
    fc.property(zone, instant, (tz, at) => {
      const start = startOfDay(tz, toWall(tz, at));
      const { date } = clockAt(tz, at);
      expect(clockAt(tz, start).date).toBe(date);
      expect(clockAt(tz, start - 1).date < date).toBe(true);
    }),
    RUNS,
  );
});

it.each([
  // Set forward over midnight.
  ['America/Sao_Paulo', '2018-11-04T00:00:00Z', '2018-11-04T03:00:00Z'],
  // Set back at midnight to eleven.
  ['America/Sao_Paulo', '2018-02-18T00:00:00Z', '2018-02-18T03:00:00Z'],
  // Midnight comes twice.
  ['America/Havana', '2024-11-03T00:00:00Z', '2024-11-03T04:00:00Z'],
  // Set forward over 2:15.
  ['Australia/Lord_Howe', '2026-10-04T02:15:00Z', '2026-10-03T15:30:00Z'],
  // A day that never was.
  ['Pacific/Apia', '2011-12-30T12:00:00Z', '2011-12-30T10:00:00Z'],
  ['Africa/Casablanca', '2026-02-15T02:30:00Z', '2026-02-15T01:30:00Z'],
])('in %s the clock shows %s at %s', (tz, wall, at) => {
  expect(new Date(fromWall(tz, Date.parse(wall))).toISOString()).toBe(at.replace('Z', '.000Z'));
});
