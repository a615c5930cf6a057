/**
 * Pending links: one row for each visitor whose older sessions are still to get their lead, with the position that linking has
 * reached. Rows that were tried longest ago come first, so that one that fails does not delay the others.
 */

import { hashVisitor } from '../../database/tombstones';
import type { SiteId, VisitorId } from '../../ids/uuid';
import { mayLink } from '../../leads/sql';
import { CLOSED_SITES } from '../../sites/sql';
import type { Cursor, VisitorLead } from '../record/visitor-sessions';

/** Comes after every session. */
export const NEWEST: Cursor = { before_started_at: Number.MAX_SAFE_INTEGER, before_session_id: '' };

export type PendingLink = VisitorLead & Cursor;

/**
 * Stores a pending link, unless the visitor, the site or the lead was erased. A row that is there keeps its position, except
 * that a link from the very start sets it back. Throws when D1 does.
 */
export async function insertPendingLink(
  db: D1Database,
  link: PendingLink,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO pending_links (site_id, visitor_id, lead_id, before_started_at, before_session_id, created_at)
      SELECT ?1, ?2, ?3, ?6, ?7, ?8 WHERE ${MAY_LINK}
      ON CONFLICT DO UPDATE SET before_started_at = ?6, before_session_id = ?7
      WHERE ?6 = ${NEWEST.before_started_at}`,
    )
    .bind(
      link.site_id,
      link.visitor_id,
      link.lead_id,
      await hashVisitor(link.site_id, link.visitor_id),
      link.since,
      link.before_started_at,
      link.before_session_id,
      now,
    )
    .run();
}

/** The least recently tried first. */
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

/** When the oldest pending link was stored, in ms since the epoch; null if there is none. */
export async function findOldestLink(db: D1Database): Promise<number | null> {
  const oldest = 'SELECT created_at FROM pending_links ORDER BY created_at LIMIT 1';
  return db.prepare(oldest).first<number>('created_at');
}

const MAY_LINK = mayLink({
  siteId: '?1',
  visitorId: '?2',
  leadId: '?3',
  visitorHash: '?4',
  since: '?5',
});

const SAME_ROW = `site_id = ?1 AND visitor_id = ?2 AND lead_id = ?3
  AND before_started_at = ?4 AND before_session_id = ?5`;

/** To be called before it is tried, so that the next run begins with another one even if this run is cut off. */
export function markTried(db: D1Database, link: PendingLink, now: number): Promise<boolean> {
  return change(db, `UPDATE pending_links SET tried_at = ?6 WHERE ${SAME_ROW}`, link, now);
}

/** Stores the new position; null: it is done, and the row is deleted. False: another run was faster. */
export function advancePendingLink(
  db: D1Database,
  link: PendingLink,
  next: Cursor | null,
): Promise<boolean> {
  if (next === null) return change(db, `DELETE FROM pending_links WHERE ${SAME_ROW}`, link);
  const advance = `UPDATE pending_links SET before_started_at = ?6, before_session_id = ?7 WHERE ${SAME_ROW}`;
  return change(db, advance, link, next.before_started_at, next.before_session_id);
}

/** False: the row is gone, or another run has moved its position. */
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

/** A statement that deletes those of an erased visitor. `madeBy`: the time of the erasure, in ms since the epoch. */
export function deletePendingLinks(
  db: D1Database,
  siteId: SiteId,
  visitorId: VisitorId,
  madeBy: number,
): D1PreparedStatement {
  const sql =
    'DELETE FROM pending_links WHERE site_id = ?1 AND visitor_id = ?2 AND created_at <= ?3';
  return db.prepare(sql).bind(siteId, visitorId, madeBy);
}

/** A statement that deletes those of deleted sites, at most `limit` a time. */
export function deletePendingLinksOfClosedSites(limit: number): string {
  return `DELETE FROM pending_links WHERE (site_id, visitor_id, lead_id) IN (
    SELECT site_id, visitor_id, lead_id FROM pending_links WHERE site_id IN (${CLOSED_SITES}) LIMIT ${limit})`;
}

/** A condition in SQL, of a site's id: the site has no pending link. */
export function hasNoPendingLinks(siteId: string): string {
  return `NOT EXISTS (SELECT 1 FROM pending_links WHERE pending_links.site_id = ${siteId})`;
}
