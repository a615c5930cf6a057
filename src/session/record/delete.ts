/** Deletes records: one that was erased, or those that are older than their site keeps. */
import type { SessionId } from '../../ids/uuid';
import { deleteTasksOfSessions } from '../../leads/tasks';
import { siteRetention } from '../../sites/sql';
import { MAX_LENGTH_MS } from '../life/expiry';
import { sessionIdOf, toBytes } from './columns';
import { MARK_FIRST_OF_OTHERS } from './first-sessions';

/** Where the counted row of a record is: ids in hexadecimal digits. */
type RecordKey = { id: string; site: string; started_at: number };

/** Removes a record that was erased, and the tasks made for it. Throws when D1 does; safe to repeat. */
export async function deleteRecord(db: D1Database, sessionId: SessionId): Promise<void> {
  const ids = JSON.stringify([sessionId]);
  await db.batch([db.prepare(MARK_FIRST_OF_OTHERS).bind(ids), ...deletions(db, [sessionId])]);
}

/** Removes records that are too old, and the tasks made for them. `keys`: where their counted rows are, if their details may be missing. */
export async function deleteRecords(
  db: D1Database,
  sessionIds: SessionId[],
  keys: RecordKey[] = [],
): Promise<void> {
  await db.batch(deletions(db, sessionIds, keys));
}

function deletions(
  db: D1Database,
  sessionIds: SessionId[],
  keys: RecordKey[] = [],
): D1PreparedStatement[] {
  const ids = JSON.stringify(sessionIds);
  const bytes = `SELECT ${toBytes('value')} FROM json_each(?1)`;
  return [
    deleteTasksOfSessions(db, sessionIds),
    ...[
      `DELETE FROM sessions WHERE (site_id, started_at, session_id) IN (
        SELECT site_id, started_at, session_id FROM session_details WHERE session_id IN (${bytes}))`,
      `DELETE FROM session_details WHERE session_id IN (${bytes})`,
      'DELETE FROM sessions_to_move WHERE session_id IN (SELECT value FROM json_each(?1))',
    ].map((sql) => db.prepare(sql).bind(ids)),
    db
      .prepare(
        `DELETE FROM sessions WHERE (site_id, started_at, session_id) IN (
          SELECT unhex(value ->> 'site'), value ->> 'started_at', unhex(value ->> 'id') FROM json_each(?1))`,
      )
      .bind(JSON.stringify(keys)),
  ];
}

/** A session may live for its maximum length, and its record has to outlast it. */
const RETENTION = siteRetention('?1', MAX_LENGTH_MS);

/** Deletes up to `limit` expired records, the oldest of each site first; answers with how many there were. */
export async function deleteExpiredRecords(
  db: D1Database,
  now: number,
  limit: number,
): Promise<number> {
  const { results } = await db
    .prepare(
      `SELECT hex(session_id) AS id, hex(sessions.site_id) AS site, started_at
      FROM ${RETENTION} AS kept CROSS JOIN sessions ON sessions.site_id = ${toBytes('kept.site_id')}
        AND sessions.started_at < kept.kept_since LIMIT ?2`,
    )
    .bind(now, limit)
    .all<RecordKey>();
  const ids = results.map(({ id }) => sessionIdOf(id));
  if (ids.length > 0) await deleteRecords(db, ids, results);
  return ids.length;
}

/** The same of records that could not be moved to the new tables (`move-old-records.ts`). */
export async function deleteExpiredOldRecords(
  db: D1Database,
  now: number,
  limit: number,
): Promise<void> {
  const { results } = await db
    .prepare(
      `SELECT session_id FROM sessions_to_move JOIN ${RETENTION} AS kept USING (site_id)
      WHERE started_at < kept.kept_since LIMIT ?2`,
    )
    .bind(now, limit)
    .all<{ session_id: SessionId }>();
  if (results.length === 0) return;
  const ids = results.map(({ session_id }) => session_id);
  await deleteRecords(db, ids);
}

/** For how long the oldest expired record of an open site has been waiting to be deleted, in ms; 0: none is. */
export async function measureRetentionLag(db: D1Database, now: number): Promise<number> {
  const lag = await db
    .prepare(
      `SELECT MAX(kept_since - (
        SELECT started_at FROM sessions WHERE sessions.site_id = ${toBytes('kept.site_id')}
        ORDER BY started_at LIMIT 1)) AS lag FROM ${RETENTION} AS kept WHERE is_deleted = 0`,
    )
    .bind(now)
    .first<number>('lag');
  return Math.max(0, lag ?? 0);
}

/** A condition in SQL, of a site's id as text: no record of it is left. */
export function hasNoRecords(siteId: string): string {
  return `NOT EXISTS (SELECT 1 FROM sessions WHERE sessions.site_id = ${toBytes(siteId)})
    AND NOT EXISTS (SELECT 1 FROM sessions_to_move WHERE sessions_to_move.site_id = ${siteId})`;
}
