import { describe, expect, it } from 'vitest';
import { asId, type SessionId } from '../../../src/ids/uuid';
import { expiresAt, phaseOf } from '../../../src/session/life/expiry';
import { decide } from '../../../src/session/life/lifecycle';
import { measure } from '../../../src/session/life/measure';
import type { EndEvent, Session, SessionEvent } from '../../../src/session/life/session';
import {
  endEvent,
  HOUR,
  MINUTE,
  openEvent,
  SECOND,
  sessionAfter,
  T0,
  updateEvent,
} from './factories';

/** Tells a session one thing after the other, a second apart. */
function tell(...events: SessionEvent[]): Session {
  let state: Session | null = null;
  let now = T0;
  for (const event of events) {
    const outcome = decide(state, event, now);
    if ('error' in outcome) throw new Error(outcome.error);
    state = outcome.next;
    now += SECOND;
  }
  if (state === null) throw new Error('nothing was told');
  return state;
}

it('goes on with a client whose clock was put right by an hour', () => {
  const wrong = openEvent({ sent_at: T0 + HOUR });
  const right = updateEvent({ sent_at: T0 + SECOND, current_url: 'https://shop.example/next' });
  expect(tell(wrong, right)).toMatchObject({
    last_activity_at: T0 + SECOND,
    current_url: 'https://shop.example/next',
  });
  const closed = tell(wrong, right, endEvent({ sent_at: T0 + 2000 }));
  expect(closed.ended_by).toBe('client');
});

it('does not take an end from an hour ago for a clock put right', () => {
  const session = sessionAfter(
    { at: T0, event: openEvent({ sent_at: T0 }) },
    ...[1, 2, 3, 4].map((turn) => {
      const at = T0 + turn * 29 * MINUTE;
      return { at, event: updateEvent({ sent_at: at }) };
    }),
  );
  const late = decide(session, endEvent({ sent_at: T0 + HOUR }), T0 + 2 * HOUR);
  expect(late).toMatchObject({ next: { ended_at: null } });
});

it('is not closed again by the repetition of the end that closed it before it was reopened', () => {
  const end = endEvent({ sent_at: T0 + 100 });
  const reopened = tell(openEvent({ sent_at: T0 }), end, openEvent(), end);
  expect(reopened).toMatchObject({ ended_at: null, reopened_count: 1 });
});

it('is not reopened by the repetition of the create that opened it', () => {
  const open = openEvent({ sent_at: T0 });
  expect(tell(open, endEvent({ sent_at: T0 + SECOND }), open).ended_by).toBe('client');
});

it('compares the clocks of browsers and servers with their own only', () => {
  const server = updateEvent({ caller: 'server', sent_at: T0 + HOUR });
  const closed = tell(openEvent({ sent_at: T0 }), server, endEvent({ sent_at: T0 + 2000 }));
  expect(closed.ended_by).toBe('client');
});

