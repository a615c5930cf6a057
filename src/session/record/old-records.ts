/**
 * Records from before there were two tables, in the table `sessions_to_move`. They are read and erased as any other record,
 * until they are moved (`move-old-records.ts`).
 */
import type { SessionId } from '../../ids/uuid';
import { leadOfVisitor } from '../../leads/sql';
import type { Session } from '../life/session';
import { upgrade } from '../life/shape';
import { toBytes } from './columns';

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

/** To be part of a larger batch. */
export function selectOldRecord(db: D1Database, sessionId: SessionId): D1PreparedStatement {
  return db
    .prepare(`SELECT ${COLUMNS}, lead_id FROM sessions_to_move WHERE session_id = ?`)
    .bind(sessionId);
}

/** The newest `limit` of those before an id. */
export async function listOldRows(
  db: D1Database,
  before: string,
  limit: number,
): Promise<OldRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS}, lead_id FROM sessions_to_move
      WHERE session_id < ?1 ORDER BY session_id DESC LIMIT ?2`,
    )
    .bind(before, limit)
    .all<OldRow>();
  return results;
}

/** The session of an old row; throws if the row is unreadable. */
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

/**
 * Statements for the transaction that writes old records to the new tables: sessions get the lead that their visitor was
 * linked to meanwhile, and rows that were written are deleted here. A row that was refused, because it is being erased,
 * stays, so that the erasure finds it.
 */
export function settleOldRecords(db: D1Database, sessions: Session[]): D1PreparedStatement[] {
  const keys = JSON.stringify(
    sessions.map(({ session_id, site_id, visitor_id, started_at }) => {
      return { session_id, site_id, visitor_id, started_at };
    }),
  );
  const lead = leadOfVisitor("moved.value ->> 'site_id'", "moved.value ->> 'visitor_id'");
  return [
    db
      .prepare(
        `UPDATE sessions SET lead_id = ${toBytes(lead)} FROM json_each(?) AS moved
        WHERE sessions.site_id = ${toBytes("moved.value ->> 'site_id'")}
          AND sessions.started_at = moved.value ->> 'started_at'
          AND sessions.session_id = ${toBytes("moved.value ->> 'session_id'")}
          AND sessions.lead_id IS NULL AND ${lead} IS NOT NULL`,
      )
      .bind(keys),
    db
      .prepare(
        `DELETE FROM sessions_to_move WHERE session_id IN (
          SELECT value ->> 'session_id' FROM json_each(?) WHERE EXISTS (
            SELECT 1 FROM session_details WHERE session_id = ${toBytes("value ->> 'session_id'")}))`,
      )
      .bind(keys),
  ];
}
