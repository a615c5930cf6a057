import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiresAt, phaseOf } from '../../../src/session/life/expiry';
import { isArmedFor, latestWake, nextWake, retryDelayMs } from '../../../src/session/life/schedule';
import {
  DAY,
  endEvent,
  HOUR,
  IDLE,
  MINUTE,
  openEvent,
  openSession,
  SECOND,
  sessionAfter,
  T0,
  updateEvent,
} from './factories';

const ended = sessionAfter({ at: T0, event: openEvent() }, { at: T0 + MINUTE, event: endEvent() });

describe('The alarm of a visit', () => {
  it('is set at create for when a visit that ends within its idle timeout is final', () => {
    const armedAt = latestWake(openSession(), T0);
    expect(armedAt).toBe(T0 + 2 * IDLE);
    for (const minutes of [0, 1, 15, 29.99]) {
      const at = T0 + minutes * MINUTE;
      const visit = sessionAfter(
        { at: T0, event: openEvent() },
        { at, event: updateEvent() },
        { at, event: endEvent() },
      );
      expect(isArmedFor(armedAt, latestWake(visit, at), at)).toBe(true);
      expect(phaseOf(visit, armedAt)).toBe('final');
    }
  });

  it('is set again for a live session, an idle timeout after its expiry', () => {
    const live = sessionAfter(
      { at: T0, event: openEvent() },
      { at: T0 + 29 * MINUTE, event: updateEvent() },
      { at: T0 + 58 * MINUTE, event: updateEvent() },
    );
    expect(nextWake(live, T0 + HOUR)).toBe(T0 + 118 * MINUTE);
  });

  it('is set again for an ended session, for when it is final', () => {
    expect(nextWake(ended, T0 + 2 * MINUTE)).toBe(T0 + MINUTE + IDLE);
  });

  it('is set soon for a final session, so that it is cleaned up', () => {
    const now = T0 + DAY;
    expect(latestWake(ended, now)).toBe(now + MINUTE);
    expect(nextWake(ended, now)).toBe(now + MINUTE);
  });

  const moments = {
    session: fc.constantFrom(openSession(), ended),
    now: fc.integer({ min: T0 + MINUTE, max: T0 + 2 * DAY }),
  };

  it('always lies in the future, and at most an idle timeout after the expiry', () => {
    fc.assert(
      fc.property(fc.record(moments), ({ session, now }) => {
        for (const wakeAt of [latestWake(session, now), nextWake(session, now)]) {
          expect(wakeAt).toBeGreaterThan(now);
          expect(wakeAt).toBeLessThanOrEqual(Math.max(now + MINUTE, expiresAt(session) + IDLE));
        }
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

  it('never shrinks from one attempt to the next, with the same random number', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), random, (attempt, chance) => {
        expect(retryDelayMs(attempt + 1, chance)).toBeGreaterThanOrEqual(
          retryDelayMs(attempt, chance),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it('reaches 30 to 60 s, spread at random', () => {
    expect(retryDelayMs(20, 0)).toBe(30 * SECOND);
    expect(retryDelayMs(20, 0.999_999)).toBe(MINUTE);
  });
});
