/**
 * Writes records to D1: two rows each, together. A flush carries whole records and is guarded by `version`, so that retried,
 * doubled and reordered flushes are harmless. A record that was erased, alone or with its visitor, or whose site was
 * deleted, is never written again.
 */

import { hashVisitor, isNotErased, visitorKey } from '../../database/tombstones';
import type { LeadId, SessionId } from '../../ids/uuid';
import { leadOfVisitor } from '../../leads/sql';
import { isSiteOpen } from '../../sites/sql';
import type { Session } from '../life/session';
import { chunkByLength } from './chunks';
import {
  COUNTED_COLUMNS,
  DETAIL_COLUMNS,
  insertColumn,
  MOVING_COUNTED,
  MOVING_DETAILS,
  toBytes,
} from './columns';
import { hasNoEarlier, UNMARK_FOLLOWING } from './first-sessions';
import { type PackedRecord, packRecord } from './pack';

/** What D1 has of a session; `visitor_lead_id` is the lead that its visitor is known as. */
export type Written = { session_id: SessionId; version: number; visitor_lead_id: LeadId | null };
export type FlushResult = Written | { error: 'session_erased' };

/**
 * Writes records, each unless D1 has this version or a newer one. Returns what D1 then has of them; a record that is missing
 * there was refused, because it was erased. `alongside`: further statements of the same transaction. Throws when D1 does,
 * and then nothing is written; safe to repeat.
 */
export async function flushRecords(
  db: D1Database,
  records: PackedRecord[],
  alongside: D1PreparedStatement[] = [],
): Promise<Written[]> {
  const packs = packTogether(await Promise.all(records.map(toRows)));
  const answers = await db.batch<Written>([
    ...packs.flatMap(({ counted, details, keys }) => [
      db.prepare(UPSERT_COUNTED).bind(counted),
      db.prepare(UPSERT_DETAILS).bind(details),
      db.prepare(UNMARK_FOLLOWING).bind(keys),
      db.prepare(SELECT_WRITTEN).bind(keys),
    ]),
    ...alongside,
  ]);
  return answers.flatMap(({ results }) => results);
}

/** What each statement needs of a record, as JSON. */
type Rows = { counted: string; details: string; keys: string };

async function toRows(record: PackedRecord): Promise<Rows> {
  const { session_id, site_id, visitor_id, started_at, version, counted, details } = record;
  const hash = await hashVisitor(site_id, visitor_id);
  const visitor_key = visitorKey(hash);
  return {
    counted: `{"visitor_hash":"${hash}","visitor_key":"${visitor_key}","record":${counted}}`,
    details: `{"version":${version},"record":${details}}`,
    keys: JSON.stringify({ session_id, site_id, visitor_id, visitor_key, started_at, version }),
  };
}

/** JSON arrays, none longer than D1 accepts as one value. */
function packTogether(rows: Rows[]): Rows[] {
  const chunks = chunkByLength(rows, ({ counted, details }) => counted.length + details.length);
  return chunks.map((pack) => ({
    counted: `[${pack.map(({ counted }) => counted).join()}]`,
    details: `[${pack.map(({ details }) => details).join()}]`,
    keys: `[${pack.map(({ keys }) => keys).join()}]`,
  }));
}

/** Writes the record unless D1 has a newer one. Throws when D1 does; repeating is harmless. */
export async function flushRecord(db: D1Database, session: Session): Promise<FlushResult> {
  // The Worker has most likely written the end already, and a read is cheaper than a write.
  const known = session.ended_at === null ? null : await findWritten(db, session);
  if (known !== null) return known;
  const [written] = await flushRecords(db, [packRecord(session)]);
  if (written !== undefined) return written;
  const newer = await findWritten(db, session);
  if (newer === null) throw new Error('the flushed record is not there');
  return newer;
}

/** What D1 has of the session, if it is this version or a newer one, or `session_erased`; else null. */
async function findWritten(db: D1Database, session: Session): Promise<FlushResult | null> {
  const { session_id, site_id, visitor_id, started_at } = session;
  const row = await db
    .prepare(
      `SELECT (SELECT version FROM sessions WHERE site_id = ${toBytes('?2')} AND started_at = ?5
          AND session_id = ${toBytes('?1')}) AS version,
        ${mayWrite({ siteId: '?2', visitorHash: '?4', sessionId: '?1', startedAt: '?5' })} AS may_write,
        ${leadOfVisitor('?2', '?3')} AS visitor_lead_id`,
    )
    .bind(session_id, site_id, visitor_id, await hashVisitor(site_id, visitor_id), started_at)
    .first<{ version: number | null; may_write: number; visitor_lead_id: LeadId | null }>();
  if (row?.may_write === 0) return { error: 'session_erased' };
  if (row?.version == null || row.version < session.version) return null;
  const { version, visitor_lead_id } = row;
  return { session_id, version, visitor_lead_id };
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

/** A condition in SQL, of SQL expressions: neither the session, its visitor nor its site was erased. */
function mayWrite(session: {
  siteId: string;
  visitorHash: string;
  sessionId: string;
  startedAt: string;
}): string {
  return `(${isSiteOpen(session.siteId)} AND ${isNotErased(session)})`;
}

const IS_FIRST = hasNoEarlier({
  siteId: insertColumn('site_id', element(COUNTED_COLUMNS, 'site_id')),
  visitorKey: 'incoming.visitor_key',
  startedAt: element(COUNTED_COLUMNS, 'started_at'),
  sessionId: insertColumn('session_id', element(COUNTED_COLUMNS, 'session_id')),
});

/** `?1`: the counted rows of any number of records, as a JSON array. */
const UPSERT_COUNTED = `WITH incoming AS MATERIALIZED (
    SELECT value ->> 'visitor_hash' AS visitor_hash, CAST(value ->> 'visitor_key' AS INTEGER) AS visitor_key,
      jsonb_extract(value, '$.record') AS record FROM json_each(?1))
  INSERT INTO sessions (${COUNTED_COLUMNS.join(', ')}, visitor_key, is_first)
  SELECT ${insertAll(COUNTED_COLUMNS)}, visitor_key, ${IS_FIRST} FROM incoming
  WHERE ${mayWrite({
    siteId: element(COUNTED_COLUMNS, 'site_id'),
    visitorHash: 'incoming.visitor_hash',
    sessionId: element(COUNTED_COLUMNS, 'session_id'),
    startedAt: element(COUNTED_COLUMNS, 'started_at'),
  })}
  ON CONFLICT DO UPDATE SET ${assignAll(MOVING_COUNTED)},
    lead_id = COALESCE(excluded.lead_id, sessions.lead_id), visitor_id = excluded.visitor_id
  WHERE excluded.version > sessions.version`;

/**
 * `?1`: their details. A row is written only if its counted row has the same version, and if it has changed. The visitor's id is in
 * the other row; here it cannot be NULL.
 */
const UPSERT_DETAILS = `WITH incoming AS MATERIALIZED (
    SELECT value ->> 'version' AS version, jsonb_extract(value, '$.record') AS record FROM json_each(?1))
  INSERT INTO session_details (${DETAIL_COLUMNS.join(', ')}, visitor_id)
  SELECT ${insertAll(DETAIL_COLUMNS)}, x'' FROM incoming
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
