/**
 * The record of a session in D1: a projection of what its object holds, in two rows that are written together. A flush
 * carries whole records and is guarded by `version`, so that retried, doubled and reordered flushes are harmless. A record
 * that was erased, alone or with its visitor, or of a deleted site, is never written again.
 */

import { hashVisitor, isUnmarked, visitorKey } from '../../database/tombstones';
import { leadOfVisitor } from '../../leads/store';
import type { Session } from '../life/session';
import {
  COUNTED_COLUMNS,
  countedValues,
  DETAIL_COLUMNS,
  detailValues,
  insertColumn,
  MOVING_COUNTED,
  MOVING_DETAILS,
  type RecordRow,
  rowToSession,
  selectColumn,
  toBytes,
  uuidOf,
} from './columns';
import { type OldRow, oldRowToSession, selectOldRecord } from './old-records';

/**
 * What a packed record holds, by name and in order. A record of another layout is left to the object that made it. The
 * number grows when a column comes to mean something else.
 */
const LAYOUT = `3 ${COUNTED_COLUMNS.join()};${DETAIL_COLUMNS.join()}`;

/**
 * A record that D1 is to have. `counted` and `details`: the values of the columns, as JSON text that crosses RPC and goes on
 * to D1 for a fraction of what the session's tree costs. Worker and objects are deployed apart, so `layout` names the columns.
 */
export type Unwritten = Pick<
  Session,
  'session_id' | 'site_id' | 'visitor_id' | 'lead_id' | 'version' | 'started_at'
> & { layout: string; counted: string; details: string };
/** What D1 has of a session; `visitor_lead_id` is the lead that its visitor is known as. */
export type Written = { session_id: string; version: number; visitor_lead_id: string | null };
export type FlushResult = ({ kind: 'written' } & Written) | { kind: 'erased' };

/** D1 takes 2 MB in one value, and a character is up to 3 bytes. A record alone is below 100,000 characters. */
const MAX_VALUE_LENGTH = 500_000;

/** The session as its record is to be, at whatever time it is written. */
export function packRecord(session: Session): Unwritten {
  const { session_id, site_id, visitor_id, lead_id, version, started_at } = session;
  const [counted, details] = [countedValues(session), detailValues(session)];
  return {
    layout: LAYOUT,
    session_id,
    site_id,
    visitor_id,
    lead_id,
    version,
    started_at,
    counted: JSON.stringify(COUNTED_COLUMNS.map((column) => counted[column])),
    details: JSON.stringify(DETAIL_COLUMNS.map((column) => details[column])),
  };
}

/** Whether this version can write what an object has packed, which may run another one. */
export function isKnownLayout(unwritten: { layout?: unknown }): boolean {
  return unwritten.layout === LAYOUT;
}

/**
 * Writes records, each unless D1 has it or a newer one, and answers with what D1 has of them: nothing of those
 * that must not be written. `alongside`: further statements of the same transaction. Throws when D1 does, and then
 * nothing is written; repeating is harmless.
 */
export async function flushRecords(
  db: D1Database,
  records: Unwritten[],
  alongside: D1PreparedStatement[] = [],
): Promise<Written[]> {
  const packs = packTogether(await Promise.all(records.map(toRows)));
  const answers = await db.batch<Written>([
    ...packs.flatMap(({ counted, details, keys }) => [
      db.prepare(UPSERT_COUNTED).bind(counted),
      db.prepare(UPSERT_DETAILS).bind(details),
      db.prepare(SELECT_WRITTEN).bind(keys),
    ]),
    ...alongside,
  ]);
  return answers.flatMap(({ results }) => results);
}

/** For each statement what it needs of a record, as JSON. */
type Rows = { counted: string; details: string; keys: string };

async function toRows(record: Unwritten): Promise<Rows> {
  const { session_id, site_id, visitor_id, started_at, version, counted, details } = record;
  const hash = await hashVisitor(site_id, visitor_id);
  return {
    counted: `{"visitor_hash":"${hash}","visitor_key":"${visitorKey(hash)}","record":${counted}}`,
    details: `{"version":${version},"record":${details}}`,
    keys: JSON.stringify({ session_id, site_id, visitor_id, started_at, version }),
  };
}

