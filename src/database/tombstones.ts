/**
 * Tombstones: what was erased leaves one in D1, as a deleted site does (`src/sites/sql.ts`), so that nothing that is still on
 * its way is written again: no record, no lead, no task. A session that begins after the tombstone is not affected by it.
 */
import { sha256Hex } from '../ids/hash';
import type { SessionId, SiteId, VisitorId } from '../ids/uuid';

/** The tombstone of a visitor holds this hash, not the id. */
export function hashVisitor(siteId: SiteId, visitorId: VisitorId): Promise<string> {
  return sha256Hex(`${siteId}/${visitorId}`);
}

/**
 * The first 64 bits of the hash as a signed integer, in decimal digits since a JavaScript number holds 53. D1 counts and finds
 * visitors by it. The chance that any two of ten million visitors of a site share a key is 1 in 370,000.
 */
export function visitorKey(visitorHash: string): string {
  return BigInt.asIntN(64, BigInt(`0x${visitorHash.slice(0, 16)}`)).toString();
}

type VisitorSql = { siteId: string; visitorHash: string; startedAt: string };

/** A condition in SQL, of SQL expressions: the visitor was not erased after `startedAt`. */
export function isVisitorNotErased({ siteId, visitorHash, startedAt }: VisitorSql): string {
  return `NOT EXISTS (SELECT 1 FROM erased_visitors
    WHERE site_id = ${siteId} AND visitor_hash = ${visitorHash} AND erased_at >= ${startedAt})`;
}

/** A condition in SQL, of SQL expressions: neither the session nor its visitor was erased after `startedAt`. */
export function isNotErased(session: VisitorSql & { sessionId: string }): string {
  return `${isVisitorNotErased(session)} AND NOT EXISTS (SELECT 1 FROM erased_sessions
    WHERE session_id = ${session.sessionId} AND erased_at >= ${session.startedAt})`;
}

/** `now`: the time of the erasure, in ms since the epoch; a later one that is stored already stands. Throws when D1 does. */
export async function writeVisitorTombstone(
  db: D1Database,
  siteId: SiteId,
  visitorId: VisitorId,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO erased_visitors (site_id, visitor_hash, erased_at) VALUES (?, ?, ?)
      ON CONFLICT (site_id, visitor_hash) DO UPDATE SET erased_at = MAX(erased_at, excluded.erased_at)`,
    )
    .bind(siteId, await hashVisitor(siteId, visitorId), now)
    .run();
}

/** The same for one session. */
export async function writeSessionTombstone(
  db: D1Database,
  sessionId: SessionId,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO erased_sessions (session_id, erased_at) VALUES (?, ?)
      ON CONFLICT (session_id) DO UPDATE SET erased_at = MAX(erased_at, excluded.erased_at)`,
    )
    .bind(sessionId, now)
    .run();
}

/** Tombstones older than `?1` (ms since the epoch) are deleted by these statements, at most `limit` of each a time. */
export function deleteOldTombstones(limit: number): string[] {
  return [
    `DELETE FROM erased_visitors WHERE (site_id, visitor_hash) IN (
      SELECT site_id, visitor_hash FROM erased_visitors WHERE erased_at < ?1 LIMIT ${limit})`,
    `DELETE FROM erased_sessions WHERE session_id IN (
      SELECT session_id FROM erased_sessions WHERE erased_at < ?1 LIMIT ${limit})`,
  ];
}
