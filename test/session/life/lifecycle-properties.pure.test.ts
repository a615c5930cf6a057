import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiresAt, MAX_LENGTH_MS, passTime, phaseOf } from '../../../src/session/life/expiry';
import { decide } from '../../../src/session/life/lifecycle';
import { measure } from '../../../src/session/life/measure';
import type { Session, SessionEvent } from '../../../src/session/life/session';
import { viewSession } from '../../../src/session/life/view';
import { type ClientMessage, clientMessages, history } from './arbitraries';
import { HOUR, openEvent, openSession, SECOND, type Step, storedAfter, T0 } from './factories';
import { ReferenceSession } from './reference-model';

const RUNS = { numRuns: 2000 };

type Moment = {
  at: number;
  event: SessionEvent;
  /** As stored before the event; null before the first. */
  before: Session | null;
  after: Session;
  accepted: boolean;
  changed: boolean;
  reopened: boolean;
};

/** Plays a history as the object would: a refusal stores nothing. */
function play(steps: Step[]): Moment[] {
  const moments: Moment[] = [];
  let stored: Session | null = null;
  for (const { at, event } of steps) {
    const before: Session | null = stored;
    const outcome = decide(before, event, at);
    const accepted = 'next' in outcome;
    const after: Session | null = accepted ? outcome.next : before;
    if (after === null) continue;
    stored = after;
    const { changed, reopened } = accepted ? outcome : { changed: false, reopened: false };
    moments.push({ at, event, before, after, accepted, changed, reopened });
  }
  return moments;
}

function eachMoment(check: (moment: Moment) => void) {
  fc.assert(
    fc.property(history, (steps) => play(steps).forEach(check)),
    RUNS,
  );
}

/** What a message can add to: totals as told, whatever the length of the session. */
const totals = ({ page_views, merge }: Session) => ({ page_views, active_time: merge.active_time });

/** Told of more page views than time allowed. */
const isHeld = (event: SessionEvent, after: Session) =>
  'page_views' in event && (event.page_views ?? 0) > after.page_views;

/** The session after these messages of a client whose clock is off, each received a second after the last. */
function hear(messages: ClientMessage[], skew = 0): Session {
  const start = openSession({ sent_at: T0 + skew });
  const steps = messages.map((message, index): Step => {
    const event: ClientMessage = { ...message, sent_at: message.sent_at + skew };
    if (event.type === 'update' && event.last_activity_at !== undefined) {
      event.last_activity_at += skew;
    }
    return { at: T0 + (index + 1) * SECOND, event };
  });
  return storedAfter(start, steps) ?? start;
}

describe('Repetition and order', () => {
  it('replaying any message at once adds nothing to the counters', () => {
    eachMoment(({ after, event, at, accepted }) => {
      if (!accepted) return;
      const again = decide(after, event, at);
      if ('next' in again) expect(totals(again.next)).toEqual(totals(after));
    });
  });

  it('replaying any message much later adds nothing, but for what time did not allow before', () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, pick) => {
        const moments = play(steps);
        const heard = moments.filter(({ accepted }) => accepted);
        const last = moments.at(-1)?.after;
        const replayed = heard[pick % heard.length];
        if (last === undefined || replayed === undefined) return;
        const at = (steps.at(-1)?.at ?? T0) + HOUR;
        const again = decide(last, replayed.event, at);
        if ('error' in again) return;
        const { page_views, ...others } = totals(again.next);
        const known = totals(last);
        if (!isHeld(replayed.event, replayed.after)) expect(page_views).toBe(known.page_views);
        expect(others).toEqual({ active_time: known.active_time });
      }),
      RUNS,
    );
  });

  it('replaying a message with sent_at moves no time while the session is live', () => {
    eachMoment(({ after, event, at, accepted }) => {
      if (!accepted || event.type !== 'update' || event.sent_at === undefined) return;
      // Of a clock that was set, when it comes tells which of the two it is by.
      if (after.merge.former?.[event.caller] !== undefined) return;
      const again = decide(after, event, at + SECOND);
      if (phaseOf(after, at + SECOND) !== 'live' || isHeld(event, after)) return;
      expect(again).toMatchObject({ changed: false, next: after });
    });
  });

  it('any order and any repetition of the messages of one client ends in the same counters', () => {
    const shuffled = clientMessages.chain((messages) =>
      fc.record({
        messages: fc.constant(messages),
        // Every message at least once, some of them again.
        received: fc
          .tuple(
            fc.shuffledSubarray(messages, { minLength: messages.length }),
            fc.array(fc.constantFrom(...messages), { maxLength: 6 }),
            fc.array(fc.nat({ max: 20 }), { minLength: 6, maxLength: 6 }),
          )
          .map(([all, extra, places]) => {
            const received = [...all];
            extra.forEach((message, index) => {
              received.splice((places[index] ?? 0) % (received.length + 1), 0, message);
            });
            return received;
          }),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ messages, received }) => {
        const inOrder = hear(messages);
        const outOfOrder = hear(received);
        expect(totals(outOfOrder)).toEqual(totals(inOrder));
        expect(outOfOrder.ended_by).toBe(inOrder.ended_by);
      }),
      RUNS,
    );
  });
});

