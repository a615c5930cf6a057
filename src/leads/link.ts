import { databaseFor } from '../databases';
import { MAX_LENGTH_MS, type Session } from '../session/lifecycle';
import { callSession } from '../session/stub';

/** Sessions asked in one go; a visitor has rarely more than one that is not final. */
const BATCH = 50;
/** By then the object of a final session is gone, and its record alone is to be changed. */
const SETTLED_MS = 10 * 60 * 1000;

/**
 * Gives the visitor's other sessions without a lead this one: final ones in D1, the others through their
 * objects. Sessions not yet in D1 find the lead themselves when they are first written. Safe to repeat.
 */
export async function linkVisitorSessions(
  env: Env,
  session: Session,
  leadId: string,
): Promise<void> {
  const { site_id, visitor_id, session_id } = session;
  const db = databaseFor(env, site_id);
  await db
    .prepare(
      `UPDATE sessions SET lead_id = ?3 WHERE site_id = ?1 AND visitor_id = ?2 AND lead_id IS NULL
        AND ended_at IS NOT NULL AND session_id != ?4
        AND MIN(last_activity_at + idle_timeout_ms, started_at + ?5) < ?6`,
    )
    .bind(site_id, visitor_id, leadId, session_id, MAX_LENGTH_MS, Date.now() - SETTLED_MS)
    .run();
  for (let after = ''; ; ) {
    const { results } = await db
      .prepare(
        `SELECT session_id FROM sessions WHERE site_id = ? AND visitor_id = ? AND lead_id IS NULL
          AND session_id != ? AND session_id > ? ORDER BY session_id LIMIT ?`,
      )
      .bind(site_id, visitor_id, session_id, after, BATCH)
      .all<{ session_id: string }>();
    const answers = await Promise.all(
      results.map(({ session_id: other }) =>
        callSession(env, other, (object) => object.link(other, site_id, leadId)),
      ),
    );
    if (answers.some((answer) => 'refusal' in answer && answer.refusal === 'unavailable')) {
      throw new Error('a session of the visitor could not be reached');
    }
    const last = results.at(-1);
    if (last === undefined || results.length < BATCH) return;
    after = last.session_id;
  }
}
