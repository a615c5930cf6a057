/**
 * Visitors whose older sessions are still to get their lead: one row each, with how far the linking has come. Those
 * that were tried longest ago come first, so that one that cannot go on holds up no other.
 */
import { hashVisitor, isVisitorUnmarked, visitorKey } from '../database/tombstones';

/** A lead, and the visitor whose sessions get it. */
export type Link = {
  site_id: string;
  visitor_id: string;
  lead_id: string;
  /** When it was made, in ms: an erasure since then takes it back. */
  since: number;
};

/** The newest session that is not looked at yet comes before this one. */
export type Before = { before_started_at: number; before_session_id: string };
/** Comes after every session. */
export const NEWEST: Before = { before_started_at: Number.MAX_SAFE_INTEGER, before_session_id: '' };

export type PendingLink = Link & Before;

/**
 * A condition in SQL, of what `bindLink` binds: visitor and site are not erased, and the lead is still theirs. It is the
 * same for all rows of a statement, and written so that SQLite makes no join of it, which would cost an index its order.
 */
export const MAY_LINK = `(${isVisitorUnmarked({ siteId: '?1', visitorHash: '?4', startedAt: '?5' })}
  AND (SELECT 1 FROM leads WHERE lead_id = ?3) = 1 AND (SELECT 1 FROM visitor_leads
    WHERE site_id = ?1 AND visitor_id = ?2 AND lead_id = ?3) = 1)`;

/** By what the visitor's sessions are found, in SQL, of what `bindLink` binds. */
export const VISITOR_KEY = 'CAST(?6 AS INTEGER)';

/** Bound as ?1 to ?6 of each statement that `MAY_LINK` is in. */
export async function bindLink({ site_id, visitor_id, lead_id, since }: Link) {
  const hash = await hashVisitor(site_id, visitor_id);
  return [site_id, visitor_id, lead_id, hash, since, visitorKey(hash)] as const;
}

/**
 * One that is there already goes back no further than it has to: what it has passed was looked at, or got its lead since,
 * unless this one says otherwise.
 */
export async function insertPendingLink(
  db: D1Database,
  link: PendingLink,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO pending_links (site_id, visitor_id, lead_id, before_started_at, before_session_id, created_at)
      SELECT ?1, ?2, ?3, ?7, ?8, ?9 WHERE ${MAY_LINK}
      ON CONFLICT DO UPDATE SET before_started_at = ?7, before_session_id = ?8
      WHERE ?7 = ${NEWEST.before_started_at}`,
    )
    .bind(...(await bindLink(link)), link.before_started_at, link.before_session_id, now)
    .run();
}

export async function listPendingLinks(db: D1Database, limit: number): Promise<PendingLink[]> {
  const { results } = await db
    .prepare(
      `SELECT site_id, visitor_id, lead_id, before_started_at, before_session_id, created_at AS since
      FROM pending_links ORDER BY tried_at LIMIT ?`,
    )
    .bind(limit)
    .all<PendingLink>();
  return results;
}

/** When the oldest was left behind, in ms since the epoch; null: none is. */
export async function findOldestLink(db: D1Database): Promise<number | null> {
  const oldest = 'SELECT created_at FROM pending_links ORDER BY created_at LIMIT 1';
  return db.prepare(oldest).first<number>('created_at');
}

const SAME_ROW = `site_id = ?1 AND visitor_id = ?2 AND lead_id = ?3
  AND before_started_at = ?4 AND before_session_id = ?5`;

/** Before it is tried: should that end the whole run, the next one begins with another. */
export function markTried(db: D1Database, link: PendingLink, now: number): Promise<boolean> {
  return change(db, `UPDATE pending_links SET tried_at = ?6 WHERE ${SAME_ROW}`, link, now);
}

/** Notes how far it has come, or with null that it is done. */
export function advancePendingLink(
  db: D1Database,
  link: PendingLink,
  next: Before | null,
): Promise<boolean> {
  if (next === null) return change(db, `DELETE FROM pending_links WHERE ${SAME_ROW}`, link);
  const advance = `UPDATE pending_links SET before_started_at = ?6, before_session_id = ?7 WHERE ${SAME_ROW}`;
  return change(db, advance, link, next.before_started_at, next.before_session_id);
}

/** False: it is gone, or somebody else has gone on from there. */
async function change(
  db: D1Database,
  sql: string,
  { site_id, visitor_id, lead_id, before_started_at, before_session_id }: PendingLink,
  ...values: (string | number)[]
): Promise<boolean> {
  const { meta } = await db
    .prepare(sql)
    .bind(site_id, visitor_id, lead_id, before_started_at, before_session_id, ...values)
    .run();
  return meta.changes > 0;
}
