/**
 * What was erased is marked in D1, as a deleted site is, so that nothing that is still on its way is written
 * again: no record, no lead, no task. A session that begins after the mark is not meant by it.
 */
import { sha256Hex } from '../ids/hash';

/** An erased visitor is remembered by this, not by the id. */
export function hashVisitor(siteId: string, visitorId: string): Promise<string> {
  return sha256Hex(`${siteId}/${visitorId}`);
}

/**
 * 64 bits of it, as an integer in decimal digits: more than a JavaScript number holds. The visitor, for all that is counted
 * and found in D1: of ten million visitors of a site, two share a key once in 370,000 times.
 */
export function visitorKey(visitorHash: string): string {
  return BigInt.asIntN(64, BigInt(`0x${visitorHash.slice(0, 16)}`)).toString();
}

type MarkedVisitor = { siteId: string; visitorHash: string; startedAt: string };

/** A condition in SQL, of SQL expressions: neither the site nor the visitor has been erased since then. */
export function isVisitorUnmarked({ siteId, visitorHash, startedAt }: MarkedVisitor): string {
  return `NOT EXISTS (SELECT 1 FROM sites WHERE site_id = ${siteId} AND deleted_at IS NOT NULL)
    AND NOT EXISTS (SELECT 1 FROM erased_visitors
      WHERE site_id = ${siteId} AND visitor_hash = ${visitorHash} AND erased_at >= ${startedAt})`;
}

/** The same: no mark stands against writing of this session. */
export function isUnmarked(session: MarkedVisitor & { sessionId: string }): string {
  return `(${isVisitorUnmarked(session)}
    AND NOT EXISTS (SELECT 1 FROM erased_sessions
      WHERE session_id = ${session.sessionId} AND erased_at >= ${session.startedAt}))`;
}

export async function markVisitor(
  db: D1Database,
  siteId: string,
  visitorId: string,
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

export async function markSession(db: D1Database, sessionId: string, now: number): Promise<void> {
  await db
    .prepare(
      `INSERT INTO erased_sessions (session_id, erased_at) VALUES (?, ?)
      ON CONFLICT (session_id) DO UPDATE SET erased_at = MAX(erased_at, excluded.erased_at)`,
    )
    .bind(sessionId, now)
    .run();
}
