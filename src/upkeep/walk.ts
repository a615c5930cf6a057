/**
 * The walk over all sessions by their key, a stretch at a run and then from the start again. An index by time
 * would make each session a row more expensive; reading is a thousand times cheaper than writing.
 */
import { deleteClosedSites, deleteExpired } from './retention';
import { tidyFinalObjects } from './tidy';

/** Sessions looked at in a run. At a run every 5 minutes, 5.7 million a day. */
const STRETCH = 20_000;

/** After `from`, up to and including `to`. */
export type Stretch = {
  from: string;
  to: string;
  isLast: boolean;
  /** When this walk began, and the one before it, in ms: what was settled then, that one has seen. */
  startedAt: number;
  since: number;
};

/** Goes one stretch further; a stretch that is not finished is walked again. */
export async function walkSessions(env: Env, db: D1Database, now: number): Promise<void> {
  const stretch = await tidyFinalObjects(env, db, await nextStretch(db), now);
  const isDone = await deleteExpired(db, stretch, now);
  if (isDone) await finishStretch(db, stretch, now);
  await deleteClosedSites(db, now);
}

async function nextStretch(db: D1Database): Promise<Stretch> {
  const walk = await db
    .prepare(
      `SELECT after_session_id, started_at, started_before_at, MAX(session_id) AS last, COUNT(session_id) AS seen
      FROM retention_walk LEFT JOIN (
        SELECT session_id FROM sessions
        WHERE session_id > (SELECT after_session_id FROM retention_walk) ORDER BY session_id LIMIT ?
      ) GROUP BY after_session_id`,
    )
    .bind(STRETCH)
    .first<{
      after_session_id: string;
      started_at: number;
      started_before_at: number;
      last: string | null;
      seen: number;
    }>();
  const from = walk?.after_session_id ?? '';
  return {
    from,
    to: walk?.last ?? from,
    isLast: (walk?.seen ?? 0) < STRETCH,
    startedAt: walk?.started_at ?? 0,
    since: walk?.started_before_at ?? 0,
  };
}

/** Unless another run, which overlapped with this one, has done so. */
async function finishStretch(db: D1Database, stretch: Stretch, now: number): Promise<void> {
  const { from, startedAt } = stretch;
  const next = stretch.isLast
    ? `after_session_id = '', started_before_at = started_at, started_at = ?3`
    : 'after_session_id = ?3';
  await db
    .prepare(`UPDATE retention_walk SET ${next} WHERE after_session_id = ?1 AND started_at = ?2`)
    .bind(from, startedAt, stretch.isLast ? now : stretch.to)
    .run();
}
