import { describe, expect, it } from 'vitest';
import {
  decide,
  type EndEvent,
  expiresAt,
  measure,
  phaseOf,
  type Session,
  type SessionEvent,
} from '../../src/session/lifecycle';
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

  it('takes an open with another sent_at for a new intent, however little older it is', () => {
    const session = tell(openEvent({ sent_at: T0 }), endEvent({ sent_at: T0 + 2000 }));
    const back = decide(session, openEvent({ sent_at: T0 + 1000 }), T0 + 2000);
    expect(back).toMatchObject({ reopened: true });
  });
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
