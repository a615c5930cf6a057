/**
 * Deletes what is older than a site keeps, and what is left of deleted sites, in bounded batches: a run that
 * does not finish goes on at the next.
 */
import { MAX_LENGTH_MS } from '../session/lifecycle';

const DAY_MS = 24 * 60 * 60 * 1000;
const BATCH = 500;
/** A run's whole budget, over all sites of a database. */
const MAX_DELETED = 5_000;
/** Objects are forgotten a maximum length and an idle timeout (10 h at most) after their start. */
const OBJECTS_GONE_MS = 2 * DAY_MS;

/** Answers with the number of sessions deleted. */
export async function enforceRetention(db: D1Database, now: number): Promise<number> {
  const { results } = await db
    .prepare('SELECT site_id, retention_days, deleted_at FROM sites')
    .all<{ site_id: string; retention_days: number; deleted_at: number | null }>();
  let deleted = 0;
  for (const { site_id, retention_days, deleted_at } of results) {
    // A session may live for its maximum length, and its record must outlast it.
    const before = deleted_at === null ? now - retention_days * DAY_MS - MAX_LENGTH_MS : now;
    let batch = BATCH;
    while (batch === BATCH && deleted < MAX_DELETED) {
      batch = await deleteSessions(db, site_id, before);
      deleted += batch;
    }
    if (deleted_at !== null && batch < BATCH)
      await deleteRest(db, site_id, deleted_at < now - OBJECTS_GONE_MS);
    if (deleted >= MAX_DELETED) break;
  }
  await db
    .prepare('DELETE FROM erased_visitors WHERE erased_at < ?')
    .bind(now - OBJECTS_GONE_MS)
    .run();
  return deleted;
}

/** The oldest sessions of a site, with their tasks and the links of visitors nobody remembers otherwise. */
async function deleteSessions(db: D1Database, siteId: string, before: number): Promise<number> {
  const { results } = await db
    .prepare(
      'SELECT session_id, visitor_id FROM sessions WHERE site_id = ? AND started_at < ? ORDER BY started_at LIMIT ?',
    )
    .bind(siteId, before, BATCH)
    .all<{ session_id: string; visitor_id: string }>();
  if (results.length === 0) return 0;
  const sessionIds = JSON.stringify(results.map(({ session_id }) => session_id));
  const visitorIds = JSON.stringify([...new Set(results.map(({ visitor_id }) => visitor_id))]);
  await db.batch([
    db
      .prepare('DELETE FROM tasks WHERE session_id IN (SELECT value FROM json_each(?))')
      .bind(sessionIds),
    db
      .prepare('DELETE FROM sessions WHERE session_id IN (SELECT value FROM json_each(?))')
      .bind(sessionIds),
    db
      .prepare(
        `DELETE FROM visitor_leads WHERE site_id = ?1 AND visitor_id IN (SELECT value FROM json_each(?2))
        AND NOT EXISTS (SELECT 1 FROM sessions
          WHERE sessions.site_id = ?1 AND sessions.visitor_id = visitor_leads.visitor_id)`,
      )
      .bind(siteId, visitorIds),
  ]);
  return results.length;
}

/** What a deleted site had besides sessions; at last the mark itself. */
async function deleteRest(db: D1Database, siteId: string, withMark: boolean): Promise<void> {
  await db.batch([
    db.prepare('DELETE FROM tasks WHERE site_id = ?').bind(siteId),
    db.prepare('DELETE FROM visitor_leads WHERE site_id = ?').bind(siteId),
    db.prepare('DELETE FROM leads WHERE site_id = ?').bind(siteId),
    db.prepare('DELETE FROM sites WHERE site_id = ? AND ?').bind(siteId, withMark ? 1 : 0),
  ]);
}
