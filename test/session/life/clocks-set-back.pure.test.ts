import { describe, expect, it } from 'vitest';
import { asId, type SessionId } from '../../../src/ids/uuid';
import { decide } from '../../../src/session/life/lifecycle';
import {
  endEvent,
  HOUR,
  MINUTE,
  openEvent,
  SECOND,
  sessionAfter,
  sessionFrom,
  T0,
  updateEvent,
} from './factories';

describe('a clock that was set back', () => {
  const ahead = [openEvent({ sent_at: T0 + HOUR }), endEvent({ sent_at: T0 + HOUR + SECOND })];

  it('does not prevent a return, nor later updates', () => {
    const back = openEvent({ sent_at: T0 + 2000 });
    const more = updateEvent({ sent_at: T0 + 3000, current_url: 'https://shop.example/next' });
    expect(sessionFrom(...ahead, back, more)).toMatchObject({
      ended_at: null,
      reopened_count: 1,
      current_url: 'https://shop.example/next',
    });
  });

  it('does not take a message sent after the end for a late one', () => {
    const after = updateEvent({ sent_at: T0 + 2000 });
    const refused = decide(sessionFrom(...ahead), after, T0 + 2 * SECOND);
    expect(refused).toMatchObject({ error: 'session_ended' });
  });

  it('lets a later value replace one that the clock wrote while it was ahead', () => {
    const wrote = updateEvent({ sent_at: T0 + HOUR + SECOND, custom_data: { cart: 1 } });
    const writes = updateEvent({ sent_at: T0 + 2000, custom_data: { cart: 2 } });
    const reported = sessionFrom(openEvent({ sent_at: T0 + HOUR }), wrote, writes);
    expect(reported.custom_data).toEqual({ cart: 2 });
  });

  it('takes an open with another sent_at for a new intent', () => {
    const server = { caller: 'server' } as const;
    const long = sessionFrom(openEvent({ sent_at: T0 }), endEvent({ sent_at: T0 + 3 * MINUTE }));
    expect(decide(long, openEvent({ sent_at: T0 + MINUTE }), T0 + 4 * MINUTE)).toMatchObject({
      reopened: true,
    });
    const reported = sessionFrom(
      openEvent({ ...server, sent_at: T0 }),
      endEvent({ ...server, sent_at: T0 + 2000 }),
    );
    expect(decide(reported, openEvent({ ...server, sent_at: T0 + 1000 }), T0 + 2000)).toMatchObject(
      {
        reopened: true,
      },
    );
  });

  describe('by less than a message may travel', () => {
    /** An update a minute; after the tenth, the clock is 20 minutes back. */
    const minutes = (count: number) =>
      Array.from({ length: count }, (_, index) => {
        const at = T0 + (index + 1) * MINUTE;
        const sent_at = index < 10 ? at : at - 20 * MINUTE;
        return { at, event: updateEvent({ sent_at, custom_data: { minute: index + 1 } }) };
      });
    const opened = { at: T0, event: openEvent({ sent_at: T0 - HOUR }) };

    it('is recognised by its second message, and delays no end', () => {
      const session = sessionAfter(opened, ...minutes(12));
      expect(session).toMatchObject({
        last_activity_at: T0 + 12 * MINUTE,
        custom_data: { minute: 12 },
      });
      expect(sessionAfter(opened, ...minutes(60)).ended_at).toBe(null);
      const end = endEvent({ sent_at: T0 + 13 * MINUTE - 20 * MINUTE });
      expect(
        sessionAfter(opened, ...minutes(12), { at: T0 + 13 * MINUTE, event: end }).ended_by,
      ).toBe('client');
    });

    it('is not confused with slow messages, which come alone or with different delays', () => {
      const late = (sent: number, at: number) => ({
        at: T0 + at * MINUTE,
        event: updateEvent({ sent_at: T0 + sent * MINUTE, custom_data: { minute: -1 } }),
      });
      const opened = { at: T0, event: openEvent({ sent_at: T0 }) };
      const session = sessionAfter(opened, ...minutes(10), late(1, 10.2), late(2, 10.9));
      expect(session).toMatchObject({
        last_activity_at: T0 + 10 * MINUTE,
        custom_data: { minute: 10 },
      });
    });
  });

  it('is not moved again when an earlier message is repeated', () => {
    const wrote = updateEvent({ sent_at: T0 + HOUR + SECOND, custom_data: { cart: 1 } });
    const end = endEvent({ sent_at: T0 + HOUR + 3 * SECOND });
    const session = sessionAfter(
      { at: T0, event: openEvent({ sent_at: T0 + HOUR }) },
      { at: T0 + SECOND, event: wrote },
      { at: T0 + 3 * SECOND, event: end },
      { at: T0 + 20 * SECOND, event: openEvent({ sent_at: T0 + 20 * SECOND }) },
      {
        at: T0 + 30 * SECOND,
        event: updateEvent({ sent_at: T0 + 30 * SECOND, custom_data: { cart: 2 } }),
      },
      { at: T0 + 40 * SECOND, event: wrote },
      { at: T0 + 50 * SECOND, event: end },
    );
    expect(session).toMatchObject({
      custom_data: { cart: 2 },
      ended_at: null,
      reopened_count: 1,
      merge: { clocks: { browser: T0 + 30 * SECOND } },
    });
  });

  it('does not make a repeated create a new intent, however often it is changed', () => {
    const server = { caller: 'server' } as const;
    const create = openEvent({ ...server, sent_at: T0 });
    const steps = Array.from({ length: 12 }, (_, turn) => {
      const at = T0 + (turn + 1) * MINUTE;
      return { at, event: updateEvent({ ...server, sent_at: at + (turn % 2) * HOUR }) };
    });
    const ended = sessionAfter({ at: T0, event: create }, ...steps, {
      at: T0 + 14 * MINUTE,
      event: endEvent(),
    });
    const again = { ...create, follower_id: asId<SessionId>(crypto.randomUUID()) };
    expect(decide(ended, again, T0 + 15 * MINUTE)).toMatchObject({ reopened: false });
  });
});
