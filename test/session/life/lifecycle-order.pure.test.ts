import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phaseOf } from '../../../src/session/life/expiry';
import { decide } from '../../../src/session/life/lifecycle';
import type { Session, SessionEvent } from '../../../src/session/life/session';
import { viewSession } from '../../../src/session/life/view';
import { type ClientMessage, clientMessages, history } from './arbitraries';
import { HOUR, openSession, SECOND, type Step, storedAfter, T0 } from './factories';
import { eachMoment, play, RUNS } from './histories';

/** What a message can add to: totals as reported, whatever the length of the session. */
const totals = ({ page_views, merge }: Session) => ({ page_views, active_time: merge.active_time });

/** Reports more page views than time allows. */
const isHeld = (event: SessionEvent, after: Session) =>
  'page_views' in event && (event.page_views ?? 0) > after.page_views;

/** The session after these messages of a client whose clock is wrong, each received a second after the last. */
function receiveAll(messages: ClientMessage[], skew = 0): Session {
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

  it('replaying any message much later adds only page views above the earlier limit', () => {
    fc.assert(
      fc.property(history, fc.nat(), (steps, pick) => {
        const moments = play(steps);
        const acceptedBefore = moments.filter(({ accepted }) => accepted);
        const last = moments.at(-1)?.after;
        const replayed = acceptedBefore[pick % acceptedBefore.length];
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
      // A message of a clock that was set is by the old or the new clock, depending on its arrival.
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
        const inOrder = receiveAll(messages);
        const outOfOrder = receiveAll(received);
        expect(totals(outOfOrder)).toEqual(totals(inOrder));
        expect(outOfOrder.ended_by).toBe(inOrder.ended_by);
      }),
      RUNS,
    );
  });
});

describe('The clock of a client', () => {
  const skew = fc.integer({ min: -24 * 365 * HOUR, max: 24 * 365 * HOUR });

  it('may be wrong by any constant without changing the session', () => {
    fc.assert(
      fc.property(clientMessages, skew, (messages, skew) => {
        const right = viewSession(receiveAll(messages), T0 + HOUR);
        expect(viewSession(receiveAll(messages, skew), T0 + HOUR)).toEqual(right);
      }),
      RUNS,
    );
  });

  it('never puts activity before the start or after its receipt', () => {
    fc.assert(
      fc.property(clientMessages, skew, (messages, skew) => {
        const session = receiveAll(messages, skew);
        expect(session.last_activity_at).toBeGreaterThanOrEqual(session.started_at);
        expect(session.last_activity_at).toBeLessThanOrEqual(T0 + messages.length * SECOND);
      }),
      RUNS,
    );
  });
});
