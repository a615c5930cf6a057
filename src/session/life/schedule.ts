/**
 * When the alarm of a session's object has to run. Every `setAlarm` is a billed row and every alarm a billed call, so a visit
 * has one alarm: it is set at create, late enough that a visit which has ended is final by then, and moved only if it would
 * come too late. An alarm that comes too early checks the session and is set again.
 */
import { expiresAt, MAX_LENGTH_MS, phaseOf } from './expiry';
import type { Session } from './session';

/** A final session that a late message has loaded again is cleaned up again by then. */
const CLEAN_UP_MS = 60_000;
/** An alarm that is later than this counts as lost. */
const ALARM_DELAY_MS = 5_000;

/**
 * By when the alarm has to run, in ms since the epoch: one idle timeout after the session expires. So a session that no client
 * ended looks open in D1 for at most its idle timeout after it expired, and the object of an ended one is kept as long.
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
 * Whether the alarm that is set comes early enough. An alarm whose time has just passed is about to run and is not moved; one
 * that is overdue for longer counts as lost.
 */
export function isArmedFor(armedAt: number | null, wakeAt: number, now: number): boolean {
  return armedAt !== null && !isOverdue(armedAt, now) && armedAt <= wakeAt;
}

/** Whether an alarm should have run by now and has to be set again. */
export function isOverdue(armedAt: number | null, now: number): boolean {
  return armedAt !== null && armedAt <= now - ALARM_DELAY_MS;
}

/** Exponential backoff with jitter, from 1 s up to 60 s; `random` is in [0, 1). */
export function retryDelayMs(attempt: number, random: number): number {
  return Math.round(Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5)) * (1 + random));
}
