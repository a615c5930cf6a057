/** Reads the record of a session from D1. */
import { asId, type SessionId, type SiteId } from '../../ids/uuid';
import type { Session } from '../life/session';
import {
  COUNTED_COLUMNS,
  DETAIL_COLUMNS,
  type RecordRow,
  rowToSession,
  selectColumn,
  selectCounted,
  toBytes,
  uuidOf,
} from './columns';
import { isKeptSession } from './kept';
import { type OldRow, oldRowToSession, selectOldRecord } from './old-records';

/** To be shown: null, too, where the site no longer keeps it. `now` in ms since the epoch. */
export type ToShow = { siteId: SiteId; now: number };

/** The session as D1 knows it, or null. Every database given is asked. Throws when D1 does. */
export async function findRecord(
  databases: D1Database[],
  sessionId: SessionId,
  toShow: ToShow | null = null,
): Promise<Session | null> {
  const found = await Promise.all(databases.map((db) => findIn(db, sessionId, toShow)));
  return found.find((session) => session !== null) ?? null;
}

async function findIn(
  db: D1Database,
  sessionId: SessionId,
  toShow: ToShow | null,
): Promise<Session | null> {
  const record =
    toShow === null
      ? db.prepare(SELECT_RECORD).bind(sessionId)
      : db.prepare(SELECT_KEPT).bind(sessionId, toShow.siteId, toShow.now);
  // In one transaction, because the cron trigger may move it from one table to the other at any moment.
  const [found, old] = await db.batch([record, selectOldRecord(db, sessionId)]);
  const [row, oldRow] = [found?.results[0], old?.results[0]];
  if (row !== undefined) return rowToSession(row as RecordRow);
  return oldRow === undefined ? null : oldRowToSession(oldRow as OldRow);
}

/** The site of a record; null: there is no record. Reads nothing else, so that an unreadable record can be erased. */
export async function findSiteOfRecord(
  db: D1Database,
  sessionId: SessionId,
): Promise<SiteId | null> {
  const site = await db
    .prepare(
      `SELECT hex(site_id) AS site FROM session_details WHERE session_id = ${toBytes('?1')}
      UNION ALL SELECT site_id FROM sessions_to_move WHERE session_id = ?1`,
    )
    .bind(sessionId)
    .first<string>('site');
  const siteId = uuidOf(site);
  return siteId === null ? null : asId(siteId);
}

const KEY_COLUMNS = ['session_id', 'site_id', 'started_at'];

/** The columns of a `RecordRow`, of both tables. */
export const RECORD_COLUMNS = [
  ...COUNTED_COLUMNS.map(selectCounted),
  ...DETAIL_COLUMNS.filter((column) => !KEY_COLUMNS.includes(column)).map((column) =>
    selectColumn('session_details', column),
  ),
].join(', ');

const SELECT_RECORD = `SELECT ${RECORD_COLUMNS}
  FROM session_details JOIN sessions USING (site_id, started_at, session_id)
  WHERE session_details.session_id = ${toBytes('?1')}`;

const SELECT_KEPT = `${SELECT_RECORD}
  AND ${isKeptSession({ siteId: '?2', sessionId: '?1', now: '?3' })}`;
