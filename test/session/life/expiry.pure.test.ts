import fc from 'fast-check';
import { expect, it } from 'vitest';
import { passTime } from '../../../src/session/life/expiry';
import { measure } from '../../../src/session/life/measure';
import type { Session } from '../../../src/session/life/session';
import { DAY, HOUR, IDLE, openSession, T0 } from './factories';

/** A session whose last activity was so long after its start. */
const lastActiveAfter = (ms: number): Session => ({ ...openSession(), last_activity_at: T0 + ms });

it('ends by the first deadline, however late it is checked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: DAY - 1 }),
      fc.integer({ min: 0, max: 48 * HOUR }),
      (lastActivity, lateness) => {
        const session = lastActiveAfter(lastActivity);
        const idlesOut = lastActivity + IDLE <= DAY;
        const due = T0 + (idlesOut ? lastActivity + IDLE : DAY);
        expect(passTime(session, due - 1)).toBe(session);
        const ended = passTime(session, due + lateness);
        expect(ended).toMatchObject(
          idlesOut
            ? { ended_by: 'idle', ended_at: T0 + lastActivity }
            : { ended_by: 'max_length', ended_at: T0 + DAY },
        );
        expect(measure(ended).exit_type).toBe('timeout');
      },
    ),
    { numRuns: 3000 },
  );
});

it('ends by idle timeout where both deadlines are equal', () => {
  expect(passTime(lastActiveAfter(DAY - IDLE), T0 + DAY).ended_by).toBe('idle');
  expect(passTime(lastActiveAfter(DAY - IDLE + 1), T0 + DAY).ended_by).toBe('max_length');
});
