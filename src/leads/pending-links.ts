/** Visitors whose older sessions are still to get their lead: one row each, with how far the linking has come. */

export type PendingLink = {
  site_id: string;
  visitor_id: string;
  lead_id: string;
  /** The newest session that is not looked at yet comes before this one. */
  before_session_id: string;
};

export async function insertPendingLink(
  db: D1Database,
  { site_id, visitor_id, lead_id, before_session_id }: PendingLink,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO pending_links (site_id, visitor_id, lead_id, before_session_id, created_at)
      VALUES (?, ?, ?, ?, ?) ON CONFLICT (site_id, visitor_id, lead_id)
      DO UPDATE SET before_session_id = MAX(before_session_id, excluded.before_session_id)`,
    )
    .bind(site_id, visitor_id, lead_id, before_session_id, now)
    .run();
}

/** The oldest first. */
export async function listPendingLinks(db: D1Database, limit: number): Promise<PendingLink[]> {
  const { results } = await db
    .prepare(
      `SELECT site_id, visitor_id, lead_id, before_session_id FROM pending_links
      ORDER BY created_at LIMIT ?`,
    )
    .bind(limit)
    .all<PendingLink>();
  return results;
}

/** When the oldest was left behind, in ms since the epoch; null: none is. */
export async function listOldestLink(db: D1Database): Promise<number | null> {
  const oldest = 'SELECT created_at FROM pending_links ORDER BY created_at LIMIT 1';
  return db.prepare(oldest).first<number>('created_at');
}

/** Notes how far it has come, or with null that it is done; unless somebody else has gone on from there. */
export async function advancePendingLink(
  db: D1Database,
  { site_id, visitor_id, lead_id, before_session_id }: PendingLink,
  next: string | null,
): Promise<void> {
  const sameRow = `site_id = ?1 AND visitor_id = ?2 AND lead_id = ?3 AND before_session_id = ?4`;
  const sql =
    next === null
      ? `DELETE FROM pending_links WHERE ${sameRow}`
      : `UPDATE pending_links SET before_session_id = ?5 WHERE ${sameRow}`;
  const values = [site_id, visitor_id, lead_id, before_session_id];
  await db
    .prepare(sql)
    .bind(...values, ...(next === null ? [] : [next]))
    .run();
}
