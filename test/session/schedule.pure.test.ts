import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiresAt, phaseOf } from '../../src/session/lifecycle';
import { isArmedFor, MAX_LAG_MS, nextWake, retryDelayMs } from '../../src/session/schedule';
import {
  DAY,
  endEvent,
  IDLE,
  MINUTE,
  openEvent,
  openSession,
  SECOND,
  sessionAfter,
  T0,
} from './factories';

const ended = sessionAfter({ at: T0, event: openEvent() }, { at: T0 + MINUTE, event: endEvent() });

describe('The next wake-up', () => {
  it('of a silent live session is its deadline', () => {
    const now = T0 + 10 * MINUTE;
    expect(nextWake(openSession(), now, false)).toBe(T0 + IDLE);
  });

  it('of a session that reports comes before its record would lag by two heartbeats more', () => {
    const wakeAt = nextWake(openSession(), T0 + SECOND, false);
    expect(wakeAt).toBeGreaterThan(T0 + SECOND + MAX_LAG_MS);
    expect(wakeAt).toBeLessThanOrEqual(T0 + SECOND + MAX_LAG_MS + 30 * SECOND);
  });

  it('of an ended session whose record is written is when it becomes final', () => {
    expect(nextWake(ended, T0 + 2 * MINUTE, false)).toBe(T0 + MINUTE + IDLE);
  });

  it('of an ended session is not put off past its becoming final while a write is due', () => {
    const now = T0 + MINUTE + IDLE - SECOND;
    expect(nextWake(ended, now, true)).toBe(T0 + MINUTE + IDLE);
  });

  it('of a final session is soon, so that it is cleaned up', () => {
    const now = T0 + DAY;
    expect(nextWake(ended, now, false)).toBe(now + MAX_LAG_MS);
  });

  const moments = {
    session: fc.constantFrom(openSession(), ended),
    now: fc.integer({ min: T0 + MINUTE, max: T0 + 2 * DAY }),
    unwritten: fc.boolean(),
  };

  it('always lies in the future', () => {
    fc.assert(
      fc.property(fc.record(moments), ({ session, now, unwritten }) => {
        expect(nextWake(session, now, unwritten)).toBeGreaterThan(now);
      }),
      { numRuns: 2000 },
    );
  });

  it('is never later than the deadline of a live session', () => {
    fc.assert(
      fc.property(fc.record(moments), ({ session, now, unwritten }) => {
        fc.pre(phaseOf(session, now) === 'live');
        expect(nextWake(session, now, unwritten)).toBeLessThanOrEqual(expiresAt(session));
      }),
      { numRuns: 2000 },
    );
  });

  it('is at most 60 s away while something is unwritten', () => {
    fc.assert(
      fc.property(fc.record(moments), ({ session, now }) => {
        expect(nextWake(session, now, true)).toBeLessThanOrEqual(now + MAX_LAG_MS);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('An armed alarm', () => {
  const now = T0;
  it.each([
    { armedAt: null, wakeAt: now + MINUTE, enough: false, when: 'there is none' },
    { armedAt: now - 5 * SECOND, wakeAt: now + MINUTE, enough: false, when: 'it is overdue' },
    { armedAt: now - SECOND, wakeAt: now + MINUTE, enough: true, when: 'it is about to run' },
    { armedAt: now, wakeAt: now + MINUTE, enough: true, when: 'its time is now' },
    { armedAt: now + 1, wakeAt: now + MINUTE, enough: true, when: 'it comes early' },
    { armedAt: now + MINUTE, wakeAt: now + MINUTE, enough: true, when: 'it comes in time' },
    { armedAt: now + MINUTE + 1, wakeAt: now + MINUTE, enough: false, when: 'it comes late' },
  ])('serves: $enough, when $when', ({ armedAt, wakeAt, enough }) => {
    expect(isArmedFor(armedAt, wakeAt, now)).toBe(enough);
  });
});

describe('The delay before a retry', () => {
  const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

  it('is a whole number of milliseconds from 1 s to 60 s', () => {
    fc.assert(
      fc.property(fc.nat({ max: 100_000 }), random, (attempt, chance) => {
        const delay = retryDelayMs(attempt, chance);
        expect(Number.isInteger(delay)).toBe(true);
        expect(delay).toBeGreaterThanOrEqual(SECOND);
        expect(delay).toBeLessThanOrEqual(MINUTE);
      }),
      { numRuns: 2000 },
    );
  });

  it('never shrinks from one attempt to the next, with the same luck', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), random, (attempt, chance) => {
        expect(retryDelayMs(attempt + 1, chance)).toBeGreaterThanOrEqual(
          retryDelayMs(attempt, chance),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('reaches the minute, spread over its upper half', () => {
    expect(retryDelayMs(20, 0)).toBe(30 * SECOND);
    expect(retryDelayMs(20, 0.999_999)).toBe(MINUTE);
  });
});
