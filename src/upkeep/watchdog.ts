/**
 * Finds records that are open though the alarm of their session is long overdue, and asks their objects to look: a lost
 * alarm costs minutes, not data. There is no index of open sessions, which would cost each a row; a run reads what began in
 * the last days, which costs next to nothing.
 */
import { logError } from '../log';
import { MAX_LENGTH_MS } from '../session/lifecycle';
import { toBytes, uuidOf } from '../session/record-columns';
import { sessionObject } from '../session/stub';

const DAY_MS = 24 * 60 * 60 * 1000;
/** What an object may take by itself: an alarm's delay, retries. */
export const GRACE_MS = 5 * 60 * 1000;
const BATCH = 100;
/** A session is over for good, and its alarm due, a maximum length and twice an idle timeout (10 h at most) after its start. */
const RECENT_MS = 2 * DAY_MS;
/** Older ones, such as of a time when no cron trigger ran, are looked for now and then: in one run of 2,016, a week. */
const FULL_EVERY_MS = 7 * DAY_MS;
const INTERVAL_MS = 5 * 60 * 1000;

/** Reconciles at most 100 overdue records, whichever; answers with how many there were. */
export async function reconcileOverdue(env: Env, db: D1Database, now: number): Promise<number> {
  const since = now % FULL_EVERY_MS < INTERVAL_MS ? 0 : now - RECENT_MS;
  const { results } = await db
    .prepare(
      `SELECT hex(session_id) AS id, sites.site_id FROM sites
      CROSS JOIN sessions ON sessions.site_id = ${toBytes('sites.site_id')} AND started_at >= ?1
      WHERE ended_at IS NULL
        AND MIN(last_activity_at + sessions.idle_timeout_ms, started_at + ?2) + sessions.idle_timeout_ms < ?3
      ORDER BY random() LIMIT ?4`,
    )
    .bind(since, MAX_LENGTH_MS, now - GRACE_MS, BATCH)
    .all<{ id: string; site_id: string }>();
  const answers = await Promise.allSettled(
    results.map(({ id, site_id }) => {
      const session_id = uuidOf(id) ?? '';
      return sessionObject(env, session_id).reconcile(session_id, site_id);
    }),
  );
  for (const answer of answers) {
    if (answer.status === 'rejected') logError('reconcile_failed', answer.reason);
  }
  return results.length;
}
