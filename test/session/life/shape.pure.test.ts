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

/** Before where the visitor came from was worked out. */
function storedInShape2(): Record<string, unknown> {
  const { referrer_host, referrer_is_internal, click_id, source, channel, ...session } =
    openSession({ sent_at: T0, custom_data: { cart: 1 } });
  const { id, ...utm_params } = { ...session.utm_params, source: 'news' };
  const { pages, ...writers } = session.writers;
  return { ...session, utm_params, writers, referrer: 'https://search.example/', shape: 2 };
}

const FIXTURES: Record<string, Record<string, unknown>> = {
  'the first, with neither closings nor a follower': storedOnce({}),
  'with a follower': storedOnce({ follower_id: '77777777-7777-4777-8777-777777777777' }),
  'with closings': storedOnce({
    follower_id: '77777777-7777-4777-8777-777777777777',
    closings: { browser: T0 - SECOND },
  }),
  'shape 2': storedInShape2(),
  'shape 3': { ...openSession({ sent_at: T0, custom_data: { cart: 1 } }) },
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
  expect(() => upgrade({ ...openSession(), shape: 4 })).toThrow('shape 4');
});

it('does not know where the visitor of an older shape came from, beyond what was stored', () => {
  const session = openSession({ sent_at: T0 });
  expect(upgrade(storedInShape2())).toMatchObject({
    referrer: 'https://search.example/',
    referrer_host: null,
    referrer_is_internal: false,
    utm_params: { source: 'news', medium: null, id: null },
    click_id: null,
    source: null,
    channel: null,
    writers: { pages: { '/': session.writers.first } },
  });
});

it('keeps what a newer Worker has told an object of shape 2', () => {
  const told = {
    source: 'Google',
    channel: 'Paid Search',
    click_id: { type: 'gclid', value: '1' },
  };
  const campaign = { source: 'google', id: '7' };
  const session = upgrade({ ...storedInShape2(), ...told, utm_params: campaign });
  expect(session).toMatchObject({ ...told, utm_params: { ...campaign, medium: null } });
});

it('accepts an open of a Worker that tells nothing of where the visitor came from', () => {
  const { opening } = openEvent();
  const { referrer_host, referrer_is_internal, click_id, source, channel, ...older } = opening;
  const { id, ...utm_params } = opening.utm_params;
  const event = openEvent({ opening: { ...older, utm_params } as typeof opening });
  const outcome = decide(null, event, T0);
  expect(outcome).toMatchObject({
    next: { shape: 3, source: null, channel: null, click_id: null, utm_params: { id: null } },
  });
});
