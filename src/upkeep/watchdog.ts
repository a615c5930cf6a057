/**
 * Finds records that are open though their time is long over, and asks their objects to look: a lost alarm
 * costs minutes, not data. A record that stays open is put at the end of the list.
 */
import { logError } from '../log';
import { MAX_LENGTH_MS } from '../session/lifecycle';
import { sessionObject } from '../session/stub';

/** What an object may take by itself: a minute of lag, an alarm's delay, retries. */
export const GRACE_MS = 5 * 60 * 1000;
const BATCH = 100;

/** Reconciles at most 100 overdue records; answers with how many there were. */
export async function reconcileOverdue(env: Env, db: D1Database, now: number): Promise<number> {
  const { results } = await db
    .prepare(
      `SELECT session_id, site_id FROM sessions
      WHERE ended_at IS NULL AND due_at < ?1 AND MIN(last_activity_at + idle_timeout_ms, started_at + ?2) < ?1
      ORDER BY due_at LIMIT ?3`,
    )
    .bind(now - GRACE_MS, MAX_LENGTH_MS, BATCH)
    .all<{ session_id: string; site_id: string }>();
  const answers = await Promise.allSettled(
    results.map(({ session_id, site_id }) =>
      sessionObject(env, session_id).reconcile(session_id, site_id),
    ),
  );
  for (const answer of answers) {
    if (answer.status === 'rejected') logError('reconcile_failed', answer.reason);
  }
  await db
    .prepare(
      `UPDATE sessions SET due_at = ?1 WHERE ended_at IS NULL AND due_at < ?2
        AND session_id IN (SELECT value FROM json_each(?3))`,
    )
    .bind(now, now - GRACE_MS, JSON.stringify(results.map(({ session_id }) => session_id)))
    .run();
  return results.length;
}
