/**
 * Records of before there were two tables. They wait in `sessions_to_move`, where they are found and erased as any other,
 * until they are moved (`move-records.ts`).
 */
import type { Session } from './lifecycle';
import { upgrade } from './shape';

export type OldRow = Omit<Session, 'shape' | 'writers' | 'is_bot' | Jsonified> &
  Record<Jsonified, string> & { is_bot: number };
type Jsonified =
  | 'utm_params'
  | 'device'
  | 'browser'
  | 'location'
  | 'consent'
  | 'custom_data'
  | 'merge';

const COLUMNS = `session_id, site_id, visitor_id, started_at, idle_timeout_ms, previous_session_id, fingerprint, landing_url,
  referrer, utm_params, device, browser, location, is_bot, bot_reason, identified_at, last_activity_at, page_views,
  current_url, consent, custom_data, reopened_count, version, merge, ended_at, ended_by, exit_url`;

export async function findOldRecord(db: D1Database, sessionId: string): Promise<Session | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS}, lead_id FROM sessions_to_move WHERE session_id = ?`)
    .bind(sessionId)
    .first<OldRow>();
  return row === null ? null : oldRowToSession(row);
}

/** A visitor who became known meanwhile is known in all sessions. */
export async function listOldRows(
  db: D1Database,
  before: string,
  limit: number,
): Promise<OldRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS}, COALESCE(lead_id, (SELECT lead_id FROM visitor_leads
          WHERE visitor_leads.site_id = sessions_to_move.site_id
            AND visitor_leads.visitor_id = sessions_to_move.visitor_id
          ORDER BY linked_at DESC LIMIT 1)) AS lead_id
      FROM sessions_to_move WHERE session_id < ?1 ORDER BY session_id DESC LIMIT ?2`,
    )
    .bind(before, limit)
    .all<OldRow>();
  return results;
}

/** Throws for what it cannot read. */
export function oldRowToSession(row: OldRow): Session {
  const { shape, writers, ...merge } = JSON.parse(row.merge);
  return upgrade({
    ...row,
    shape,
    writers,
    is_bot: row.is_bot === 1,
    utm_params: JSON.parse(row.utm_params),
    device: JSON.parse(row.device),
    browser: JSON.parse(row.browser),
    location: JSON.parse(row.location),
    consent: JSON.parse(row.consent),
    custom_data: JSON.parse(row.custom_data),
    merge,
  });
}

/** To be part of the transaction that writes them where they belong. */
export function removeOldRecords(db: D1Database, sessionIds: string[]): D1PreparedStatement {
  return db
    .prepare('DELETE FROM sessions_to_move WHERE session_id IN (SELECT value FROM json_each(?))')
    .bind(JSON.stringify(sessionIds));
}
