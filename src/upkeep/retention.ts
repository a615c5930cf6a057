/**
 * Deletes what is older than its site keeps, and what is left of deleted sites, in bounded batches.
 */
import { MAX_LENGTH_MS } from '../session/lifecycle';
import { finishStretch, nextStretch, type Stretch } from './walk';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Sessions looked at in a run. */
const STRETCH = 50_000;
/** Sessions deleted in one go, and at most so many goes a run. */
const BATCH = 500;
const MAX_BATCHES = 20;
/** Objects are forgotten a maximum length and an idle timeout (10 h at most) after their start. */
const OBJECTS_GONE_MS = 2 * DAY_MS;

/**
 * Goes one stretch further, or as far as one run deletes: 2.9 million sessions a day, and 14 million looked at. With
 * more than that the job lags, and says so.
 */
export async function deleteExpired(db: D1Database, now: number): Promise<void> {
  const stretch = await nextStretch(db, 'retention', STRETCH);
  let { from } = stretch;
  for (let go = 0; go < MAX_BATCHES; go += 1) {
    const last = await deleteBatch(db, { ...stretch, from }, now);
    if (last === null) return finishStretch(db, 'retention', stretch, now);
    from = last;
  }
  await finishStretch(db, 'retention', { ...stretch, to: from, isLast: false }, now);
}

/**
 * Expired sessions with their tasks. Leads, and whose they are, stay until they are erased. Answers with the last one
 * deleted; null: there are no more.
 */
async function deleteBatch(
  db: D1Database,
  { from, to }: Stretch,
  now: number,
): Promise<string | null> {
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
  const last = results.at(-1);
  if (last === undefined) return null;
  const sessionIds = JSON.stringify(results.map(({ session_id }) => session_id));
  await db.batch([
    db
      .prepare('DELETE FROM tasks WHERE session_id IN (SELECT value FROM json_each(?))')
      .bind(sessionIds),
    db
      .prepare('DELETE FROM sessions WHERE session_id IN (SELECT value FROM json_each(?))')
      .bind(sessionIds),
  ]);
  return results.length < BATCH ? null : last.session_id;
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
      AND NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.site_id = sites.site_id) LIMIT ${BATCH})`,
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
