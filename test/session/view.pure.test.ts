import fc from 'fast-check';
import { afterEach, expect, it, vi } from 'vitest';
import { decide } from '../../src/session/life/lifecycle';
import type { Session } from '../../src/session/life/session';
import { View, viewSession } from '../../src/session/life/view';
import { history } from './arbitraries';
import { DAY, IDLE, openSession, SECOND, T0 } from './factories';

afterEach(() => vi.restoreAllMocks());

it('a session shown as text is its view, at any time and whatever was shown before', () => {
  fc.assert(
    fc.property(history, (steps) => {
      const view = new View();
      let stored: Session | null = null;
      for (const { at, event } of steps) {
        const outcome = decide(stored, event, at);
        if ('next' in outcome) stored = outcome.next;
        if (stored === null) continue;
        for (const now of [at, at, at + 1, at + SECOND, at + IDLE, at + DAY, at + 1]) {
          expect(view.show(stored, now)).toBe(JSON.stringify(viewSession(stored, now)));
        }
      }
    }),
  );
});

it('a state that is shown again is not written as JSON again', () => {
  const view = new View();
  const session = openSession();
  view.show(session, T0);
  const stringify = vi.spyOn(JSON, 'stringify');
  view.show(session, T0 + SECOND);
  expect(stringify).not.toHaveBeenCalled();
  view.show({ ...session }, T0 + SECOND);
  expect(stringify).toHaveBeenCalledOnce();
});
