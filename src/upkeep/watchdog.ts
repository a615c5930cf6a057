/**
 * Finds records that are open though the alarm of their session is long overdue, and asks their objects to look: a lost
 * alarm costs minutes, not data. There is no index of open sessions, which would cost each a row. A run reads what began
 * lately; once an hour one reads the last day, and once a week the last month, such as of a time when no cron trigger ran. To
 * read a session 67 times costs a fifteenth of the row.
 */
import { logError } from '../log';
import { MAX_LENGTH_MS } from '../session/life/expiry';
import { sessionObject } from '../session/object/stub';
import { listOverdueSessions } from '../session/record/overdue';

/** What an object may take by itself: an alarm's delay, retries. */
const GRACE_MS = 5 * 60 * 1000;
const BATCH = 100;
const HOUR_MS = 60 * 60 * 1000;
const MONTH_MS = 30 * 24 * HOUR_MS;
/** By then an alarm is due, a maximum length and twice an idle timeout after the start, and has been looked for. */
const DAY_MS = MAX_LENGTH_MS + HOUR_MS;

export type Reach = 'hours' | 'day' | 'month';
/** How far back a run looks, beside what the site's own idle timeout asks for. */
const REACH_MS: Record<Reach, number> = { hours: HOUR_MS, day: DAY_MS, month: MONTH_MS };

/** Reconciles at most 100 overdue records, whichever; answers with how many there were. */
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
