/**
 * The record of a session in D1: a projection of what its object holds. A flush carries whole records
 * and is guarded by `version`, so that retried, doubled and reordered flushes are harmless. A record that
 * was erased, alone or with its visitor, or of a deleted site, is never written again.
 *
 * Rows are billed: an update that names a column of the partial index `sessions_open` rewrites the index
 * as well. A live session that was never closed changes none of them, and leaves them out.
 */
import { expiresAt, measure, type Session } from './lifecycle';
import { hashVisitor, isUnmarked } from './marks';
import type { JsonValue } from './schema';
import { upgrade } from './shape';

type SessionRow = Record<
  'utm_params' | 'device' | 'browser' | 'location' | 'consent' | 'custom_data' | 'merge',
  string
> &
  Omit<
    Session,
    | 'utm_params'
    | 'device'
    | 'browser'
    | 'location'
    | 'consent'
    | 'custom_data'
    | 'merge'
    | 'writers'
    | 'shape'
    | 'is_bot'
  > & {
    is_bot: number;
  };

const OPENING_COLUMNS = [
  'session_id',
  'site_id',
  'visitor_id',
  'started_at',
  'idle_timeout_ms',
  'previous_session_id',
  'fingerprint',
  'landing_url',
  'referrer',
  'utm_params',
  'device',
  'browser',
  'location',
  'is_bot',
  'bot_reason',
] as const;
const MOVING_COLUMNS = [
  'identified_at',
  'last_activity_at',
  'duration',
  'active_time',
  'page_views',
  'engaged',
  'current_url',
  'consent',
  'custom_data',
  'reopened_count',
  'version',
  'merge',
] as const;
const CLOSING_COLUMNS = [
  'status',
  'due_at',
  'ended_at',
  'ended_by',
  'exit_type',
  'exit_url',
] as const;
const COLUMNS = [...OPENING_COLUMNS, ...MOVING_COLUMNS, ...CLOSING_COLUMNS, 'lead_id'] as const;
const STORED_COLUMNS = COLUMNS.filter(
  (column) =>
    !['duration', 'active_time', 'engaged', 'status', 'due_at', 'exit_type'].includes(column),
);

/**
 * What a packed record holds, by name and in order. A record of another layout is left to the object that made it. The
 * number grows when a column comes to mean something else.
 */
const LAYOUT = `2 ${COLUMNS.join()}`;

/**
 * A record that D1 is to have. `record`: the values of all columns, as JSON text that crosses RPC and goes on to D1 for a
 * fraction of what the session's tree costs. Worker and objects are deployed apart, so `layout` names the columns.
 * `changesIndex`: it names columns of `sessions_open`.
 */
export type Unwritten = Pick<
  Session,
  'session_id' | 'site_id' | 'visitor_id' | 'lead_id' | 'version' | 'started_at'
> & { layout: string; changesIndex: boolean; record: string };
/** What D1 has of a session; `visitor_lead_id` is the lead that its visitor is known as. */
export type Written = { session_id: string; version: number; visitor_lead_id: string | null };
export type FlushResult = ({ kind: 'written' } & Written) | { kind: 'erased' };

export const MAX_FLUSHED_TOGETHER = 50;
/** D1 takes 2 MB in one value, and a character is up to 3 bytes. A record alone is below 100,000 characters. */
const MAX_VALUE_LENGTH = 500_000;

/** The session as its record is to be, at whatever time it is written. */
export function packRecord(session: Session): Unwritten {
  const { session_id, site_id, visitor_id, lead_id, version, started_at } = session;
  const values = recordValues(session);
  return {
    layout: LAYOUT,
    session_id,
    site_id,
    visitor_id,
    lead_id,
    version,
    started_at,
    changesIndex: session.ended_at !== null || session.reopened_count > 0,
    record: JSON.stringify(COLUMNS.map((column) => values[column])),
  };
}

/** Whether this version can write what an object has packed, which may run another one. */
export function isKnownLayout(unwritten: { layout?: unknown }): boolean {
  return unwritten.layout === LAYOUT;
}

/**
 * Writes up to 50 records, each unless D1 has it or a newer one, and answers with those written. Throws when
 * D1 does, and then none is; repeating is harmless.
 */
export async function flushRecords(db: D1Database, records: Unwritten[]): Promise<Written[]> {
  const now = Date.now();
  const groups = [
    { upsert: UPSERT_MOVING, group: records.filter(({ changesIndex }) => !changesIndex) },
    { upsert: UPSERT_WHOLE, group: records.filter(({ changesIndex }) => changesIndex) },
  ].filter(({ group }) => group.length > 0);
  const statements = await Promise.all(
    groups.map(async ({ upsert, group }) => {
      const rows = await Promise.all(group.map(toRow));
      return packRows(rows).map((packed) => db.prepare(upsert).bind(packed, now));
    }),
  );
  const answers = await db.batch<Written>(statements.flat());
  return answers.flatMap(({ results }) => results);
}

/** The record, and beside it the visitor's hash. */
async function toRow({ site_id, visitor_id, record }: Unwritten): Promise<string> {
  return `{"visitor_hash":"${await hashVisitor(site_id, visitor_id)}","record":${record}}`;
}