describe('a clock that was set back', () => {
  const ahead = [openEvent({ sent_at: T0 + HOUR }), endEvent({ sent_at: T0 + HOUR + SECOND })];

  it('keeps nobody from coming back, and from saying more', () => {
    const back = openEvent({ sent_at: T0 + 2000 });
    const more = updateEvent({ sent_at: T0 + 3000, current_url: 'https://shop.example/next' });
    expect(tell(...ahead, back, more)).toMatchObject({
      ended_at: null,
      reopened_count: 1,
      current_url: 'https://shop.example/next',
    });
  });

  it('does not pass what was said after the end for late', () => {
    const after = updateEvent({ sent_at: T0 + 2000 });
    const refused = decide(tell(...ahead), after, T0 + 2 * SECOND);
    expect(refused).toMatchObject({ error: 'session_ended' });
  });

  it('lets a later value replace one that the clock wrote while it was ahead', () => {
    const wrote = updateEvent({ sent_at: T0 + HOUR + SECOND, custom_data: { cart: 1 } });
    const writes = updateEvent({ sent_at: T0 + 2000, custom_data: { cart: 2 } });
    const told = tell(openEvent({ sent_at: T0 + HOUR }), wrote, writes);
    expect(told.custom_data).toEqual({ cart: 2 });
  });

  it('takes an open with another sent_at for a new intent', () => {
    const server = { caller: 'server' } as const;
    const long = tell(openEvent({ sent_at: T0 }), endEvent({ sent_at: T0 + 3 * MINUTE }));
    expect(decide(long, openEvent({ sent_at: T0 + MINUTE }), T0 + 4 * MINUTE)).toMatchObject({
      reopened: true,
    });
    const told = tell(
      openEvent({ ...server, sent_at: T0 }),
      endEvent({ ...server, sent_at: T0 + 2000 }),
    );
    expect(decide(told, openEvent({ ...server, sent_at: T0 + 1000 }), T0 + 2000)).toMatchObject({
      reopened: true,
    });
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

    it('is known by its second message, and holds up nobody', () => {
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

    it('is told from messages that travelled long, which come alone or with delays of their own', () => {
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

  it('is not set again by the repetition of what it said before', () => {
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

  it('does not make a repeated create a new intent, however often it is set to and fro', () => {
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

describe('an open that arrives after the end it was sent before', () => {
  const session = sessionAfter(
    { at: T0, event: openEvent({ sent_at: T0, consent: { ads: true } }) },
    {
      at: T0 + 5 * SECOND,
      event: openEvent({ sent_at: T0 + 5 * SECOND, consent: { ads: false } }),
    },
    { at: T0 + 6 * SECOND, event: endEvent({ sent_at: T0 + 6 * SECOND }) },
  );
  const overtaken = openEvent({ sent_at: T0 + SECOND, consent: { ads: true, all: 1 } });

  it('brings nobody back, and is merged as the older message that it is', () => {
    const outcome = decide(session, overtaken, T0 + 11 * SECOND);
    expect(outcome).toMatchObject({
      reopened: false,
      next: { ended_by: 'client', consent: { ads: false, all: 1 } },
    });
  });

  it('reopens where a browser comes back afterwards', () => {
    const back = openEvent({ sent_at: T0 + 7 * SECOND });
    expect(decide(session, back, T0 + 11 * SECOND)).toMatchObject({ reopened: true });
  });
});

it('is not closed by an end of a server that is older than the one before the return', () => {
  const server = { caller: 'server' } as const;
  const session = sessionAfter(
    { at: T0, event: openEvent({ ...server, sent_at: T0 }) },
    { at: T0 + 2 * SECOND, event: endEvent({ ...server, sent_at: T0 + 2 * SECOND }) },
    { at: T0 + 3 * SECOND, event: openEvent({ sent_at: T0 + 3 * SECOND }) },
    { at: T0 + 4 * SECOND, event: endEvent({ ...server, sent_at: T0 + SECOND }) },
  );
  expect(session.ended_at).toBe(null);
});

it('lets an end close, though another server was a second ahead', () => {
  const server = { caller: 'server' } as const;
  const opened = openEvent({ ...server, sent_at: T0 + 1000 });
  const closed = tell(opened, endEvent({ ...server, sent_at: T0 + 500 }));
  expect(closed.ended_by).toBe('client');
});

describe('a message that travelled long', () => {
  const opened = openEvent({ sent_at: T0 });

  it('tells of when it was sent', () => {
    const session = sessionAfter(
      { at: T0, event: opened },
      { at: T0 + 25 * MINUTE, event: updateEvent({ sent_at: T0 + MINUTE }) },
    );
    expect(session.last_activity_at).toBe(T0 + MINUTE);
  });

  it('is older than what came before it, though it was sent while the create was on its way', () => {
    const came = 25 * MINUTE;
    const steps = (...told: [sent: number, after: number, cart: number][]) =>
      told.map(([sent, after, cart]) => ({
        at: T0 + came + after,
        event: updateEvent({ sent_at: T0 + sent, custom_data: { cart } }),
      }));
    const opened = { at: T0 + came, event: openEvent({ sent_at: T0 }) };
    const session = sessionAfter(
      opened,
      ...steps([24 * MINUTE, SECOND, 2], [10 * MINUTE, 2 * SECOND, 1]),
    );
    expect(session.custom_data).toEqual({ cart: 2 });
    const end = { at: T0 + 27 * MINUTE, event: endEvent({ sent_at: T0 + 10 * MINUTE }) };
    expect(sessionAfter(opened, ...steps([26 * MINUTE, MINUTE, 2]), end).ended_at).toBe(null);
  });

  it('is as old as it is where the idle timeout is shorter than its way', () => {
    const { opening } = openEvent();
    const opened = openEvent({ sent_at: T0, opening: { ...opening, idle_timeout_ms: MINUTE } });
    const beats = Array.from({ length: 10 }, (_, beat) => {
      const at = T0 + (beat + 1) * 30 * SECOND;
      return { at, event: updateEvent({ sent_at: at, custom_data: { step: 'new' } }) };
    });
    const late = updateEvent({ sent_at: T0 + 60 * SECOND, custom_data: { step: 'old' } });
    const at = T0 + 5 * MINUTE + 20 * SECOND;
    const session = sessionAfter({ at: T0, event: opened }, ...beats, { at, event: late });
    expect(session).toMatchObject({
      custom_data: { step: 'new' },
      last_activity_at: T0 + 5 * MINUTE,
    });
  });

  it('is late, and not refused, after the end that a server told', () => {
    const session = sessionAfter(
      { at: T0, event: opened },
      { at: T0 + MINUTE, event: endEvent({ caller: 'server', sent_at: T0 + MINUTE }) },
      {
        at: T0 + 2 * MINUTE,
        event: updateEvent({ sent_at: T0 + 30 * SECOND, page_views: 4 }),
      },
    );
    expect(session).toMatchObject({ page_views: 4, ended_by: 'client' });
  });

  it('closes the session at the time at which it was sent', () => {
    const session = sessionAfter(
      { at: T0, event: opened },
      { at: T0 + 25 * MINUTE, event: endEvent({ sent_at: T0 + 5 * MINUTE }) },
    );
    expect(session.ended_at).toBe(T0 + 5 * MINUTE);
  });
});

describe('an end that is told after the idle timeout', () => {
  const late = (event: Partial<EndEvent>): Session =>
    sessionAfter(
      { at: T0, event: openEvent({ sent_at: T0 }) },
      { at: T0 + 40 * MINUTE, event: endEvent({ active_time: 15 * SECOND, ...event }) },
    );

  it('refines duration, exit and engagement', () => {
    const session = late({ duration: 20 * MINUTE });
    expect(measure(session)).toMatchObject({
      duration: 20 * MINUTE,
      active_time: 15 * SECOND,
      engaged: true,
      exit_type: 'exit',
    });
    expect(session).toMatchObject({ ended_by: 'idle', ended_at: T0 + 20 * MINUTE });
  });

  it('moves activity to the expiry at most, and leaves the session final', () => {
    const session = late({ sent_at: T0 + 39 * MINUTE });
    expect(session.ended_at).toBe(T0 + 30 * MINUTE);
    expect(phaseOf(session, T0 + 40 * MINUTE)).toBe('final');
    expect(expiresAt(session)).toBe(T0 + 30 * MINUTE);
  });
});
