/**
 * Erasure: everything kept of a session or a visitor, in D1 and in the objects. The mark of an erased
 * visitor comes first, so that nothing an object still holds is written again (`record.ts`).
 */
import { databaseFor } from '../databases';
import type { Failure } from '../errors';
import { hashVisitor } from './record';
import { callSession } from './stub';

const BATCH = 25;
/** A call may make at most 1,000 others. */
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
  await db
    .prepare(
      `INSERT INTO erased_visitors (site_id, visitor_hash, erased_at) VALUES (?, ?, ?)
      ON CONFLICT (site_id, visitor_hash) DO UPDATE SET erased_at = excluded.erased_at`,
    )
    .bind(siteId, await hashVisitor(siteId, visitorId), now)
    .run();
  let erased_sessions = 0;
  for (let round = 0; ; round += 1) {
    const { results } = await db
      .prepare('SELECT session_id FROM sessions WHERE site_id = ? AND visitor_id = ? LIMIT ?')
      .bind(siteId, visitorId, BATCH)
      .all<{ session_id: string }>();
    const answers = await Promise.all(
      results.map(({ session_id }) =>
        callSession(env, session_id, (object) => object.erase(session_id, siteId)),
      ),
    );
    const erased = answers.filter((answer) => 'erased' in answer && answer.erased).length;
    erased_sessions += erased;
    if (erased < results.length || round === MAX_ROUNDS) return UNFINISHED;
    if (results.length < BATCH) break;
  }
  // Last, so that what was being identified meanwhile is among them.
  await deleteLeadsOf(db, siteId, visitorId, await listLeadsOf(db, siteId, visitorId));
  return { visitor_id: visitorId, erased_sessions };
}

const UNFINISHED: Failure = {
  error: 'unavailable',
  message: 'A part is erased; repeat the call for the rest.',
};

async function listLeadsOf(db: D1Database, siteId: string, visitorId: string): Promise<string[]> {
  const { results } = await db
    .prepare('SELECT lead_id FROM visitor_leads WHERE site_id = ? AND visitor_id = ?')
    .bind(siteId, visitorId)
    .all<{ lead_id: string }>();
  return results.map(({ lead_id }) => lead_id);
}

/** A lead shared with another visitor stays: it is that visitor's too. */
async function deleteLeadsOf(
  db: D1Database,
  siteId: string,
  visitorId: string,
  leads: string[],
): Promise<void> {
  const unlink = db
    .prepare('DELETE FROM visitor_leads WHERE site_id = ? AND visitor_id = ?')
    .bind(siteId, visitorId);
  const deletions = leads.flatMap((leadId) => [
    db
      .prepare(
        `DELETE FROM tasks WHERE lead_id = ?1
        AND NOT EXISTS (SELECT 1 FROM visitor_leads WHERE lead_id = ?1)`,
      )
      .bind(leadId),
    db
      .prepare(
        `DELETE FROM leads WHERE lead_id = ?1
        AND NOT EXISTS (SELECT 1 FROM visitor_leads WHERE lead_id = ?1)`,
      )
      .bind(leadId),
  ]);
  await db.batch([unlink, ...deletions]);
}
