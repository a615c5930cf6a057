import { expect, it } from 'vitest';
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

it('accepts messages of a client whose clock was corrected by an hour', () => {
  const wrong = openEvent({ sent_at: T0 + HOUR });
  const right = updateEvent({ sent_at: T0 + SECOND, current_url: 'https://shop.example/next' });
  expect(sessionFrom(wrong, right)).toMatchObject({
    last_activity_at: T0 + SECOND,
    current_url: 'https://shop.example/next',
  });
  const closed = sessionFrom(wrong, right, endEvent({ sent_at: T0 + 2000 }));
  expect(closed.ended_by).toBe('client');
});

it('does not take an end from an hour ago for a corrected clock', () => {
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

it('is not closed again by a repeated end from before it was reopened', () => {
  const end = endEvent({ sent_at: T0 + 100 });
  const reopened = sessionFrom(openEvent({ sent_at: T0 }), end, openEvent(), end);
  expect(reopened).toMatchObject({ ended_at: null, reopened_count: 1 });
});

it('is not reopened by a repeated create', () => {
  const open = openEvent({ sent_at: T0 });
  expect(sessionFrom(open, endEvent({ sent_at: T0 + SECOND }), open).ended_by).toBe('client');
});

it('compares the clocks of browsers and of servers separately', () => {
  const server = updateEvent({ caller: 'server', sent_at: T0 + HOUR });
  const closed = sessionFrom(openEvent({ sent_at: T0 }), server, endEvent({ sent_at: T0 + 2000 }));
  expect(closed.ended_by).toBe('client');
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

it('accepts an end, though the clock of another server was a second ahead', () => {
  const server = { caller: 'server' } as const;
  const opened = openEvent({ ...server, sent_at: T0 + 1000 });
  const closed = sessionFrom(opened, endEvent({ ...server, sent_at: T0 + 500 }));
  expect(closed.ended_by).toBe('client');
});
