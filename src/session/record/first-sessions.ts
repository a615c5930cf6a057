/**
 * Which session is the first of its visitor: `sessions.is_first`. Worked out when a record is written, because reports over a
 * million sessions cannot look for an earlier one of each. Records come in any order, so a later record may be of an earlier
 * session: then the one that was first is so no longer. If the first is erased, the next becomes first, as if there had been
 * none before. If it is deleted because it is too old, the next does not: its visitor was known.
 */
import { toBytes } from './columns';

/** Expressions in SQL. `siteId` and `sessionId`: bytes. */
type Place = { siteId: string; visitorKey: string; startedAt: string; sessionId: string };

const placeOf = (table: string): Place => ({
  siteId: `${table}.site_id`,
  visitorKey: `${table}.visitor_key`,
  startedAt: `${table}.started_at`,
  sessionId: `${table}.session_id`,
});

/** A condition in SQL: D1 has no earlier session of the visitor. One look-up in an index. */
export function hasNoEarlier({ siteId, visitorKey, startedAt, sessionId }: Place): string {
  return `NOT EXISTS (SELECT 1 FROM sessions AS earlier INDEXED BY sessions_by_visitor_key
    WHERE earlier.site_id = ${siteId} AND earlier.visitor_key = ${visitorKey}
      AND (earlier.started_at, earlier.session_id) < (${startedAt}, ${sessionId}))`;
}

/** A condition in SQL, of a table or an alias with the columns of `sessions`: it is the visitor's first. */
export function isFirst(table: string): string {
  return `COALESCE(${table}.is_first, ${hasNoEarlier(placeOf(table))})`;
}

/**
 * To be run after records were written. `?1`: their keys, as a JSON array of `site_id`, `visitor_key`, `started_at` and
 * `session_id`. The session that follows one of them is not its visitor's first.
 */
export const UNMARK_FOLLOWING = `UPDATE sessions SET is_first = 0
  WHERE is_first = 1 AND NOT ${hasNoEarlier(placeOf('sessions'))}
    AND (site_id, started_at, session_id) IN (
      SELECT following.site_id, following.started_at, following.session_id
      FROM json_each(?1) CROSS JOIN sessions AS following INDEXED BY sessions_by_visitor_key
        ON following.site_id = ${toBytes("value ->> 'site_id'")}
          AND following.visitor_key = CAST(value ->> 'visitor_key' AS INTEGER)
          AND (following.started_at, following.session_id) = (
            SELECT later.started_at, later.session_id FROM sessions AS later INDEXED BY sessions_by_visitor_key
            WHERE later.site_id = ${toBytes("value ->> 'site_id'")}
              AND later.visitor_key = CAST(value ->> 'visitor_key' AS INTEGER)
              AND (later.started_at, later.session_id) > (value ->> 'started_at', ${toBytes("value ->> 'session_id'")})
            ORDER BY later.started_at, later.session_id LIMIT 1))`;

/** To be run before sessions are erased. `?1`: their ids, as a JSON array. Of each visitor's others, the first becomes so. */
export const MARK_FIRST_OF_OTHERS = `WITH gone AS MATERIALIZED (
    SELECT ${toBytes('value')} AS session_id FROM json_each(?1))
  UPDATE sessions SET is_first = 1
  WHERE is_first = 0 AND (site_id, started_at, session_id) IN (
    SELECT next.site_id, next.started_at, next.session_id
    FROM gone CROSS JOIN session_details USING (session_id)
      CROSS JOIN sessions AS first USING (site_id, started_at, session_id)
      CROSS JOIN sessions AS next INDEXED BY sessions_by_visitor_key
        ON next.site_id = first.site_id AND next.visitor_key = first.visitor_key
          AND (next.started_at, next.session_id) = (
            SELECT other.started_at, other.session_id FROM sessions AS other INDEXED BY sessions_by_visitor_key
            WHERE other.site_id = first.site_id AND other.visitor_key = first.visitor_key
              AND other.session_id NOT IN (SELECT session_id FROM gone)
            ORDER BY other.started_at, other.session_id LIMIT 1)
    WHERE ${isFirst('first')})`;
