/**
 * A walk over all sessions by their key, a stretch at a run and then from the start again. An index by time would make
 * each session a row more expensive; reading is a thousand times cheaper than writing. Each job has a walk of
 * its own (`upkeep_jobs`), and says by how much it lags.
 */

export type Job = 'retention' | 'tidy';

/** After `from`, up to and including `to`. */
export type Stretch = {
  from: string;
  to: string;
  isLast: boolean;
  /** When this round began, and the one before it, in ms: what was settled then, that one has seen. */
  startedAt: number;
  since: number;
};

/** A round that takes longer than this lags: what a job is there for then waits for more than a day. */
export const ROUND_MS = 24 * 60 * 60 * 1000;

/** By how much a round that began then lags, in ms; 0: it does not. */
export function lagOf(startedAt: number, now: number): number {
  return Math.max(0, now - startedAt - ROUND_MS);
}

/** The next `length` sessions of a job. */
export async function nextStretch(db: D1Database, job: Job, length: number): Promise<Stretch> {
  const walk = await db
    .prepare(
      `SELECT after_session_id, started_at, started_before_at, MAX(session_id) AS last, COUNT(session_id) AS seen
      FROM upkeep_jobs LEFT JOIN (
        SELECT session_id FROM sessions
        WHERE session_id > (SELECT after_session_id FROM upkeep_jobs WHERE job = ?1)
        ORDER BY session_id LIMIT ?2
      ) WHERE job = ?1 GROUP BY job`,
    )
    .bind(job, length)
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
    isLast: (walk?.seen ?? 0) < length,
    startedAt: walk?.started_at ?? 0,
    since: walk?.started_before_at ?? 0,
  };
}

/** Unless another run, which overlapped with this one, has done so. */
export async function finishStretch(
  db: D1Database,
  job: Job,
  { from, to, isLast, startedAt }: Stretch,
  now: number,
): Promise<void> {
  const next = isLast
    ? `after_session_id = '', started_before_at = started_at, started_at = ?4`
    : 'after_session_id = ?4';
  await db
    .prepare(
      `UPDATE upkeep_jobs SET ${next} WHERE job = ?1 AND after_session_id = ?2 AND started_at = ?3`,
    )
    .bind(job, from, startedAt, isLast ? now : to)
    .run();
}
