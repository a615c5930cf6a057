import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiresAt, MAX_LENGTH_MS, passTime, phaseOf } from '../../../src/session/life/expiry';
import { decide } from '../../../src/session/life/lifecycle';
import { measure } from '../../../src/session/life/measure';
import { viewSession } from '../../../src/session/life/view';
import { history } from './arbitraries';
import { HOUR, openEvent, type Step, storedAfter, T0 } from './factories';
import { eachMoment, RUNS } from './histories';

describe('Whatever happens', () => {
  it('counters never fall', () => {
    eachMoment(({ before, after }) => {
      if (before === null) return;
      expect(after.page_views).toBeGreaterThanOrEqual(before.page_views);
      expect(measure(after).active_time).toBeGreaterThanOrEqual(measure(before).active_time);
    });
  });

  it('only opening reopens', () => {
    eachMoment(({ before, after, event, at, reopened }) => {
      if (before === null) return;
      const wasOver = passTime(before, at).ended_at !== null;
      const isBack = wasOver && after.ended_at === null && phaseOf(after, at) === 'live';
      expect(isBack).toBe(reopened);
      if (reopened) expect(event.type).toBe('open');
      expect(after.reopened_count).toBe(before.reopened_count + (reopened ? 1 : 0));
    });
  });

  it('a stored end changes only by reopening or by a late end', () => {
    eachMoment(({ before, after, reopened }) => {
      if (before === null || before.ended_at === null || reopened) return;
      expect(after.ended_by).toBe(before.ended_by);
      if (after.ended_at === before.ended_at) return;
      expect(before).toMatchObject({ ended_by: 'idle', merge: { exit_told: false } });
      expect(after.ended_at).toBeGreaterThan(before.ended_at);
      expect(after.ended_at).toBeLessThanOrEqual(expiresAt(before));
      expect(expiresAt(after)).toBe(expiresAt(before));
    });
  });

  it('a final session never changes to another state', () => {
    eachMoment(({ before, after, at }) => {
      if (before === null || phaseOf(before, at) !== 'final') return;
      expect(phaseOf(after, at)).toBe('final');
    });
  });

  it('times are in order, and never in the future', () => {
    eachMoment(({ after, at }) => {
      expect(after.started_at).toBeLessThanOrEqual(after.last_activity_at);
      expect(after.last_activity_at).toBeLessThanOrEqual(at);
      expect(after.ended_at === null).toBe(after.ended_by === null);
      if (after.ended_at === null) return;
      expect(after.ended_at).toBeLessThanOrEqual(at);
      expect(after.ended_at).toBeGreaterThanOrEqual(after.last_activity_at);
      expect(after.ended_at).toBeLessThanOrEqual(after.started_at + MAX_LENGTH_MS);
    });
  });

  it('active time is within the duration, and the duration within the session', () => {
    eachMoment(({ after }) => {
      const { active_time, duration, idle_time } = measure(after);
      expect(active_time).toBeGreaterThanOrEqual(0);
      expect(active_time).toBeLessThanOrEqual(duration);
      expect(duration).toBeLessThanOrEqual(
        (after.ended_at ?? after.last_activity_at) - after.started_at,
      );
      expect(idle_time).toBe(duration - active_time);
    });
  });

  it('an ended session can be reopened until resumable_until, and not later', () => {
    eachMoment(({ after, at }) => {
      const { resumable_until } = viewSession(after, at);
      if (resumable_until === null) return;
      const open = openEvent();
      if (at < resumable_until) {
        expect(decide(after, open, resumable_until - 1)).toMatchObject({ reopened: true });
      }
      const tooLate = Math.max(at, resumable_until);
      expect(decide(after, open, tooLate)).toMatchObject({ error: 'session_final' });
    });
  });

  it('the version grows with every change and only then', () => {
    eachMoment(({ before, after, accepted, changed }) => {
      if (before === null || !accepted) return;
      expect(changed).toBe(after.version > before.version);
      expect(changed).toBe(
        JSON.stringify({ ...after, version: 0 }) !== JSON.stringify({ ...before, version: 0 }),
      );
    });
  });

  it('alarms, however many, do not change the result', () => {
    fc.assert(
      fc.property(history, fc.array(fc.nat({ max: HOUR }), { maxLength: 60 }), (steps, looks) => {
        const waking: Step[] = [];
        let at = T0;
        for (const wait of looks) {
          at += wait;
          waking.push({ at, event: { type: 'wake' } });
        }
        const watched = [...steps, ...waking].sort((a, b) => a.at - b.at);
        const until = Math.max(steps.at(-1)?.at ?? T0, at) + 48 * HOUR;
        expect(outlookOf(watched, until)).toEqual(outlookOf(steps, until));
      }),
      RUNS,
    );
  });

  it('a session without messages ends by its first deadline', () => {
    eachMoment(({ after, at }) => {
      if (phaseOf(after, at) !== 'live') return;
      expect(passTime(after, expiresAt(after) - 1)).toBe(after);
      const looks = [0, 1, HOUR, 48 * HOUR].map((late) => passTime(after, expiresAt(after) + late));
      for (const look of looks) expect(look).toEqual(looks[0]);
    });
  });
});

/** All that is ever shown of a session in the end, and its counters. */
function outlookOf(steps: Step[], until: number) {
  const session = storedAfter(null, steps);
  return session === null ? null : viewSession(session, until);
}
