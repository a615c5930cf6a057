/** Records that look open though the alarm of their session is long due. */
import type { SessionId, SiteId } from '../../ids/uuid';
import { SITE_TIMEOUTS } from '../../sites/sql';
import { LATEST_WAKE_SQL } from '../life/schedule';
import { sessionIdOf, toBytes } from './columns';

/**
 * At most `limit` sessions, whichever, whose alarm was due before `dueBefore` (ms since the epoch). There is no index of open
 * sessions, which would cost each a row: of each site are read those that started within `reachMs` and four idle timeouts
 * before that.
 */
export async function listOverdueSessions(
  db: D1Database,
  { dueBefore, reachMs, limit }: { dueBefore: number; reachMs: number; limit: number },
): Promise<{ session_id: SessionId; site_id: SiteId }[]> {
  const { results } = await db
    .prepare(
      `SELECT hex(session_id) AS id, timeouts.site_id FROM ${SITE_TIMEOUTS} AS timeouts
      CROSS JOIN sessions ON sessions.site_id = ${toBytes('timeouts.site_id')}
        AND started_at >= ?2 - ?1 - 4 * site_timeout_ms
      WHERE ended_at IS NULL AND ${LATEST_WAKE_SQL} < ?2
      ORDER BY random() LIMIT ?3`,
    )
    .bind(reachMs, dueBefore, limit)
    .all<{ id: string; site_id: SiteId }>();
  return results.map(({ id, site_id }) => ({ session_id: sessionIdOf(id), site_id }));
}
