import fc from 'fast-check';
import { decide } from '../../../src/session/life/lifecycle';
import type { Session, SessionEvent } from '../../../src/session/life/session';
import { history } from './arbitraries';
import type { Step } from './factories';

export const RUNS = { numRuns: 2000 };

/** One event of a history, and the session before and after it. */
export type Moment = {
  at: number;
  event: SessionEvent;
  /** As stored before the event; null before the first. */
  before: Session | null;
  after: Session;
  accepted: boolean;
  changed: boolean;
  reopened: boolean;
};

/** Plays a history as the object would: a refusal stores nothing. */
export function play(steps: Step[]): Moment[] {
  const moments: Moment[] = [];
  let stored: Session | null = null;
  for (const { at, event } of steps) {
    const before: Session | null = stored;
    const outcome = decide(before, event, at);
    const accepted = 'next' in outcome;
    const after: Session | null = accepted ? outcome.next : before;
    if (after === null) continue;
    stored = after;
    const { changed, reopened } = accepted ? outcome : { changed: false, reopened: false };
    moments.push({ at, event, before, after, accepted, changed, reopened });
  }
  return moments;
}

/** Checks every event of many random histories. */
export function eachMoment(check: (moment: Moment) => void) {
  fc.assert(
    fc.property(history, (steps) => play(steps).forEach(check)),
    RUNS,
  );
}
