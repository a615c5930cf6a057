/**
 * Works out anew what is derived of stored sessions, when its rules have changed: a step at a time, over all records of all
 * databases, in the order in which they lie. `npm run derive` takes the steps.
 *
 * A session that is not over for long enough has an object with the old values, which writes some of them again: it is
 * skipped, and counted. One that goes on meanwhile wins, by its `version`.
 */
import { namedDatabases } from '../database/databases';
import { asId, type SiteId } from '../ids/uuid';
import { logError } from '../log';
import { expiresAt } from '../session/life/expiry';
import type { Session } from '../session/life/session';
import { type DerivingSite, deriveArrival, spellStored } from '../session/opening/derive';
import { type RecordRow, rowToSession, uuidOf } from '../session/record/columns';
import {
  type Derived,
  deriveRecord,
  FIRST_PLACE,
  fillIn,
  listRows,
  placeOf,
  writeDerived,
} from '../session/record/derived';
import { findSites } from '../sites/store';
import { type DeriveQuery, writeCursor } from './schema';

/** `skipped`: not over yet, or changed meanwhile. `unreadable`: they are in the log. `next`: null when all are done. */
export type DeriveStep = {
  examined: number;
  changed: number;
  skipped: number;
  unreadable: number;
  next: string | null;
};

/** By then the alarm of a session that has ended has run, also when it was late. */
const SETTLED_MS = 10 * 60 * 1000;

/** One step. `now` in ms since the epoch. Throws when D1 does; safe to repeat. */
export async function deriveStep(
  env: Env,
  { after, limit }: DeriveQuery,
  now: number,
): Promise<DeriveStep> {
  const [current, following] = namedDatabases(env).filter(([name]) => name >= after.database);
  if (current === undefined) return { ...NOTHING, next: null };
  const [database, db] = current;
  const place = database === after.database ? after.place : FIRST_PLACE;
  const rows = await listRows(db, place, limit);
  const worked = await deriveRows(db, rows, now);
  const last = rows.length < limit ? undefined : rows.at(-1);
  if (last !== undefined) {
    return { ...worked, next: writeCursor({ database, place: placeOf(last) }) };
  }
  const next = following && writeCursor({ database: following[0], place: FIRST_PLACE });
  return { ...worked, next: next ?? null };
}

type Worked = Omit<DeriveStep, 'next'>;
const NOTHING: Worked = { examined: 0, changed: 0, skipped: 0, unreadable: 0 };

async function deriveRows(db: D1Database, rows: RecordRow[], now: number): Promise<Worked> {
  const named = new Set(rows.map(siteOf));
  const sites = new Map((await findSites(db, [...named])).map((site) => [site.site_id, site]));
  // Of a deleted site nothing is left soon.
  const outcomes = rows.flatMap((row) => {
    const site = sites.get(siteOf(row));
    return site === undefined ? [] : [deriveOne(row, site, now)];
  });
  const derived = outcomes.filter((outcome) => typeof outcome === 'object' && outcome !== null);
  const changed = await writeDerived(db, derived);
  await fillIn(db, rows.map(placeOf));
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    examined: rows.length,
    changed,
    skipped: count('not_over') + derived.length - changed,
    unreadable: count('unreadable'),
  };
}

/** Null: nothing is to be changed. */
function deriveOne(
  row: RecordRow,
  site: DerivingSite,
  now: number,
): Derived | 'not_over' | 'unreadable' | null {
  try {
    if (!isSettled(rowToSession(row), now)) return 'not_over';
    return deriveRecord(row, {
      spellAddress: (address, session) => spellStored(address, session, site),
      deriveArrival: (session) => deriveArrival(session, site),
    });
  } catch (error) {
    logError('record_unreadable', error, { session_id: uuidOf(row.session_id) ?? '' });
    return 'unreadable';
  }
}

/** Its object is gone: it was so one idle timeout after the session was final. */
function isSettled(session: Session, now: number): boolean {
  const goneBy = expiresAt(session) + session.idle_timeout_ms + SETTLED_MS;
  return session.ended_at !== null && goneBy < now;
}

function siteOf(row: RecordRow): SiteId {
  return asId(uuidOf(row.site_id) ?? '');
}
