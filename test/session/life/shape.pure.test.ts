/** A stored state of every shape that was ever on main is read, and takes further events. */
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/session/life/lifecycle';
import type { Session } from '../../../src/session/life/session';
import { upgrade } from '../../../src/session/life/shape';
import { endEvent, openEvent, openSession, SECOND, T0, updateEvent } from './factories';

/** The state of a session that was opened, and updated a second later, before states had shapes. */
function storedOnce(merge: Record<string, unknown>): Record<string, unknown> {
  const { shape, writers, ...session } = openSession({ sent_at: T0 });
  return {
    ...session,
    custom_data: { cart: 1 },
    last_activity_at: T0 + SECOND,
    version: 2,
    merge: {
      active_time: 5,
      duration: null,
      exit_type: null,
      exit_told: false,
      clocks: { browser: T0 + SECOND },
      ...merge,
    },
  };
}

const FIXTURES: Record<string, Record<string, unknown>> = {
  'the first, with neither closings nor a follower': storedOnce({}),
  'with a follower': storedOnce({ follower_id: '77777777-7777-4777-8777-777777777777' }),
  'with closings': storedOnce({
    follower_id: '77777777-7777-4777-8777-777777777777',
    closings: { browser: T0 - SECOND },
  }),
  'shape 2': { ...openSession({ sent_at: T0, custom_data: { cart: 1 } }) },
};

describe.each(Object.entries(FIXTURES))('%s', (_, stored) => {
  const at = T0 + 2 * SECOND;
  const next = (session: Session, event: Parameters<typeof decide>[1], now: number): Session => {
    const outcome = decide(session, event, now);
    if ('error' in outcome) throw new Error(outcome.error);
    return outcome.next;
  };

  it('is read, and can be written and read again', () => {
    const session = upgrade(stored);
    expect(upgrade(JSON.parse(JSON.stringify(session)))).toEqual(session);
    expect(session).toMatchObject({ custom_data: { cart: 1 }, started_at: T0 });
  });

  it('accepts an update, an end and an open, and refuses an open once final', () => {
    const session = upgrade(stored);
    const updated = next(session, updateEvent({ sent_at: at, custom_data: { cart: 2 } }), at);
    expect(updated.custom_data).toEqual({ cart: 2 });
    const ended = next(updated, endEvent({ sent_at: at + SECOND }), at + SECOND);
    expect(ended.ended_by).toBe('client');
    const back = decide(ended, openEvent({ sent_at: at + 2 * SECOND }), at + 2 * SECOND);
    expect(back).toMatchObject({ reopened: true });
    const later = at + 3_600_000;
    const followed = decide(ended, openEvent({ sent_at: later }), later);
    expect(followed).toMatchObject({ error: 'session_final' });
  });
});

it('takes a message for older that was sent before the newest message of an older shape', () => {
  const stored = storedOnce({ closings: {}, clocks: { browser: T0 + 24 * 60 * SECOND } });
  const session = upgrade({ ...stored, last_activity_at: T0 + 24 * 60 * SECOND });
  const late = updateEvent({ sent_at: T0 + 60 * SECOND, custom_data: { cart: 9 } });
  const outcome = decide(session, late, T0 + 24.5 * 60 * SECOND);
  expect(outcome).toMatchObject({
    next: { custom_data: { cart: 1 }, last_activity_at: T0 + 24 * 60 * SECOND },
  });
});

it('refuses a shape that is newer than this version', () => {
  expect(() => upgrade({ ...openSession(), shape: 3 })).toThrow('shape 3');
});
