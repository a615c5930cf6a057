import { describe, expect, it } from 'vitest';
import { expiresAt, phaseOf } from '../../../src/session/life/expiry';
import { measure } from '../../../src/session/life/measure';
import type { EndEvent, Session } from '../../../src/session/life/session';
import { endEvent, MINUTE, openEvent, SECOND, sessionAfter, T0 } from './factories';

describe('an end that arrives after the idle timeout', () => {
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
