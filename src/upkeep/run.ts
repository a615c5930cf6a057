import { namedDatabases } from '../databases';
import { resumePendingLinks } from '../leads/link';
import { logError } from '../log';
import { moveOldRecords } from '../session/move-records';
import { reportLags } from './lag';
import { deleteClosedSites, deleteExpired } from './retention';
import { reconcileOverdue } from './watchdog';

/** The interval of the cron trigger in `wrangler.toml`. */
const INTERVAL_MS = 5 * 60 * 1000;
/**
 * An invocation may make 10,000 calls, and a database takes at most 300 objects and 300 queries:
 * https://developers.cloudflare.com/workers/platform/limits/#subrequests
 */
const DATABASES = 4;

/**
 * What the cron trigger does, for some databases at a time. A part that fails keeps no other waiting; those that ask many
 * objects come last, so that one that hangs holds up nothing but them.
 */
export async function runUpkeep(env: Env, now: number): Promise<void> {
  const databases = databasesInTurn(env, now);
  for (const [, db] of databases) await attempt(() => deleteExpired(db, now));
  for (const [, db] of databases) await attempt(() => deleteClosedSites(db, now));
  for (const [, db] of databases) await attempt(() => moveOldRecords(db));
  for (const [name, db] of databases) await attempt(() => reportLags(name, db, now));
  const asking = [reconcileOverdue, resumePendingLinks];
  for (const part of asking)
    for (const [, db] of databases) await attempt(() => part(env, db, now));
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
