/**
 * Deletes what is older than its site keeps, and what is left of deleted sites, in bounded batches.
 */
import { MAX_LENGTH_MS } from '../session/life/lifecycle';
import { toBytes, uuidOf } from '../session/record/columns';
import { deleteRecords } from '../session/record/record';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Sessions deleted in one go, and at most so many goes a run: 2.9 million sessions a day. */
const BATCH = 500;
const MAX_BATCHES = 20;
/**
 * Objects are forgotten a maximum length and twice an idle timeout (10 h at most) after their start, those whose id is of a
 * clock that is ahead a day later.
 */
const OBJECTS_GONE_MS = 3 * DAY_MS;

/** Since when a site keeps its sessions. One may live for its maximum length, and its record must outlast it. */
const KEPT_SINCE = `(?1 - ${MAX_LENGTH_MS} - retention_days * ${DAY_MS})`;

/** A site's oldest sessions, by the order of the table, up to what it keeps; of a deleted site all. */
const EXPIRED = `FROM sites CROSS JOIN sessions ON sessions.site_id = ${toBytes('sites.site_id')}
  AND sessions.started_at < IIF(deleted_at IS NULL, ${KEPT_SINCE}, ${Number.MAX_SAFE_INTEGER})`;

/** Deletes expired sessions with their tasks, as many as a run may. Leads, and whose they are, stay until they are erased. */
export async function deleteExpired(db: D1Database, now: number): Promise<void> {
  for (let go = 0; go < MAX_BATCHES; go += 1) {
    const { results } = await db
      .prepare(
        `SELECT hex(session_id) AS id, hex(sessions.site_id) AS site, started_at ${EXPIRED} LIMIT ?2`,
      )
      .bind(now, BATCH)
      .all<{ id: string; site: string; started_at: number }>();
    if (results.length > 0) {
      await deleteRecords(
        db,
        results.map(({ id }) => uuidOf(id) ?? ''),
        JSON.stringify(results),
      );
    }
    if (results.length < BATCH) return;
  }
}

/** The same of what could not be moved (`src/session/record/move-old-records.ts`), a batch of it. */
export async function deleteExpiredOldRecords(db: D1Database, now: number): Promise<void> {
  const { results } = await db
    .prepare(
      `SELECT session_id FROM sessions_to_move JOIN sites USING (site_id)
      WHERE deleted_at IS NOT NULL OR started_at < ${KEPT_SINCE} LIMIT ?2`,
    )
    .bind(now, BATCH)
    .all<{ session_id: string }>();
  if (results.length > 0)
    await deleteRecords(
      db,
      results.map(({ session_id }) => session_id),
    );
}

/** For how long the oldest session that is to be deleted has been waiting, in ms; 0: there is none. */
export async function measureRetentionLag(db: D1Database, now: number): Promise<number> {
  const lag = await db
    .prepare(
      `SELECT MAX(${KEPT_SINCE} - (
        SELECT started_at FROM sessions WHERE sessions.site_id = ${toBytes('sites.site_id')}
        ORDER BY started_at LIMIT 1)) AS lag FROM sites WHERE deleted_at IS NULL`,
    )
    .bind(now)
    .first<number>('lag');
  return Math.max(0, lag ?? 0);
}

const CLOSED = 'SELECT site_id FROM sites WHERE deleted_at IS NOT NULL';
const SOME_LEADS = `SELECT lead_id FROM leads WHERE site_id IN (${CLOSED}) LIMIT ${BATCH}`;

/**
 * What deleted sites had besides sessions; at last, when no object can flush any more, their marks, and those of the
 * erased. Each is found by an index, and no run deletes more than a batch of it; a lead and a site go
 * after what belongs to them.
 */
export const CLOSING_STATEMENTS = {
  ofSites: [
    `DELETE FROM tasks WHERE task_id IN (
      SELECT task_id FROM tasks WHERE lead_id IN (${SOME_LEADS}) LIMIT ${BATCH})`,
    `DELETE FROM leads WHERE lead_id IN (${SOME_LEADS})
      AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.lead_id = leads.lead_id)`,
    `DELETE FROM visitor_leads WHERE (site_id, visitor_id, lead_id) IN (
      SELECT site_id, visitor_id, lead_id FROM visitor_leads WHERE site_id IN (${CLOSED}) LIMIT ${BATCH})`,
    `DELETE FROM pending_links WHERE (site_id, visitor_id, lead_id) IN (
      SELECT site_id, visitor_id, lead_id FROM pending_links WHERE site_id IN (${CLOSED}) LIMIT ${BATCH})`,
  ],
  /** Of before the time bound. */
  marks: [
    `DELETE FROM sites WHERE site_id IN (SELECT site_id FROM sites WHERE deleted_at < ?
      AND NOT EXISTS (SELECT 1 FROM leads WHERE leads.site_id = sites.site_id)
      AND NOT EXISTS (SELECT 1 FROM visitor_leads WHERE visitor_leads.site_id = sites.site_id)
      AND NOT EXISTS (SELECT 1 FROM pending_links WHERE pending_links.site_id = sites.site_id)
      AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.site_id = ${toBytes('sites.site_id')})
      AND NOT EXISTS (SELECT 1 FROM sessions_to_move WHERE sessions_to_move.site_id = sites.site_id) LIMIT ${BATCH})`,
    `DELETE FROM erased_visitors WHERE (site_id, visitor_hash) IN (
      SELECT site_id, visitor_hash FROM erased_visitors WHERE erased_at < ? LIMIT ${BATCH})`,
    `DELETE FROM erased_sessions WHERE session_id IN (
      SELECT session_id FROM erased_sessions WHERE erased_at < ? LIMIT ${BATCH})`,
  ],
};

export async function deleteClosedSites(db: D1Database, now: number): Promise<void> {
  const { ofSites, marks } = CLOSING_STATEMENTS;
  await db.batch([
    ...ofSites.map((sql) => db.prepare(sql)),
    ...marks.map((sql) => db.prepare(sql).bind(now - OBJECTS_GONE_MS)),
  ]);
}
