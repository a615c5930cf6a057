/**
 * The visitor's other sessions get the lead: final ones in D1, the others through their objects. Sessions not yet in D1
 * find the lead themselves when they are first written.
 *
 * A visitor may have any number of sessions (one fingerprint can be a whole office), so they are looked at in batches,
 * the newest first, by the index of a visitor's sessions, which ends in their ids: UUIDs of version 7 sort by time. An
 * identify looks at one batch; the cron trigger goes on from there. A full batch in which nobody lacks a lead ends
 * it: what is older was linked before, or is being linked. All of it is safe to repeat.
 */
import { databaseFor } from '../databases';
import { MAX_LENGTH_MS, type Session } from '../session/lifecycle';
import { callSession } from '../session/stub';
import {
  advancePendingLink,
  insertPendingLink,
  listPendingLinks,
  type PendingLink,
} from './pending-links';

/** Sessions looked at by an identify, and at a time. */
const BATCH = 100;
/** Batches in a run of the cron trigger, for all pending links together. */
const MAX_BATCHES = 50;
/** By then the object of a final session is gone, and its record alone is to be changed. */
const SETTLED_MS = 10 * 60 * 1000;
/** Sorts after every id. */
const NEWEST = '~';

type Looked = { session_id: string; has_lead: number; is_settled: number };
export const LIST_OTHERS = `SELECT session_id, lead_id IS NOT NULL AS has_lead,
    ended_at IS NOT NULL AND MIN(last_activity_at + idle_timeout_ms, started_at + ?4) < ?5 AS is_settled
  FROM sessions WHERE site_id = ?1 AND visitor_id = ?2 AND session_id < ?3
  ORDER BY session_id DESC LIMIT ?6`;

/** Links the newest of the visitor's other sessions, and leaves the rest to the cron trigger. Throws when D1 does. */
export async function linkVisitorSessions(
  env: Env,
  { site_id, visitor_id, session_id }: Session,
  lead_id: string,
  now: number,
): Promise<void> {
  const db = databaseFor(env, site_id);
  const link = { site_id, visitor_id, lead_id, before_session_id: NEWEST };
  const next = await linkBatch(env, db, link, session_id, now);
  if (next !== null) await insertPendingLink(db, { ...link, before_session_id: next }, now);
}

/** Goes on with what identifies have left; one that fails keeps no other waiting for longer than this run. */
export async function resumePendingLinks(env: Env, db: D1Database, now: number): Promise<void> {
  let batches = 0;
  for (const pending of await listPendingLinks(db, MAX_BATCHES)) {
    let link = pending;
    while (batches < MAX_BATCHES) {
      batches += 1;
      const next = await linkBatch(env, db, link, null, now);
      await advancePendingLink(db, link, next);
      if (next === null) break;
      link = { ...link, before_session_id: next };
    }
  }
}

/** Answers with where to go on, or null. */
async function linkBatch(
  env: Env,
  db: D1Database,
  { site_id, visitor_id, lead_id, before_session_id }: PendingLink,
  identified: string | null,
  now: number,
): Promise<string | null> {
  const { results } = await db
    .prepare(LIST_OTHERS)
    .bind(site_id, visitor_id, before_session_id, MAX_LENGTH_MS, now - SETTLED_MS, BATCH)
    .all<Looked>();
  const without = results.filter((one) => one.has_lead === 0 && one.session_id !== identified);
  const settled = without.filter((one) => one.is_settled === 1).map((one) => one.session_id);
  // An erasure, or a deletion of the site, takes the link of visitor and lead away first.
  if (settled.length > 0) {
    await db
      .prepare(
        `UPDATE sessions SET lead_id = ?3 WHERE session_id IN (SELECT value FROM json_each(?4))
          AND site_id = ?1 AND visitor_id = ?2 AND lead_id IS NULL AND ended_at IS NOT NULL
          AND EXISTS (SELECT 1 FROM visitor_leads
            WHERE site_id = ?1 AND visitor_id = ?2 AND lead_id = ?3)`,
      )
      .bind(site_id, visitor_id, lead_id, JSON.stringify(settled))
      .run();
  }
  const answers = await Promise.all(
    without
      .filter((one) => one.is_settled === 0)
      .map(({ session_id: other }) =>
        callSession(env, other, (object) => object.link(other, site_id, lead_id)),
      ),
  );
  if (answers.some((answer) => 'refusal' in answer && answer.refusal === 'unavailable')) {
    throw new Error('a session of the visitor could not be reached');
  }
  const last = results.at(-1);
  return last === undefined || results.length < BATCH || without.length === 0
    ? null
    : last.session_id;
}
