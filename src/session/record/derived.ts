/**
 * What follows by rules from other columns of a record, worked out anew when the rules have changed. The rules are the
 * caller's; here is where their results are stored. A record that was written again since it was read has another
 * `version`, and is left alone.
 */
import { pagePath } from '../life/page';
import { mergePage } from '../life/pages';
import type { Arrival, Session } from '../life/session';
import type { countArrival } from './arrival';
import { chunkByLength } from './chunks';
import {
  countedValues,
  detailValues,
  type RecordPlace,
  type RecordRow,
  rowToSession,
  visitorOf,
} from './columns';
import { isFirst } from './first-sessions';
import { RECORD_COLUMNS } from './read';

/** Before all records. */
export const FIRST_PLACE: RecordPlace = { site: '', started_at: 0, session: '' };

/** How columns are made. `session`: as it is stored. */
export type Rules = {
  /** An address as it would be stored today. */
  spellAddress(address: string, session: Session): string;
  /** `session`: with its addresses so. */
  deriveArrival(session: Session): Arrival;
};

/** Of a record what is to be written. Null: this row has it already. */
export type Derived = RecordPlace & {
  version: number;
  counted: (string | null)[] | null;
  details: (string | null)[] | null;
};

const COUNTED = [
  'utm_source',
  'utm_medium',
  'utm_campaign',
  'utm_term',
  'utm_content',
  'source',
  'channel',
  'referrer_host',
  'landing_path',
  'exit_path',
] as const satisfies (keyof ReturnType<typeof countArrival> | 'exit_path')[];
const DETAILS = ['arrival', 'pages'] as const;
const ADDRESSES = ['landing_url', 'current_url', 'exit_url'] as const;

/** At most `limit` rows after a place, in order. Throws when D1 does. */
export async function listRows(
  db: D1Database,
  after: RecordPlace,
  limit: number,
): Promise<RecordRow[]> {
  const { results } = await db
    .prepare(
      `SELECT ${RECORD_COLUMNS} FROM sessions CROSS JOIN session_details
        ON session_details.session_id = sessions.session_id
      WHERE (sessions.site_id, sessions.started_at, sessions.session_id) > (unhex(?1), ?2, unhex(?3))
      ORDER BY sessions.site_id, sessions.started_at, sessions.session_id LIMIT ?4`,
    )
    .bind(after.site, after.started_at, after.session, limit)
    .all<RecordRow>();
  return results;
}

export function placeOf(row: RecordRow): RecordPlace {
  return {
    site: String(row.site_id),
    started_at: Number(row.started_at),
    session: String(row.session_id),
  };
}

/** Null: both rows say already what the rules say. Throws if the record is unreadable. */
export function deriveRecord(row: RecordRow, rules: Rules): Derived | null {
  const stored = rowToSession(row);
  const spelled = rowToSession({ ...row, ...spellAddresses(row, stored, rules) });
  const session = spellPages({ ...spelled, ...rules.deriveArrival(spelled) }, stored, rules);
  const [counted, details] = [countedValues(session), detailValues(session)];
  const countedNow = COUNTED.map((column) => textOf(counted[column]));
  const detailsNow = DETAILS.map((column) => jsonOf(details[column]));
  const isCounted = COUNTED.every((column, i) => row[column] === countedNow[i]);
  const isDetailed = DETAILS.every((column, i) => isSameJson(row[column], detailsNow[i] ?? null));
  if (isCounted && isDetailed) return null;
  return {
    ...placeOf(row),
    version: session.version,
    counted: isCounted ? null : countedNow,
    details: isDetailed ? null : detailsNow,
  };
}

function spellAddresses(row: RecordRow, stored: Session, { spellAddress }: Rules) {
  const spelled = ADDRESSES.map((name) => {
    const address = row[name];
    return [name, address === null ? null : spellAddress(String(address), stored)] as const;
  });
  return Object.fromEntries(spelled);
}

/** Pages that have one spelling now are one, seen when the first of them was. */
function spellPages(session: Session, stored: Session, { spellAddress }: Rules): Session {
  const { writers } = session;
  const pages = Object.entries(writers.pages).map(([path, stamp]) => {
    return { path, address: spellAddress(`${ANY_ORIGIN}${path}`, stored), stamp };
  });
  if (pages.every(({ path, address }) => pagePath(address) === path)) return session;
  const none: Session = { ...session, writers: { ...writers, pages: {} } };
  return pages.reduce((merged, { address, stamp }) => mergePage(merged, address, stamp), none);
}

/** Of a page only the path is kept. */
const ANY_ORIGIN = 'https://site.invalid';

function textOf(value: unknown): string | null {
  return value === null ? null : String(value);
}

function jsonOf(value: unknown): string | null {
  return value === null ? null : JSON.stringify(value);
}

/** Whatever the spelling of the JSON. */
function isSameJson(stored: string | number | null, text: string | null): boolean {
  return stored === null || text === null
    ? stored === text
    : JSON.stringify(JSON.parse(String(stored))) === text;
}

/** Writes both rows of each record, in one transaction; answers with how many were written. Throws when D1 does. */
export async function writeDerived(db: D1Database, records: Derived[]): Promise<number> {
  if (records.length === 0) return 0;
  const texts = records.map((record) => JSON.stringify(record));
  const answers = await db.batch<{ id: string }>(
    chunkByLength(texts, ({ length }) => length).flatMap((pack) =>
      [UPDATE_COUNTED, UPDATE_DETAILS].map((sql) => db.prepare(sql).bind(`[${pack.join()}]`)),
    ),
  );
  return new Set(answers.flatMap(({ results }) => results.map(({ id }) => id))).size;
}

const IS_THIS_RECORD = `sessions.site_id = unhex(derived.value ->> 'site')
  AND sessions.started_at = derived.value ->> 'started_at'
  AND sessions.session_id = unhex(derived.value ->> 'session')
  AND sessions.version = derived.value ->> 'version'`;

function assign(columns: readonly string[], values: string): string {
  return columns.map((column, i) => `${column} = derived.value ->> '$.${values}[${i}]'`).join(', ');
}

const UPDATE_COUNTED = `UPDATE sessions SET ${assign(COUNTED, 'counted')} FROM json_each(?1) AS derived
  WHERE derived.value ->> 'counted' IS NOT NULL AND ${IS_THIS_RECORD} RETURNING hex(session_id) AS id`;

const UPDATE_DETAILS = `UPDATE session_details SET ${assign(DETAILS, 'details')} FROM json_each(?1) AS derived
  WHERE derived.value ->> 'details' IS NOT NULL
    AND session_details.session_id = unhex(derived.value ->> 'session')
    AND EXISTS (SELECT 1 FROM sessions WHERE ${IS_THIS_RECORD})
  RETURNING hex(session_id) AS id`;

/**
 * Writes into these records what columns say that came after them: which is the visitor's first, and who the visitor is. Throws
 * when D1 does; safe to repeat.
 */
export async function fillIn(db: D1Database, places: RecordPlace[]): Promise<void> {
  await db.prepare(FILL_IN).bind(JSON.stringify(places)).run();
}

const FILL_IN = `UPDATE sessions SET is_first = ${isFirst('sessions')}, visitor_id = ${visitorOf('sessions')}
  WHERE (is_first IS NULL OR visitor_id IS NULL) AND (site_id, started_at, session_id) IN (
    SELECT unhex(value ->> 'site'), value ->> 'started_at', unhex(value ->> 'session') FROM json_each(?1))`;
