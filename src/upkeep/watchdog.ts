/**
 * Finds records that look open although the alarm of their session is long overdue, and asks their objects to check: a lost
 * alarm costs minutes, not data. There is no index of open sessions, since it would cost a billed row per session. Most runs
 * read the sessions of the last hours; once an hour one reads the last day, and once a week one reads the last month, for
 * times when no cron trigger ran. Reading a session 67 times costs a fifteenth of that row.
 */
import { logError } from '../log';
import { MAX_LENGTH_MS } from '../session/life/expiry';
import { sessionObject } from '../session/object/stub';
import { listOverdueSessions } from '../session/record/overdue';

/** Time for an object to do it by itself: alarms may be late, and are retried. */
const GRACE_MS = 5 * 60 * 1000;
const BATCH = 100;
const HOUR_MS = 60 * 60 * 1000;
const MONTH_MS = 30 * 24 * HOUR_MS;
/** The maximum length of a session, and an hour more for the run that comes once an hour. */
const DAY_MS = MAX_LENGTH_MS + HOUR_MS;

export type Reach = 'hours' | 'day' | 'month';
/** How far back a run looks, in addition to four idle timeouts of the site. */
const REACH_MS: Record<Reach, number> = { hours: HOUR_MS, day: DAY_MS, month: MONTH_MS };

/** Has at most 100 overdue sessions checked, chosen at random; returns how many were found. Throws when D1 does. */
export async function reconcileOverdue(
  env: Env,
  db: D1Database,
  now: number,
  reach: Reach,
): Promise<number> {
  const overdue = await listOverdueSessions(db, {
    dueBefore: now - GRACE_MS,
    reachMs: REACH_MS[reach],
    limit: BATCH,
  });
  const answers = await Promise.allSettled(
    overdue.map(({ session_id, site_id }) =>
      sessionObject(env, session_id).reconcile(session_id, site_id),
    ),
  );
  for (const answer of answers) {
    if (answer.status === 'rejected') logError('reconcile_failed', answer.reason);
  }
  return overdue.length;
}
