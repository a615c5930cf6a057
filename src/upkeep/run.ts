import { namedDatabases } from '../database/databases';
import { logError } from '../log';
import { resumePendingLinks } from '../session/linking/link';
import { askToLink } from '../session/object/stub';
import { deleteExpiredOldRecords } from '../session/record/delete';
import { moveOldRecords } from '../session/record/move-old-records';
import { reportLags } from './lag';
import { BATCH, deleteClosedSites, deleteExpired } from './retention';
import { type Reach, reconcileOverdue } from './watchdog';

/** The interval of the cron trigger in `wrangler.toml`. */
const INTERVAL_MS = 5 * 60 * 1000;
const RUNS_AN_HOUR = 12;
const RUNS_A_WEEK = 7 * 24 * RUNS_AN_HOUR;
/**
 * Databases per run. An invocation may make 10,000 calls, and each database takes at most 300 to objects and 300 queries:
 * https://developers.cloudflare.com/workers/platform/limits/#subrequests
 */
const DATABASES = 4;

/**
 * What the cron trigger does, for some databases per run. A job that fails does not stop the others. Jobs that call objects
 * come late, so that a call that hangs delays only them; moving old records is never urgent and comes last.
 */
export async function runUpkeep(env: Env, now: number): Promise<void> {
  const databases = databasesInTurn(env, now);
  for (const [, db] of databases) await attempt(() => deleteExpired(db, now));
  for (const [, db] of databases) await attempt(() => deleteClosedSites(db, now));
  for (const [name, db] of databases) await attempt(() => reportLags(name, db, now));
  const reach = reachOf(now, namedDatabases(env).length);
  for (const [, db] of databases) await attempt(() => reconcileOverdue(env, db, now, reach));
  for (const [, db] of databases) await attempt(() => resumePendingLinks(db, now, askToLink(env)));
  for (const [, db] of databases) {
    await attempt(async () => {
      if ((await moveOldRecords(db)).isDone) await deleteExpiredOldRecords(db, now, BATCH);
    });
  }
}

/** A day once an hour and a month once a week, in as many runs in a row as it takes to reach all databases. */
export function reachOf(now: number, databases: number): Reach {
  const run = Math.floor(now / INTERVAL_MS);
  const runs = Math.ceil(databases / DATABASES);
  if (run % RUNS_A_WEEK < runs) return 'month';
  return run % RUNS_AN_HOUR < runs ? 'day' : 'hours';
}

async function attempt(part: () => Promise<unknown>): Promise<void> {
  try {
    await part();
  } catch (error) {
    logError('upkeep_failed', error);
  }
}

function databasesInTurn(env: Env, now: number): [string, D1Database][] {
  const all = namedDatabases(env);
  const first = (Math.floor(now / INTERVAL_MS) * DATABASES) % all.length;
  return [...all.slice(first), ...all.slice(0, first)].slice(0, DATABASES);
}
