/** How far behind the jobs of the cron trigger are, for the log and for the operator. */
import { namedDatabases } from '../database/databases';
import { logWarning } from '../log';
import { findOldestLink } from '../session/linking/pending-links';
import { measureRetentionLag } from '../session/record/delete';

/** A visitor's older sessions should have their lead within this. */
const LINKED_WITHIN_MS = 60 * 60 * 1000;

/** An expired session should be deleted within this. */
const DELETED_WITHIN_MS = 24 * 60 * 60 * 1000;

export type Lag = { job: 'retention' | 'links'; lag_ms: number };

/** Of one database, in ms beyond the limits above; 0: the job keeps up. */
export async function measureLags(db: D1Database, now: number): Promise<Lag[]> {
  const waiting = await measureRetentionLag(db, now);
  const oldest = await findOldestLink(db);
  const links = oldest === null ? 0 : Math.max(0, now - oldest - LINKED_WITHIN_MS);
  return [
    { job: 'retention', lag_ms: Math.max(0, waiting - DELETED_WITHIN_MS) },
    { job: 'links', lag_ms: links },
  ];
}

/** Of every database, by the name of its binding. */
export async function measureAllLags(env: Env, now: number) {
  const lags = await Promise.all(
    namedDatabases(env).map(async ([database, db]) =>
      (await measureLags(db, now)).map((lag) => ({ database, ...lag })),
    ),
  );
  return lags.flat();
}

/** A line for each job that lags. */
export async function reportLags(database: string, db: D1Database, now: number): Promise<void> {
  for (const { job, lag_ms } of await measureLags(db, now)) {
    if (lag_ms > 0) logWarning('upkeep_lags', { database, job, lag_ms });
  }
}