/** JSON arrays of rows, none too long for one value. */
function packTogether(rows: Rows[]): Rows[] {
  const packs: Rows[][] = [];
  let room = 0;
  for (const row of rows) {
    const length = row.counted.length + row.details.length;
    if (length > room) {
      packs.push([]);
      room = MAX_VALUE_LENGTH;
    }
    packs.at(-1)?.push(row);
    room -= length + 1;
  }
  return packs.map((pack) => ({
    counted: `[${pack.map(({ counted }) => counted).join()}]`,
    details: `[${pack.map(({ details }) => details).join()}]`,
    keys: `[${pack.map(({ keys }) => keys).join()}]`,
  }));
}

/** Writes the record unless D1 has a newer one. Throws when D1 does; repeating is harmless. */
export async function flushRecord(db: D1Database, session: Session): Promise<FlushResult> {
  // An end has most likely been written by the Worker.
  const known = session.ended_at === null ? null : await findWritten(db, session);
  if (known !== null) return known;
  const [written] = await flushRecords(db, [packRecord(session)]);
  if (written !== undefined) return { kind: 'written', ...written };
  const newer = await findWritten(db, session);
  if (newer === null) throw new Error('the flushed record is not there');
  return newer;
}

/** D1 has this version or a newer one, or must not have any; null when it has neither. */
async function findWritten(db: D1Database, session: Session): Promise<FlushResult | null> {
  const { session_id, site_id, visitor_id, started_at } = session;
  const row = await db
    .prepare(
      `SELECT (SELECT version FROM sessions WHERE site_id = ${toBytes('?2')} AND started_at = ?5
          AND session_id = ${toBytes('?1')}) AS version,
        ${isUnmarked({ siteId: '?2', visitorHash: '?4', sessionId: '?1', startedAt: '?5' })} AS is_unmarked,
        ${leadOfVisitor('?2', '?3')} AS visitor_lead_id`,
    )
    .bind(session_id, site_id, visitor_id, await hashVisitor(site_id, visitor_id), started_at)
    .first<{ version: number | null; is_unmarked: number; visitor_lead_id: string | null }>();
  if (row?.is_unmarked === 0) return { kind: 'erased' };
  if (row?.version == null || row.version < session.version) return null;
  const { version, visitor_lead_id } = row;
  return { kind: 'written', session_id, version, visitor_lead_id };
}

/** The session as D1 knows it, or null. Without a site every database given is asked. */
export async function findRecord(
  databases: D1Database[],
  sessionId: string,
): Promise<Session | null> {
  const found = await Promise.all(databases.map((db) => findIn(db, sessionId)));
  return found.find((session) => session !== null) ?? null;
}

async function findIn(db: D1Database, sessionId: string): Promise<Session | null> {
  // In one transaction: it may be moved at any moment.
  const [found, old] = await db.batch([
    db.prepare(SELECT_RECORD).bind(sessionId),
    selectOldRecord(db, sessionId),
  ]);
  const [row, oldRow] = [found?.results[0], old?.results[0]];
  if (row !== undefined) return rowToSession(row as RecordRow);
  return oldRow === undefined ? null : oldRowToSession(oldRow as OldRow);
}

/** Which site the record is of: all that an erasure needs, so that no record is too broken to be erased. */
export async function findSiteOfRecord(db: D1Database, sessionId: string): Promise<string | null> {
  const site = await db
    .prepare(
      `SELECT hex(site_id) AS site FROM session_details WHERE session_id = ${toBytes('?1')}
      UNION ALL SELECT site_id FROM sessions_to_move WHERE session_id = ?1`,
    )
    .bind(sessionId)
    .first<string>('site');
  return uuidOf(site);
}

/** Removes the record and the tasks made for it. */
export async function deleteRecord(db: D1Database, sessionId: string): Promise<void> {
  await deleteRecords(db, [sessionId]);
}