describe('The clock of a client', () => {
  const skew = fc.integer({ min: -24 * 365 * HOUR, max: 24 * 365 * HOUR });

  it('may be off by any constant and changes nothing but what is remembered of it', () => {
    fc.assert(
      fc.property(clientMessages, skew, (messages, skew) => {
        const right = viewSession(hear(messages), T0 + HOUR);
        expect(viewSession(hear(messages, skew), T0 + HOUR)).toEqual(right);
      }),
      RUNS,
    );
  });

  it('never puts activity before the start or after its receipt', () => {
    fc.assert(
      fc.property(clientMessages, skew, (messages, skew) => {
        const session = hear(messages, skew);
        expect(session.last_activity_at).toBeGreaterThanOrEqual(session.started_at);
        expect(session.last_activity_at).toBeLessThanOrEqual(T0 + messages.length * SECOND);
      }),
      RUNS,
    );
  });
});

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

  it('an end once stored stands until the session is reopened, but for one that is told late', () => {
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

  it('a final session stays final', () => {
    eachMoment(({ before, after, at }) => {
      if (before === null || phaseOf(before, at) !== 'final') return;
      expect(phaseOf(after, at)).toBe('final');
    });
  });

  it('times lie in order, and never in the future', () => {
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

  it('a session that ended can be reopened until the time it says, and not then', () => {
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

  it('looking at a session, however often, does not change what becomes of it', () => {
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

  it('a session nobody hears from ends by the deadline that came first', () => {
    eachMoment(({ after, at }) => {
      if (phaseOf(after, at) !== 'live') return;
      expect(passTime(after, expiresAt(after) - 1)).toBe(after);
      const looks = [0, 1, HOUR, 48 * HOUR].map((late) => passTime(after, expiresAt(after) + late));
      for (const look of looks) expect(look).toEqual(looks[0]);
    });
  });
});

describe('The reference model', () => {
  it('agrees on every answer and on what is shown', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const model = new ReferenceSession();
        let stored: Session | null = null;
        for (const { at, event } of steps) {
          model.wait(at);
          const expected = model.tell(event, at);
          const outcome = decide(stored, event, at);
          expect('error' in outcome ? outcome.error : 'ok').toBe(expected);
          if ('next' in outcome) stored = outcome.next;
          if (stored !== null) expect(viewSession(stored, at)).toMatchObject(model.show());
        }
      }),
      { numRuns: 5000 },
    );
  });
});

/** All that is ever shown of a session in the end, and its counters. */
function outlookOf(steps: Step[], until: number) {
  const session = storedAfter(null, steps);
  return session === null ? null : viewSession(session, until);
}
