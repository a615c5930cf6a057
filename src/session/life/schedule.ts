/**
 * When a session's object has to wake up. Every `setAlarm` is a billed row and every alarm a billed call, so one alarm serves
 * a visit: it is set at create, for when a visit that ends and stays ended is over for good, and moved only when it would
 * come too late. An alarm that comes early looks, and is armed again.
 */
import { expiresAt, MAX_LENGTH_MS, phaseOf } from './expiry';
import type { Session } from './session';

/** A final session that a late message has loaded again is cleaned up again by then. */
const CLEAN_UP_MS = 60_000;
/** An alarm this late is taken for lost. */
const ALARM_DELAY_MS = 5_000;

/**
 * By when an alarm has to come, in ms since the epoch. A session that nobody ended looks open in D1 for its idle timeout
 * after it has expired, at most; an ended one keeps its object for as long after it is final.
 */
export function latestWake(session: Session, now: number): number {
  if (phaseOf(session, now) === 'final') return now + CLEAN_UP_MS;
  return expiresAt(session) + session.idle_timeout_ms;
}

/** `latestWake` of a session that is not final, as an expression in SQL of the columns of its record. */
export const LATEST_WAKE_SQL = `(MIN(last_activity_at + idle_timeout_ms, started_at + ${MAX_LENGTH_MS}) + idle_timeout_ms)`;

/** When to look again, after an alarm that came early. */
export function nextWake(session: Session, now: number): number {
  const latest = latestWake(session, now);
  const isOver = session.ended_at !== null && phaseOf(session, now) === 'ended';
  return isOver ? expiresAt(session) : latest;
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
