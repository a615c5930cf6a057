/**
 * The visitor's other sessions get the lead: final ones in D1, the others through their objects. Sessions not yet in D1
 * find the lead themselves when they are first written.
 *
 * A visitor may have any number of sessions (one fingerprint can be a whole office), so they are looked at in batches,
 * the newest first, by the index of a visitor's sessions. An identify looks at one batch; the cron trigger goes on from
 * there. A full batch in which nobody lacks a lead ends it: what is older was linked before, or is being linked.
 *
 * All of it is safe to repeat, and to be cut off anywhere: what is left is noted before a batch is linked, since
 * afterwards that batch would look like the end.
 */
import { databaseFor } from '../database/databases';
import { logError } from '../log';
import type { Session } from '../session/life/session';
import { callSession } from '../session/object/stub';
import { ALARM_DUE_AT, toBytes, uuidOf } from '../session/record/columns';
import {
  advancePendingLink,
  type Before,
  bindLink,
  insertPendingLink,
  listPendingLinks,
  MAY_LINK,
  markTried,
  NEWEST,
  type PendingLink,
  VISITOR_KEY,
} from './pending-links';

/** Sessions looked at by an identify, and at a time. */
const BATCH = 100;
/** Batches in a run of the cron trigger, for all pending links together. */
const MAX_BATCHES = 30;
/** No batch is begun when a run has asked so many objects: it asks fewer than twice as many. */
const MAX_ASKED = 100;
/** So long after its alarm was due the object of a final session is gone, and its record alone is to be changed. */
const SETTLED_MS = 10 * 60 * 1000;

type Looked = { session_id: string; started_at: number; has_lead: number; is_settled: number };
/** `next`: where to go on; null: these are the last. */
type Batch = { without: Looked[]; next: Before | null };

export const LIST_OTHERS = `SELECT hex(session_id) AS session_id, started_at, lead_id IS NOT NULL AS has_lead,
    ended_at IS NOT NULL AND ${ALARM_DUE_AT} < ?9 AS is_settled
  FROM sessions INDEXED BY sessions_by_visitor_key
  WHERE site_id = ${toBytes('?1')} AND visitor_key = ${VISITOR_KEY} AND ${MAY_LINK}
    AND (started_at, session_id) < (?7, ${toBytes('?8')})
  ORDER BY sessions.started_at DESC, sessions.session_id DESC LIMIT ?10`;

/** Links the newest of the visitor's other sessions, and leaves the rest to the cron trigger. Throws when D1 does. */
export async function linkVisitorSessions(
  env: Env,
  { site_id, visitor_id, session_id, started_at }: Session,
  lead_id: string,
  now: number,
): Promise<void> {
  const db = databaseFor(env, site_id);
  const link = { site_id, visitor_id, lead_id, since: started_at, ...NEWEST };
  const batch = await listBatch(db, link, now);
  const without = batch.without.filter((one) => one.session_id !== session_id);
  if (batch.next !== null && without.length > 0) {
    await insertPendingLink(db, { ...link, ...batch.next }, now);
  }
  const { isWhole } = await giveLead(env, db, link, without);
  if (!isWhole) throw new Error('a session of the visitor could not be reached');
}

/** Leaves all of it to the cron trigger, from the start: for a session that is not going to try again. */
export async function leaveLinking(
  env: Env,
  { site_id, visitor_id, started_at }: Session,
  lead_id: string,
  now: number,
): Promise<void> {
  const link = { site_id, visitor_id, lead_id, since: started_at, ...NEWEST };
  await insertPendingLink(databaseFor(env, site_id), link, now);
}

/** Goes on with what identifies have left, a batch of each in turn. */
export async function resumePendingLinks(env: Env, db: D1Database, now: number): Promise<void> {
  const turns = (await listPendingLinks(db, MAX_BATCHES)).map(beginTurn);
  let asked = 0;
  for (let batches = 0; batches < MAX_BATCHES && asked < MAX_ASKED; batches += 1) {
    const turn = turns.shift();
    if (turn === undefined) return;
    try {
      const took = await takeTurn(env, db, turn, now);
      asked += took.asked;
      if (took.next !== null) turns.push(took.next);
    } catch (error) {
      logError('linking_failed', error, { site_id: turn.link.site_id });
    }
  }
}

/** `hadNobody`: the batch before this one, in the same run, had nobody without a lead. */
type Turn = { link: PendingLink; isFirst: boolean; hadNobody: boolean };

function beginTurn(link: PendingLink): Turn {
  return { link, isFirst: true, hadNobody: false };
}

/**
 * Links a batch. The first batch may be one that was linked by a run that was cut off before it could say so: only two
 * in a row that have nobody without a lead are the end.
 */
async function takeTurn(
  env: Env,
  db: D1Database,
  { link, isFirst, hadNobody }: Turn,
  now: number,
): Promise<{ asked: number; next: Turn | null }> {
  if (isFirst && !(await markTried(db, link, now))) return { asked: 0, next: null };
  const { without, next } = await listBatch(db, link, now);
  const { asked, isWhole } = await giveLead(env, db, link, without);
  // The batch is tried again in another run.
  if (!isWhole) return { asked, next: null };
  const hasNobody = without.length === 0;
  const goOnAt = hasNobody && hadNobody ? null : next;
  const isOurs = await advancePendingLink(db, link, goOnAt);
  if (goOnAt === null || !isOurs) return { asked, next: null };
  const advanced = { ...link, ...goOnAt };
  return { asked, next: { link: advanced, isFirst: false, hadNobody: hasNobody } };
}

/** Nobody, and no next, where the visitor or the lead has been erased. */
async function listBatch(db: D1Database, link: PendingLink, now: number): Promise<Batch> {
  const { results } = await db
    .prepare(LIST_OTHERS)
    .bind(
      ...(await bindLink(link)),
      link.before_started_at,
      link.before_session_id,
      now - SETTLED_MS,
      BATCH,
    )
    .all<Looked>();
  const looked = results.map((one) => ({ ...one, session_id: uuidOf(one.session_id) ?? '' }));
  const last = looked.at(-1);
  const isLast = last === undefined || looked.length < BATCH;
  return {
    without: looked.filter((one) => one.has_lead === 0),
    next: isLast
      ? null
      : { before_started_at: last.started_at, before_session_id: last.session_id },
  };
}

/** Answers with how many objects were asked, and whether all of them could be. */
async function giveLead(
  env: Env,
  db: D1Database,
  link: PendingLink,
  without: Looked[],
): Promise<{ asked: number; isWhole: boolean }> {
  const settled = without.filter((one) => one.is_settled === 1);
  if (settled.length > 0) {
    await db
      .prepare(
        `UPDATE sessions SET lead_id = ${toBytes('?3')}
        WHERE (site_id, started_at, session_id) IN (
            SELECT ${toBytes('?1')}, value ->> 'started_at', ${toBytes("value ->> 'session_id'")} FROM json_each(?7))
          AND visitor_key = ${VISITOR_KEY} AND lead_id IS NULL AND ended_at IS NOT NULL AND ${MAY_LINK}`,
      )
      .bind(...(await bindLink(link)), JSON.stringify(settled))
      .run();
  }
  const unsettled = without.filter((one) => one.is_settled === 0);
  const answers = await Promise.all(
    unsettled.map(({ session_id: id }) =>
      callSession(env, id, (object) => object.link(id, link.site_id, link.lead_id)),
    ),
  );
  const isWhole = !answers.some(
    (answer) => 'refusal' in answer && answer.refusal === 'unavailable',
  );
  return { asked: unsettled.length, isWhole };
}
