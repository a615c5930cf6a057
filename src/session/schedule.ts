/**
 * When a session's object has to wake up. Every `setAlarm` is a billed row, so one alarm serves all
 * purposes and is moved only when it would come too late: an alarm that comes early looks and re-arms.
 */
import { expiresAt, phaseOf, type Session } from './lifecycle';

/** A live session's record in D1 is never further behind than this. */
export const MAX_LAG_MS = 60_000;
/** The interval at which clients report while a visitor is active (`PUT`, every 30 s). */
const HEARTBEAT_MS = 30_000;
/**
 * By when the report after the next one has to be in D1. A session that reports as expected finds its alarm
 * near enough each time, and moves nothing.
 */
const REPORTING_WAKE_MS = HEARTBEAT_MS + MAX_LAG_MS;

/** An alarm this late is taken for lost. */
const ALARM_DELAY_MS = 5_000;

/** The latest time at which the object must look again, given what is still to be written to D1. */
export function nextWake(session: Session, now: number, unwritten: boolean): number {
  if (phaseOf(session, now) === 'final') return now + MAX_LAG_MS;
  const expires = expiresAt(session);
  if (unwritten) return Math.min(expires, now + MAX_LAG_MS);
  if (session.ended_at !== null) return expires;
  const nextReport = session.last_activity_at + REPORTING_WAKE_MS;
  return nextReport > now ? Math.min(expires, nextReport) : expires;
}

/**
 * Whether an armed alarm comes early enough. One whose time has just passed is about to run, and moving it would put off
 * what it is there for; one that is overdue for longer counts as none.
 */
export function isArmedFor(armedAt: number | null, wakeAt: number, now: number): boolean {
  return armedAt !== null && !isOverdue(armedAt, now) && armedAt <= wakeAt;
}

/** Whether an alarm should have run long since. It is armed anew then, and must not be waited for. */
export function isOverdue(armedAt: number | null, now: number): boolean {
  return armedAt !== null && armedAt <= now - ALARM_DELAY_MS;
}

/** Exponential backoff with jitter, from 1 s up to 60 s; `random` is in [0, 1). */
export function retryDelayMs(attempt: number, random: number): number {
  return Math.round(Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (1 + random));
}
