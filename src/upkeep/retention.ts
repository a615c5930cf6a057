/**
 * Deletes what is older than its site keeps, and what is left of deleted sites, in bounded batches.
 */
import { MAX_LENGTH_MS } from '../session/lifecycle';
import type { Stretch } from './walk';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Sessions deleted in one go, and at most so many goes a run. */
const BATCH = 500;
const MAX_BATCHES = 10;
/** Objects are forgotten a maximum length and an idle timeout (10 h at most) after their start. */
const OBJECTS_GONE_MS = 2 * DAY_MS;

/** Deletes the expired sessions of a stretch. False: there are more than one run deletes. */
export async function deleteExpired(
  db: D1Database,
  stretch: Stretch,
  now: number,
): Promise<boolean> {
  let batch = BATCH;
  for (let go = 0; go < MAX_BATCHES && batch === BATCH; go += 1) {
    batch = await deleteBatch(db, stretch, now);
  }
  return batch < BATCH;
}

/** Expired sessions with their tasks. Leads, and whose they are, stay until they are erased. */
async function deleteBatch(db: D1Database, { from, to }: Stretch, now: number): Promise<number> {
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

/** What deleted sites had besides sessions; at last, when no object can flush any more, their marks, and those of the erased. */
export async function deleteClosedSites(db: D1Database, now: number): Promise<void> {
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
    db.prepare('DELETE FROM erased_visitors WHERE erased_at < ?').bind(now - OBJECTS_GONE_MS),
    db.prepare('DELETE FROM erased_sessions WHERE erased_at < ?').bind(now - OBJECTS_GONE_MS),
  ]);
}
