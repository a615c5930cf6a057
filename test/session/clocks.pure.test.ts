import { expect, it } from 'vitest';
import { decide, type Session, type SessionEvent } from '../../src/session/lifecycle';
import { endEvent, HOUR, openEvent, SECOND, T0, updateEvent } from './factories';

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
  const late = endEvent({ sent_at: T0 - HOUR });
  expect(tell(openEvent({ sent_at: T0 }), late).ended_at).toBeNull();
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
