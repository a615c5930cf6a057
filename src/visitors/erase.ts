/**
 * Erasure: everything kept of a session or a visitor, in D1 and in the objects. The mark of an erased
 * visitor comes first: from then on D1 takes nothing more of the visitor's sessions (`marks.ts`), so that what is
 * found there afterwards is all there is. A session that D1 does not have yet is erased if this isolate is about to
 * write it, and otherwise forgets itself when it is to be written.
 */
import { databaseFor } from '../database/databases';
import { hashVisitor, markVisitor, visitorKey } from '../database/tombstones';
import type { Failure } from '../http/errors';
import { callSession } from '../session/object/stub';
import { listUnwritten } from '../session/record/batch-writer';
import { toBytes, uuidOf } from '../session/record/columns';

const BATCH = 25;
/** Of a visitor with more sessions than these rounds erase, the caller is told to ask again. */
const MAX_ROUNDS = 30;

export async function eraseSession(
  env: Env,
  sessionId: string,
  siteId: string,
): Promise<{ session_id: string; erased: true } | Failure> {
  const answer = await callSession(env, sessionId, (object) => object.erase(sessionId, siteId));
  if ('refusal' in answer) return { error: 'unavailable' };
  return answer.erased ? { session_id: sessionId, erased: true } : { error: 'session_not_found' };
}

/** Erases the visitor's sessions, their tasks, and every lead that is nobody else's. Safe to repeat. */
export async function eraseVisitor(
  env: Env,
  siteId: string,
  visitorId: string,
  now: number,
): Promise<{ visitor_id: string; erased_sessions: number } | Failure> {
  const db = databaseFor(env, siteId);
  await markVisitor(db, siteId, visitorId, now);
  const unwritten = listUnwritten(db, siteId, visitorId, now);
  let erased_sessions = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const sessionIds =
      unwritten.length > 0
        ? unwritten.splice(0, BATCH)
        : await listRecorded(db, siteId, visitorId, now);
    if (sessionIds.length === 0) {
      await deleteLeadsOf(db, siteId, visitorId, now);
      return { visitor_id: visitorId, erased_sessions };
    }
    const answers = await Promise.all(
      sessionIds.map((id) => callSession(env, id, (object) => object.erase(id, siteId))),
    );
    if (answers.some((answer) => 'refusal' in answer)) return UNFINISHED;
    // Those that are gone already were another call's.
    erased_sessions += answers.filter((answer) => 'erased' in answer && answer.erased).length;
  }
  return UNFINISHED;
}

const UNFINISHED: Failure = {
  error: 'unavailable',
  message: 'A part is erased; repeat the call for the rest.',
};

/** Those that began after the mark are not meant by it. */
async function listRecorded(
  db: D1Database,
  siteId: string,
  visitorId: string,
  startedBy: number,
): Promise<string[]> {
  const key = visitorKey(await hashVisitor(siteId, visitorId));
  const { results } = await db
    .prepare(
      `SELECT hex(session_id) AS id FROM sessions INDEXED BY sessions_by_visitor_key
        WHERE site_id = ${toBytes('?1')} AND visitor_key = CAST(?5 AS INTEGER) AND started_at <= ?3
      UNION ALL SELECT session_id FROM sessions_to_move WHERE site_id = ?1 AND visitor_id = ?2 AND started_at <= ?3
      LIMIT ?4`,
    )
    .bind(siteId, visitorId, startedBy, BATCH, key)
    .all<{ id: string }>();
  return results.map(({ id }) => uuidOf(id) ?? '');
}

/**
 * A lead shared with another visitor stays: it is that visitor's too. So does what a session that began after the mark has
 * identified: its lead, its task, and its link.
 */
async function deleteLeadsOf(
  db: D1Database,
  siteId: string,
  visitorId: string,
  markedAt: number,
): Promise<void> {
  const key = visitorKey(await hashVisitor(siteId, visitorId));
  const isOlder = `linked_at <= ?3 AND NOT EXISTS (SELECT 1 FROM sessions INDEXED BY sessions_by_visitor_key
    WHERE site_id = ${toBytes('?1')} AND visitor_key = CAST(?4 AS INTEGER) AND started_at > ?3
      AND sessions.lead_id = ${toBytes('mine.lead_id')})
    AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.lead_id = mine.lead_id AND tasks.created_at > ?3)`;
  const theirs = `SELECT lead_id FROM visitor_leads AS mine WHERE site_id = ?1 AND visitor_id = ?2 AND ${isOlder}`;
  const onlyTheirs = `lead_id IN (${theirs}
    AND NOT EXISTS (SELECT 1 FROM visitor_leads AS other
      WHERE other.lead_id = mine.lead_id AND NOT (other.site_id = ?1 AND other.visitor_id = ?2)))`;
  const ofLeads = [
    `DELETE FROM tasks WHERE ${onlyTheirs}`,
    `DELETE FROM leads WHERE ${onlyTheirs}`,
    `DELETE FROM visitor_leads AS mine WHERE site_id = ?1 AND visitor_id = ?2 AND ${isOlder}`,
  ];
  await db.batch([
    ...ofLeads.map((sql) => db.prepare(sql).bind(siteId, visitorId, markedAt, key)),
    db
      .prepare(
        'DELETE FROM pending_links WHERE site_id = ?1 AND visitor_id = ?2 AND created_at <= ?3',
      )
      .bind(siteId, visitorId, markedAt),
  ]);
}