/** JSON arrays of rows, none too long for one value. */
function packRows(rows: string[]): string[] {
  const packs: string[][] = [];
  let room = 0;
  for (const row of rows) {
    if (row.length > room) {
      packs.push([]);
      room = MAX_VALUE_LENGTH;
    }
    packs.at(-1)?.push(row);
    room -= row.length + 1;
  }
  return packs.map((pack) => `[${pack.join()}]`);
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
      `SELECT (SELECT version FROM sessions WHERE session_id = ?1) AS version,
        ${isUnmarked({ siteId: '?2', visitorHash: '?4', sessionId: '?1', startedAt: '?5' })} AS is_unmarked,
        (SELECT lead_id FROM visitor_leads WHERE site_id = ?2 AND visitor_id = ?3
          ORDER BY linked_at DESC LIMIT 1) AS visitor_lead_id`,
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
  const rows = await Promise.all(
    databases.map((db) =>
      db
        .prepare(`SELECT ${STORED_COLUMNS.join(', ')} FROM sessions WHERE session_id = ?`)
        .bind(sessionId)
        .first<SessionRow>(),
    ),
  );
  const row = rows.find((found) => found !== null);
  return row ? rowToSession(row) : null;
}

/** Has the walk over the sessions ask the objects again, as if the sessions had become final just now. */
export async function touchRecords(
  db: D1Database,
  sessionIds: string[],
  now: number,
): Promise<void> {
  await db
    .prepare(
      `UPDATE sessions SET due_at = MAX(due_at, ?)
      WHERE ended_at IS NOT NULL AND session_id IN (SELECT value FROM json_each(?))`,
    )
    .bind(now, JSON.stringify(sessionIds))
    .run();
}

/** Removes the record and the tasks made for it. */
export async function deleteRecord(db: D1Database, sessionId: string): Promise<void> {
  await db.batch([
    db.prepare('DELETE FROM tasks WHERE session_id = ?').bind(sessionId),
    db.prepare('DELETE FROM sessions WHERE session_id = ?').bind(sessionId),
  ]);
}

/** What stands in the columns of a record; there, objects are JSON text. `merge` holds what has no column of its own. */
export function recordValues(session: Session): Record<(typeof COLUMNS)[number], JsonValue> {
  const { duration, active_time, engaged, exit_type } = measure(session);
  const { shape, writers, merge, ...columns } = session;
  return {
    ...columns,
    merge: { shape, writers, ...merge },
    status: session.ended_at === null ? 'active' : 'ended',
    due_at: expiresAt(session),
    duration,
    active_time,
    engaged: engaged ? 1 : 0,
    exit_type,
    is_bot: session.is_bot ? 1 : 0,
  };
}

function rowToSession(row: SessionRow): Session {
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

/** Which site the record is of: all that an erasure needs, so that no record is too broken to be erased. */
export async function findSiteOfRecord(db: D1Database, sessionId: string): Promise<string | null> {
  return db
    .prepare('SELECT site_id FROM sessions WHERE session_id = ?')
    .bind(sessionId)
    .first<string>('site_id');
}

/** `due_at` never falls, or the walk would pass over what was touched. */
function assign(column: string): string {
  return column === 'due_at'
    ? 'due_at = MAX(excluded.due_at, sessions.due_at)'
    : `${column} = excluded.${column}`;
}

/** One statement for any number of records, which come as a JSON array of rows. */
function upsert(assigned: readonly string[]): string {
  const field = (name: (typeof COLUMNS)[number]) => `record ->> ${COLUMNS.indexOf(name)}`;
  // The walk looks at what became due since it last came by, and must not miss an end that is told late.
  const dueAt = `CASE WHEN ${field('ended_at')} IS NULL THEN ${field('due_at')} ELSE MAX(${field('due_at')}, ?2) END`;
  const unmarked = isUnmarked({
    siteId: field('site_id'),
    visitorHash: 'incoming.visitor_hash',
    sessionId: field('session_id'),
    startedAt: field('started_at'),
  });
  return `WITH incoming AS MATERIALIZED (
      SELECT value ->> 'visitor_hash' AS visitor_hash, jsonb_extract(value, '$.record') AS record
      FROM json_each(?1))
    INSERT INTO sessions (${COLUMNS.join(', ')})
    SELECT ${COLUMNS.map((name) => (name === 'due_at' ? dueAt : field(name))).join(', ')} FROM incoming
    WHERE ${unmarked}
    ON CONFLICT (session_id) DO UPDATE SET
      ${assigned.map(assign).join(', ')},
      lead_id = COALESCE(excluded.lead_id, sessions.lead_id)
    WHERE excluded.version > sessions.version
    RETURNING session_id, version, (SELECT lead_id FROM visitor_leads
      WHERE site_id = sessions.site_id AND visitor_id = sessions.visitor_id
      ORDER BY linked_at DESC LIMIT 1) AS visitor_lead_id`;
}

const UPSERT_MOVING = upsert(MOVING_COLUMNS);
const UPSERT_WHOLE = upsert([...MOVING_COLUMNS, ...CLOSING_COLUMNS]);
