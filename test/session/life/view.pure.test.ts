import fc from 'fast-check';
import { expect, it } from 'vitest';
import { passTime } from '../../../src/session/life/expiry';
import { decide } from '../../../src/session/life/lifecycle';
import type { Session } from '../../../src/session/life/session';
import { viewAsText, viewSession } from '../../../src/session/life/view';
import { history } from './arbitraries';
import { DAY, IDLE, SECOND } from './factories';

it('shows the same session whether the alarm has run or not', () => {
  fc.assert(
    fc.property(history, (steps) => {
      let stored: Session | null = null;
      for (const { at, event } of steps) {
        const outcome = decide(stored, event, at);
        if ('next' in outcome) stored = outcome.next;
        if (stored === null) continue;
        for (const now of [at, at + 1, at + SECOND, at + IDLE, at + DAY]) {
          const view = viewSession(stored, now);
          expect(view).toEqual(viewSession(passTime(stored, now), now));
          expect(view.status).toBe(
            now < view.expires_at && view.ended_at === null ? 'active' : 'ended',
          );
          expect(view.ttl > 0).toBe(view.status === 'active');
          expect(JSON.parse(viewAsText(stored, now))).toEqual(view);
        }
      }
    }),
  );
});
