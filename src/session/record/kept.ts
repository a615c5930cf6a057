/** Whether a session is still within the retention of its site, for statements about what hangs on it. */
import { keptSince } from '../../sites/sql';
import { toBytes } from './columns';

/**
 * A condition in SQL, of SQL expressions; ids as text, `now` in ms since the epoch. A session that D1 does not have yet is
 * kept; one that it does not have any more has left nothing.
 */
export function isKeptSession(session: { siteId: string; sessionId: string; now: string }): string {
  return `NOT EXISTS (SELECT 1 FROM session_details WHERE session_id = ${toBytes(session.sessionId)}
    AND started_at < ${keptSince(session.siteId, session.now)})`;
}
