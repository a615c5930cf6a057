/**
 * Erases a visitor: all sessions, in D1 and in their objects, and leads that are nobody else's. The tombstone comes first: from
 * then on D1 takes nothing more of the visitor's sessions (`src/database/tombstones.ts`), so what is found there afterwards
 * is all there is. A session that D1 does not have yet is erased if this isolate is about to write it; any other clears
 * itself when its write is refused.
 */

import { databaseFor } from '../database/databases';
import { hashVisitor, visitorKey, writeVisitorTombstone } from '../database/tombstones';
import type { Failure } from '../http/errors';
import type { SiteId, VisitorId } from '../ids/uuid';
import { deleteLeadsOfVisitor } from '../leads/delete';
import { deletePendingLinks } from '../session/linking/pending-links';
import { callSession } from '../session/object/stub';
import { listUnwritten } from '../session/record/batch-writer';
import { hasSessionSince, listVisitorSessionIds } from '../session/record/visitor-sessions';

const BATCH = 25;
/** A visitor with more sessions than these rounds erase needs further calls. */
const MAX_ROUNDS = 30;

/**
 * Erases the visitor's sessions, their tasks, and every lead that is nobody else's. Safe to repeat. `unavailable`: a part is
 * erased, and the call is to be repeated for the rest. Throws when D1 does.
 */
export async function eraseVisitor(
  env: Env,
  visitor: { site_id: SiteId; visitor_id: VisitorId },
  now: number,
): Promise<{ visitor_id: VisitorId; erased_sessions: number } | Failure> {
  const { site_id, visitor_id } = visitor;
  const db = databaseFor(env, site_id);
  await writeVisitorTombstone(db, site_id, visitor_id, now);
  const unwritten = listUnwritten(db, visitor, now);
  let erased_sessions = 0;
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const sessionIds =
      unwritten.length > 0
        ? unwritten.splice(0, BATCH)
        : await listVisitorSessionIds(db, visitor, now, BATCH);
    if (sessionIds.length === 0) {
      await eraseLeads(db, visitor, now);
      return { visitor_id, erased_sessions };
    }
    const answers = await Promise.all(
      sessionIds.map((id) => callSession(env, id, (object) => object.erase(id, site_id))),
    );
    if (answers.some((answer) => 'error' in answer)) return UNFINISHED;
    // A session that is gone already was erased by another call.
    erased_sessions += answers.filter((answer) => 'erased' in answer && answer.erased).length;
  }
  return UNFINISHED;
}

const UNFINISHED: Failure = {
  error: 'unavailable',
  message: 'A part is erased; repeat the call for the rest.',
};

async function eraseLeads(
  db: D1Database,
  { site_id, visitor_id }: { site_id: SiteId; visitor_id: VisitorId },
  erased_at: number,
): Promise<void> {
  const key = visitorKey(await hashVisitor(site_id, visitor_id));
  const visitor = { site_id, visitor_id, erased_at };
  await db.batch([
    ...deleteLeadsOfVisitor(db, visitor, key, hasSessionSince),
    deletePendingLinks(db, site_id, visitor_id, erased_at),
  ]);
}