/** `keys`: where their counted rows are, as JSON of `id`, `site` and `started_at`, for whoever knows. */
export async function deleteRecords(
  db: D1Database,
  sessionIds: string[],
  keys = '[]',
): Promise<void> {
  const ids = JSON.stringify(sessionIds);
  const bytes = `SELECT ${toBytes('value')} FROM json_each(?1)`;
  await db.batch([
    ...[
      'DELETE FROM tasks WHERE session_id IN (SELECT value FROM json_each(?1))',
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
      .bind(keys),
  ]);
}

function element(columns: readonly string[], column: string): string {
  return `record ->> ${columns.indexOf(column)}`;
}

function insertAll(columns: readonly string[]): string {
  return columns.map((column) => insertColumn(column, element(columns, column))).join(', ');
}

function assignAll(columns: readonly string[]): string {
  return columns.map((column) => `${column} = excluded.${column}`).join(', ');
}

/** Of any number of records, which come as a JSON array. */
const UPSERT_COUNTED = `WITH incoming AS MATERIALIZED (
    SELECT value ->> 'visitor_hash' AS visitor_hash, CAST(value ->> 'visitor_key' AS INTEGER) AS visitor_key,
      jsonb_extract(value, '$.record') AS record FROM json_each(?1))
  INSERT INTO sessions (${COUNTED_COLUMNS.join(', ')}, visitor_key)
  SELECT ${insertAll(COUNTED_COLUMNS)}, visitor_key FROM incoming
  WHERE ${isUnmarked({
    siteId: element(COUNTED_COLUMNS, 'site_id'),
    visitorHash: 'incoming.visitor_hash',
    sessionId: element(COUNTED_COLUMNS, 'session_id'),
    startedAt: element(COUNTED_COLUMNS, 'started_at'),
  })}
  ON CONFLICT DO UPDATE SET ${assignAll(MOVING_COUNTED)},
    lead_id = COALESCE(excluded.lead_id, sessions.lead_id)
  WHERE excluded.version > sessions.version`;

/** Only beside the other row of the same version, and only what is new. */
const UPSERT_DETAILS = `WITH incoming AS MATERIALIZED (
    SELECT value ->> 'version' AS version, jsonb_extract(value, '$.record') AS record FROM json_each(?1))
  INSERT INTO session_details (${DETAIL_COLUMNS.join(', ')})
  SELECT ${insertAll(DETAIL_COLUMNS)} FROM incoming
  WHERE incoming.version = (SELECT version FROM sessions
    WHERE site_id = ${insertColumn('site_id', element(DETAIL_COLUMNS, 'site_id'))}
      AND started_at = ${element(DETAIL_COLUMNS, 'started_at')}
      AND session_id = ${insertColumn('session_id', element(DETAIL_COLUMNS, 'session_id'))})
  ON CONFLICT DO UPDATE SET ${assignAll(MOVING_DETAILS)}
  WHERE ${MOVING_DETAILS.map((column) => `excluded.${column} IS NOT session_details.${column}`).join(' OR ')}`;

const SELECT_WRITTEN = `SELECT value ->> 'session_id' AS session_id, sessions.version,
    ${leadOfVisitor("value ->> 'site_id'", "value ->> 'visitor_id'")} AS visitor_lead_id
  FROM json_each(?1) CROSS JOIN sessions ON sessions.site_id = ${toBytes("value ->> 'site_id'")}
    AND sessions.started_at = value ->> 'started_at' AND sessions.session_id = ${toBytes("value ->> 'session_id'")}
  WHERE sessions.version >= value ->> 'version'`;

const SELECT_RECORD = `SELECT ${COUNTED_COLUMNS.map((column) => selectColumn('sessions', column)).join(', ')},
    ${DETAIL_COLUMNS.filter((column) => !['session_id', 'site_id', 'started_at'].includes(column))
      .map((column) => selectColumn('session_details', column))
      .join(', ')}
  FROM session_details JOIN sessions USING (site_id, started_at, session_id)
  WHERE session_details.session_id = ${toBytes('?')}`;
