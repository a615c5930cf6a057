/**
 * Sessions as lists show them: the fields that are counted, from D1 alone. Time passes first, as everywhere: a session that D1
 * has open, though its time is over, is shown as ended, and one that is older than its site keeps is not shown. Records that are
 * still to be moved from the old table are not listed.
 */
import { hashVisitor, visitorKey } from '../../database/tombstones';
import { cutPage, type Page } from '../../ids/page';
import { asId, type LeadId, type SessionId, type SiteId, type VisitorId } from '../../ids/uuid';
import { listVisitorsOfLead } from '../../leads/list';
import { keptSince } from '../../sites/sql';
import { deadlineOf, endByTime } from '../life/expiry';
import type { Channel, EndedBy, ExitType } from '../life/session';
import { selectCounted, sessionIdOf, toBytes, uuidOf } from './columns';

/** What is shown under its own name, in the order in which it is shown. */
export const LISTED_COLUMNS = [
  'identified_at',
  'started_at',
  'last_activity_at',
  'ended_at',
  'ended_by',
  'exit_type',
  'duration',
  'active_time',
  'page_views',
  'engaged',
  'reopened_count',
  'is_bot',
  'device_type',
  'os',
  'browser',
  'language',
  'country',
  'region',
  'city',
  'source',
  'channel',
  'referrer_host',
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
] as const;
/** All that a listed session is made of. */
export const LISTED_ROW_COLUMNS = [
  'session_id',
  'visitor_id',
  'lead_id',
  ...LISTED_COLUMNS,
  'landing_path',
  'exit_path',
] as const;
const COLUMNS = [...LISTED_ROW_COLUMNS, 'idle_timeout_ms'] as const;

/** What is shown as it is stored, or as time has made it. Times in ms since the epoch, durations in ms. */
type Facts = {
  identified_at: number | null;
  started_at: number;
  last_activity_at: number;
  ended_at: number | null;
  ended_by: EndedBy | null;
  exit_type: ExitType | null;
  duration: number;
  active_time: number;
  page_views: number;
  reopened_count: number;
  channel: Channel | null;
} & Record<
  | 'device_type'
  | 'os'
  | 'browser'
  | 'language'
  | 'country'
  | 'region'
  | 'city'
  | 'source'
  | 'referrer_host'
  | 'utm_source'
  | 'utm_medium'
  | 'utm_campaign'
  | 'utm_term'
  | 'utm_content',
  string | null
>;
/** A row with time passed. Ids in hexadecimal digits. */
export type ListedRow = Facts & {
  session_id: string;
  visitor_id: string;
  lead_id: string | null;
  engaged: number;
  is_bot: number;
  landing_path: string | null;
  exit_path: string | null;
};
/** As it is read. */
type Row = ListedRow & { idle_timeout_ms: number };

export type ListedSession = Facts & {
  session_id: SessionId;
  site_id: SiteId;
  visitor_id: VisitorId;
  lead_id: LeadId | null;
  status: 'active' | 'ended';
  engaged: boolean;
  is_bot: boolean;
  /** Paths of addresses. */
  entry_page: string | null;
  exit_page: string | null;
};
export type ListedSessions = { sessions: ListedSession[]; next: string | null };

/** A visitor's sessions, the newest first; none where D1 knows no such visitor. Reads what it shows. Throws when D1 does. */
export async function listSessionsOfVisitor(
  db: D1Database,
  { site_id, visitor_id }: { site_id: SiteId; visitor_id: VisitorId },
  page: Page,
  now: number,
): Promise<ListedSessions> {
  return listSessionsOf(db, site_id, { visitors: [visitor_id], lead_id: null }, page, now);
}

/**
 * A lead's sessions, the newest first; null: the site has no such lead. There is no index on leads, which would cost each
 * session a row: they are found by the lead's visitors, of whom those linked last are asked, at most 1,000. Throws when D1 does.
 */
export async function listSessionsOfLead(
  db: D1Database,
  { site_id, lead_id }: { site_id: SiteId; lead_id: LeadId },
  page: Page,
  now: number,
): Promise<ListedSessions | null> {
  const visitors = await listVisitorsOfLead(db, site_id, lead_id);
  return visitors && listSessionsOf(db, site_id, { visitors, lead_id }, page, now);
}

async function listSessionsOf(
  db: D1Database,
  siteId: SiteId,
  { visitors, lead_id }: { visitors: VisitorId[]; lead_id: LeadId | null },
  { limit, after }: Page,
  now: number,
): Promise<ListedSessions> {
  const visitorKeys = await Promise.all(
    visitors.map(async (visitor) => visitorKey(await hashVisitor(siteId, visitor))),
  );
  const keys = 'SELECT CAST(value AS INTEGER) FROM json_each(?2)';
  // With one visitor, as nearly always, SQLite reads in the order of the index and stops when the page is full.
  const isOfVisitors = visitors.length === 1 ? `= (${keys})` : `IN (${keys})`;
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS.map(selectCounted).join(', ')}
      FROM sessions INDEXED BY sessions_by_visitor_key
      WHERE site_id = ${toBytes('?1')} AND visitor_key ${isOfVisitors}
        AND (started_at, session_id) < (?3, ${toBytes('?4')}) AND started_at >= ${keptSince('?1', '?7')}
        AND (?5 IS NULL OR lead_id = ${toBytes('?5')})
      ORDER BY sessions.started_at DESC, sessions.session_id DESC LIMIT ?6`,
    )
    .bind(siteId, JSON.stringify(visitorKeys), after.at, after.id, lead_id, limit + 1, now)
    .all<Row>();
  const sessions = results.map((row) => {
    const { idle_timeout_ms: _, ...listed } = row;
    return toListed({ ...listed, ...endOf(row, now) }, siteId);
  });
  const { items, next } = cutPage(sessions, limit, ({ started_at, session_id }) => ({
    at: started_at,
    id: session_id,
  }));
  return { sessions: items, next };
}

/** A session of a list. `row` has no columns but these. */
export function toListed(
  { session_id, visitor_id, lead_id, landing_path, exit_path, ...facts }: ListedRow,
  siteId: SiteId,
): ListedSession {
  const lead = uuidOf(lead_id);
  return {
    session_id: sessionIdOf(session_id),
    site_id: siteId,
    visitor_id: asId(uuidOf(visitor_id) ?? ''),
    lead_id: lead === null ? null : asId(lead),
    status: facts.ended_at === null ? 'active' : 'ended',
    ...facts,
    engaged: facts.engaged === 1,
    is_bot: facts.is_bot === 1,
    entry_page: landing_path,
    exit_page: exit_path,
  };
}

/** How time has ended a session that the record tells to be open; nothing where it has not. */
function endOf(row: Row, now: number) {
  if (row.ended_at !== null || now < deadlineOf(row)) return {};
  const end = endByTime(row);
  return { ...end, exit_type: 'timeout' as const, duration: end.ended_at - row.started_at };
}
