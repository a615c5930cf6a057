/**
 * Objects clean up after themselves, by alarm. Should that alarm be lost, the record is right and no watchdog looks
 * at it, but the object would keep its state for ever. So the walk over the sessions asks the object of
 * each that has become final since it last came by: once in its life, or twice. Retention does not wait for it.
 */
import { logError } from '../log';
import { touchRecords } from '../session/record';
import { sessionObject } from '../session/stub';
import { finishStretch, nextStretch, type Stretch } from './walk';
import { GRACE_MS } from './watchdog';

/** Sessions looked at in a run. */
const STRETCH = 20_000;
/** Objects asked in a run: at a run every 5 minutes, 576,000 a day. With more than that the job lags, and says so. */
const MAX_ASKED = 2_000;
const AT_A_TIME = 100;

/** Goes one stretch further. */
export async function tidyNext(env: Env, db: D1Database, now: number): Promise<void> {
  const stretch = await nextStretch(db, 'tidy', STRETCH);
  await finishStretch(db, 'tidy', await tidyFinalObjects(env, db, stretch, now), now);
}

/**
 * Answers with the stretch, cut short where more objects would have had to be asked. One that D1 did not let finish may
 * have lost its alarm as well, and is left to the next walk.
 */
async function tidyFinalObjects(
  env: Env,
  db: D1Database,
  stretch: Stretch,
  now: number,
): Promise<Stretch> {
  const { results } = await db
    .prepare(
      `SELECT session_id, version, started_at FROM sessions
      WHERE session_id > ?1 AND session_id <= ?2 AND ended_at IS NOT NULL AND due_at >= ?3 AND due_at < ?4
      ORDER BY session_id LIMIT ?5`,
    )
    .bind(stretch.from, stretch.to, stretch.since - GRACE_MS, now - GRACE_MS, MAX_ASKED)
    .all<{ session_id: string; version: number; started_at: number }>();
  const unfinished: string[] = [];
  for (let first = 0; first < results.length; first += AT_A_TIME) {
    const batch = results.slice(first, first + AT_A_TIME);
    const answers = await Promise.allSettled(
      batch.map(({ session_id, version, started_at }) =>
        sessionObject(env, session_id).tidy({ version, started_at }),
      ),
    );
    answers.forEach((answer, index) => {
      if (answer.status === 'rejected') logError('tidy_failed', answer.reason);
      const asked = batch[index];
      if (asked !== undefined && (answer.status === 'rejected' || !answer.value)) {
        unfinished.push(asked.session_id);
      }
    });
  }
  if (unfinished.length > 0) await touchRecords(db, unfinished, now);
  const last = results.at(-1);
  if (last === undefined || results.length < MAX_ASKED) return stretch;
  return { ...stretch, to: last.session_id, isLast: false };
}
