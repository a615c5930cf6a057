/**
 * Records of before there were two tables. They wait in `sessions_to_move`, where they are found and erased as any other,
 * until they are moved (`move-records.ts`).
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

/**
 * To be part of the transaction that writes them where they belong: a visitor who became known meanwhile is known in all
 * sessions, and what was written is removed here. What must not be written, since it was erased, stays for the erasure to
 * find.
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
