import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../../../src/session/life/lifecycle';
import type { Session } from '../../../src/session/life/session';
import { viewSession } from '../../../src/session/life/view';
import { history } from './arbitraries';
import { ReferenceSession } from './reference-model';

describe('The reference model', () => {
  it('agrees on every answer and on what is shown', () => {
    fc.assert(
      fc.property(history, (steps) => {
        const model = new ReferenceSession();
        let stored: Session | null = null;
        for (const { at, event } of steps) {
          model.wait(at);
          const expected = model.receive(event, at);
          const outcome = decide(stored, event, at);
          expect('error' in outcome ? outcome.error : 'ok').toBe(expected);
          if ('next' in outcome) stored = outcome.next;
          if (stored !== null) expect(viewSession(stored, at)).toMatchObject(model.show());
        }
      }),
      { numRuns: 5000 },
    );
  });
});
