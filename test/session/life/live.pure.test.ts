import { expect, it } from 'vitest';
import { isLive } from '../../../src/session/life/live';
import { MINUTE, T0 } from './factories';

it.each([
  [{ ended_at: null, last_activity_at: T0 }, true],
  [{ ended_at: null, last_activity_at: T0 - 5 * MINUTE + 1 }, true],
  [{ ended_at: null, last_activity_at: T0 - 5 * MINUTE }, false],
  [{ ended_at: T0, last_activity_at: T0 }, false],
  // A message may arrive while others are asked.
  [{ ended_at: null, last_activity_at: T0 + 1 }, true],
])('of %o it is %s that it is live', (session, live) => {
  expect(isLive(session, T0)).toBe(live);
});
