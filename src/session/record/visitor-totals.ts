/** What a visitor's sessions come to, in D1. */
import { hashVisitor, visitorKey } from '../../database/tombstones';
import type { SiteId, VisitorId } from '../../ids/uuid';
import { keptSince } from '../../sites/sql';
import { MAX_LENGTH_MS } from '../life/expiry';
import { toBytes } from './columns';

/** Times in ms since the epoch, durations in ms. */
export type VisitorTotals = {
  first_seen_at: number;
  last_seen_at: number;
  sessions: number;
  totals: { page_views: number; duration: number; active_time: number };
};

/** A session that D1 has open, though its maximum length is over, has lasted that long. */
const DURATION = `IIF(ended_at IS NULL AND ?3 >= started_at + ${MAX_LENGTH_MS}
  AND last_activity_at + idle_timeout_ms > started_at + ${MAX_LENGTH_MS}, ${MAX_LENGTH_MS}, duration)`;

/** Over all sessions of the visitor that D1 has and the site keeps, bots too; null: there is none. Reads each of them. Throws when D1 does. */
export async function sumVisitor(
  db: D1Database,
  { site_id, visitor_id }: { site_id: SiteId; visitor_id: VisitorId },
  now: number,
): Promise<VisitorTotals | null> {
  const key = visitorKey(await hashVisitor(site_id, visitor_id));
  const row = await db
    .prepare(
      `SELECT MIN(started_at) AS first_seen_at, MAX(last_activity_at) AS last_seen_at, COUNT(*) AS sessions,
        SUM(page_views) AS page_views, SUM(${DURATION}) AS duration, SUM(active_time) AS active_time
      FROM sessions INDEXED BY sessions_by_visitor_key
      WHERE site_id = ${toBytes('?1')} AND visitor_key = CAST(?2 AS INTEGER)
        AND started_at >= ${keptSince('?1', '?3')}`,
    )
    .bind(site_id, key, now)
    .first<Omit<VisitorTotals, 'totals'> & VisitorTotals['totals']>();
  if (row === null || row.sessions === 0) return null;
  const { page_views, duration, active_time, ...seen } = row;
  return { ...seen, totals: { page_views, duration, active_time } };
}
