/**
 * The sessions that reports count, as of now, for statements of other rooms: subqueries and expressions in SQL. This is the twin
 * in SQL of `passTime` (`life/expiry.ts`) and of `measure` (`life/measure.ts`), held to them by a test.
 */
import { keptSince } from '../../sites/sql';
import { MAX_LENGTH_MS } from '../life/expiry';
import { ENGAGED_ACTIVE_MS } from '../life/measure';
import { DIMENSIONS, toBytes, visitorOf } from './columns';
import { isFirst } from './first-sessions';

/**
 * Expressions. `siteId` as text; the others in ms since the epoch. `toId`, in bytes: of those that started at `to` the ones up to
 * this id, too. `keptSince`: since when the site keeps its sessions, where that is known and need not be looked up.
 */
export type CountedSql = {
  siteId: string;
  from: string;
  to: string;
  toId?: string;
  now: string;
  keptSince?: string;
};

/** As they are stored. */
const PLAIN_COLUMNS = [
  'started_at',
  'session_id',
  'visitor_key',
  'lead_id',
  'identified_at',
  'last_activity_at',
  'page_views',
  'reopened_count',
  ...DIMENSIONS,
  'landing_path',
  'exit_path',
] as const;

/**
 * A subquery: the sessions of a site that started in `[from, to)` and are within its retention, with time passed. A session that
 * D1 has as open though its idle timeout or the 24 hours are over has ended, and ended as `passTime` says.
 *
 * Columns: those above, `visitor_id`, `is_open`, which is 1 where nothing has been written of an end, `status`, `ended_at`, `ended_by`,
 * `exit_type`, `duration`, `active_time`, `engaged`, and `is_first`, which is 1 for the first of the visitor's sessions at the site,
 * whichever of them are counted. Each costs only where it is used.
 */
export function countedSessions({
  siteId,
  from,
  to,
  toId,
  now,
  keptSince: kept = keptSince(siteId, now),
}: CountedSql): string {
  const isBefore =
    toId === undefined
      ? `sessions.started_at < ${to}`
      : `(sessions.started_at, sessions.session_id) <= (${to}, ${toId})`;
  const idleAt = '(sessions.last_activity_at + sessions.idle_timeout_ms)';
  const maxAt = `(sessions.started_at + ${MAX_LENGTH_MS})`;
  const isIdle = `(sessions.ended_at IS NULL AND ${idleAt} <= MIN(${now}, ${maxAt}))`;
  const isTooLong = `(sessions.ended_at IS NULL AND ${maxAt} <= ${now} AND ${maxAt} < ${idleAt})`;
  // What is stored is limited to the length of the session, which is longer now.
  const reported = `COALESCE((SELECT merge ->> 'active_time' FROM session_details
    WHERE session_details.session_id = sessions.session_id), sessions.active_time)`;
  const activeTime = `IIF(${isTooLong}, MIN(${reported}, ${MAX_LENGTH_MS}), sessions.active_time)`;
  const passed = (idle: string, tooLong: string, stored: string) =>
    `CASE WHEN ${isIdle} THEN ${idle} WHEN ${isTooLong} THEN ${tooLong} ELSE ${stored} END`;
  return `(SELECT ${PLAIN_COLUMNS.map((column) => `sessions.${column}`).join(', ')},
    ${visitorOf('sessions')} AS visitor_id,
    (sessions.ended_at IS NULL) AS is_open,
    IIF(sessions.ended_at IS NULL AND NOT ${isIdle} AND NOT ${isTooLong}, 'active', 'ended') AS status,
    ${passed('sessions.last_activity_at', maxAt, 'sessions.ended_at')} AS ended_at,
    ${passed("'idle'", "'max_length'", 'sessions.ended_by')} AS ended_by,
    ${passed("'timeout'", "'timeout'", 'sessions.exit_type')} AS exit_type,
    IIF(${isTooLong}, ${MAX_LENGTH_MS}, sessions.duration) AS duration,
    ${activeTime} AS active_time,
    (sessions.engaged OR (${isTooLong} AND ${activeTime} >= ${ENGAGED_ACTIVE_MS})) AS engaged,
    ${isFirst('sessions')} AS is_first
  FROM sessions WHERE sessions.site_id = ${toBytes(siteId)}
    AND sessions.started_at >= MAX(${from}, ${kept}) AND ${isBefore})`;
}

/**
 * An expression: a visitor's id, in bytes, of expressions for the site's id as text and for the visitor's key. Null where no
 * session is left.
 */
export function visitorOfKey(siteId: string, visitorKey: string): string {
  return `(SELECT ${visitorOf('sessions')} FROM sessions INDEXED BY sessions_by_visitor_key
    WHERE sessions.site_id = ${toBytes(siteId)} AND sessions.visitor_key = ${visitorKey} LIMIT 1)`;
}
