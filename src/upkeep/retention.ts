/**
 * Deletes what is older than its site keeps, and what is left of deleted sites, in bounded batches: every run
 * walks a stretch of the sessions by their key and the next one goes on from there. An index by time
 * would make each session a row more expensive; reading is a thousand times cheaper than writing.
 */
import { MAX_LENGTH_MS } from '../session/lifecycle';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Sessions looked at in a run. At a run every 5 minutes, 5.7 million a day. */
const STRETCH = 20_000;
/** Sessions deleted in one go, and at most so many goes a run. */
const BATCH = 500;
const MAX_BATCHES = 10;
/** Objects are forgotten a maximum length and an idle timeout (10 h at most) after their start. */
const OBJECTS_GONE_MS = 2 * DAY_MS;

/** Answers with the number of sessions deleted. */
export async function enforceRetention(db: D1Database, now: number): Promise<number> {
  const stretch = await nextStretch(db);
  let deleted = 0;
  let batch = BATCH;
  for (let go = 0; go < MAX_BATCHES && batch === BATCH; go += 1) {
    batch = await deleteExpired(db, stretch, now);
    deleted += batch;
  }
  // A stretch that is not finished is walked again.
  if (batch < BATCH) {
    await db
      .prepare('UPDATE retention_walk SET after_session_id = ?1 WHERE after_session_id != ?1')
      .bind(stretch.isLast ? '' : stretch.to)
      .run();
  }
  await deleteClosedSites(db, now);
  await db
    .prepare('DELETE FROM erased_visitors WHERE erased_at < ?')
    .bind(now - OBJECTS_GONE_MS)
    .run();
  return deleted;
}

type Stretch = { from: string; to: string; isLast: boolean };

async function nextStretch(db: D1Database): Promise<Stretch> {
  const walk = await db
    .prepare(
      `SELECT after_session_id, MAX(session_id) AS last, COUNT(session_id) AS seen
      FROM retention_walk LEFT JOIN (
        SELECT session_id FROM sessions
        WHERE session_id > (SELECT after_session_id FROM retention_walk) ORDER BY session_id LIMIT ?
      ) GROUP BY after_session_id`,
    )
    .bind(STRETCH)
    .first<{ after_session_id: string; last: string | null; seen: number }>();
  const from = walk?.after_session_id ?? '';
  return { from, to: walk?.last ?? from, isLast: (walk?.seen ?? 0) < STRETCH };
}

/** Expired sessions with their tasks. Leads, and whose they are, stay until they are erased. */
async function deleteExpired(db: D1Database, { from, to }: Stretch, now: number): Promise<number> {
  const { results } = await db
    .prepare(
      `SELECT session_id FROM sessions JOIN sites USING (site_id)
      WHERE session_id > ?1 AND session_id <= ?2
        AND (deleted_at IS NOT NULL OR started_at < ?3 - retention_days * ?4)
      ORDER BY session_id LIMIT ?5`,
    )
    // A session may live for its maximum length, and its record must outlast it.
    .bind(from, to, now - MAX_LENGTH_MS, DAY_MS, BATCH)
    .all<{ session_id: string }>();
  if (results.length === 0) return 0;
  const sessionIds = JSON.stringify(results.map(({ session_id }) => session_id));
  await db.batch([
    db
      .prepare('DELETE FROM tasks WHERE session_id IN (SELECT value FROM json_each(?))')
      .bind(sessionIds),
    db
      .prepare('DELETE FROM sessions WHERE session_id IN (SELECT value FROM json_each(?))')
      .bind(sessionIds),
  ]);
  return results.length;
}

/** What deleted sites had besides sessions; at last, when no object can flush any more, their marks. */
async function deleteClosedSites(db: D1Database, now: number): Promise<void> {
  const closed = 'SELECT site_id FROM sites WHERE deleted_at IS NOT NULL';
  await db.batch([
    db
      .prepare(
        `DELETE FROM tasks WHERE lead_id IN (SELECT lead_id FROM leads WHERE site_id IN (${closed}) LIMIT ?)`,
      )
      .bind(BATCH),
    db
      .prepare(
        `DELETE FROM visitor_leads WHERE lead_id IN (SELECT lead_id FROM leads WHERE site_id IN (${closed}) LIMIT ?)`,
      )
      .bind(BATCH),
    db
      .prepare(
        `DELETE FROM leads WHERE lead_id IN (SELECT lead_id FROM leads WHERE site_id IN (${closed}) LIMIT ?)`,
      )
      .bind(BATCH),
    db
      .prepare(
        `DELETE FROM sites WHERE deleted_at < ?
        AND NOT EXISTS (SELECT 1 FROM leads WHERE leads.site_id = sites.site_id)
        AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.site_id = sites.site_id)`,
      )
      .bind(now - OBJECTS_GONE_MS),
  ]);
}
