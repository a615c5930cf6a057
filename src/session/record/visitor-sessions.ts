/** A visitor's sessions in D1, by the index on `visitor_key`: to link them to a lead, and to erase them. */

import { hashVisitor, visitorKey } from '../../database/tombstones';
import type { LeadId, SessionId, SiteId, VisitorId } from '../../ids/uuid';
import { type LinkParameters, mayLink } from '../../leads/sql';
import { LATEST_WAKE_SQL } from '../life/schedule';
import { sessionIdOf, toBytes } from './columns';

/** A visitor, the lead they are known as, and when they became so, in ms since the epoch. */
export type VisitorLead = {
  site_id: SiteId;
  visitor_id: VisitorId;
  lead_id: LeadId;
  since: number;
};
/** A place in the order of a visitor's sessions, the newest first: the next one comes before it. */
export type Cursor = { before_started_at: number; before_session_id: string };

export type VisitorSession = {
  session_id: SessionId;
  started_at: number;
  has_lead: boolean;
  /** Its alarm was due before `settledBefore`: its object is gone, and the record alone is to be changed. */
  is_settled: boolean;
};

/** What `bindVisitorLead` binds. */
const PARAMETERS: LinkParameters = {
  siteId: '?1',
  visitorId: '?2',
  leadId: '?3',
  visitorHash: '?4',
  since: '?5',
};
const MAY_LINK = mayLink(PARAMETERS);
/** D1 binds numbers as doubles, which hold no 64 bits: the key comes as text. */
const VISITOR_KEY = 'CAST(?6 AS INTEGER)';

async function bindVisitorLead({ site_id, visitor_id, lead_id, since }: VisitorLead) {
  const hash = await hashVisitor(site_id, visitor_id);
  return [site_id, visitor_id, lead_id, hash, since, visitorKey(hash)] as const;
}

export const LIST_VISITOR_SESSIONS = `SELECT hex(session_id) AS session_id, started_at, lead_id IS NOT NULL AS has_lead,
    ended_at IS NOT NULL AND ${LATEST_WAKE_SQL} < ?9 AS is_settled
  FROM sessions INDEXED BY sessions_by_visitor_key
  WHERE site_id = ${toBytes('?1')} AND visitor_key = ${VISITOR_KEY} AND ${MAY_LINK}
    AND (started_at, session_id) < (?7, ${toBytes('?8')})
  ORDER BY sessions.started_at DESC, sessions.session_id DESC LIMIT ?10`;

/** The newest `limit` sessions before the cursor; none where visitor, site or lead has been erased since. */
export async function listVisitorSessions(
  db: D1Database,
  visitor: VisitorLead,
  { before_started_at, before_session_id }: Cursor,
  { settledBefore, limit }: { settledBefore: number; limit: number },
): Promise<VisitorSession[]> {
  const { results } = await db
    .prepare(LIST_VISITOR_SESSIONS)
    .bind(
      ...(await bindVisitorLead(visitor)),
      before_started_at,
      before_session_id,
      settledBefore,
      limit,
    )
    .all<{ session_id: string; started_at: number; has_lead: number; is_settled: number }>();
  return results.map((row) => ({
    session_id: sessionIdOf(row.session_id),
    started_at: row.started_at,
    has_lead: row.has_lead === 1,
    is_settled: row.is_settled === 1,
  }));
}

/** Gives the lead to ended sessions that have none, unless visitor, site or lead has been erased since. */
export async function linkRecords(
  db: D1Database,
  visitor: VisitorLead,
  sessions: { session_id: SessionId; started_at: number }[],
): Promise<void> {
  await db
    .prepare(
      `UPDATE sessions SET lead_id = ${toBytes('?3')}
      WHERE (site_id, started_at, session_id) IN (
          SELECT ${toBytes('?1')}, value ->> 'started_at', ${toBytes("value ->> 'session_id'")} FROM json_each(?7))
        AND visitor_key = ${VISITOR_KEY} AND lead_id IS NULL AND ended_at IS NOT NULL AND ${MAY_LINK}`,
    )
    .bind(...(await bindVisitorLead(visitor)), JSON.stringify(sessions))
    .run();
}

/** Ids of up to `limit` sessions of the visitor that started by `startedBy` (ms since the epoch). */
export async function listVisitorSessionIds(
  db: D1Database,
  { site_id, visitor_id }: { site_id: SiteId; visitor_id: VisitorId },
  startedBy: number,
  limit: number,
): Promise<SessionId[]> {
  const key = visitorKey(await hashVisitor(site_id, visitor_id));
  const { results } = await db
    .prepare(
      `SELECT hex(session_id) AS id FROM sessions INDEXED BY sessions_by_visitor_key
        WHERE site_id = ${toBytes('?1')} AND visitor_key = CAST(?5 AS INTEGER) AND started_at <= ?3
      UNION ALL SELECT session_id FROM sessions_to_move WHERE site_id = ?1 AND visitor_id = ?2 AND started_at <= ?3
      LIMIT ?4`,
    )
    .bind(site_id, visitor_id, startedBy, limit, key)
    .all<{ id: string }>();
  return results.map(({ id }) => sessionIdOf(id));
}

/**
 * A condition in SQL, of SQL expressions: the visitor has a session with this lead that started after a time. `visitorKey`:
 * as `visitorKey` gives it, in decimal digits.
 */
export function hasSessionSince(visitor: {
  siteId: string;
  visitorKey: string;
  leadId: string;
  startedAfter: string;
}): string {
  return `EXISTS (SELECT 1 FROM sessions INDEXED BY sessions_by_visitor_key
    WHERE site_id = ${toBytes(visitor.siteId)} AND visitor_key = CAST(${visitor.visitorKey} AS INTEGER)
      AND started_at > ${visitor.startedAfter} AND sessions.lead_id = ${toBytes(visitor.leadId)})`;
}
