import { allDatabases } from '../databases';
import { logError } from '../log';
import { walkSessions } from './walk';
import { reconcileOverdue } from './watchdog';

/** The interval of the cron trigger in `wrangler.toml`. */
const INTERVAL_MS = 5 * 60 * 1000;
/**
 * An invocation may make 10,000 calls, and a database takes up to 2,100 objects and some queries:
 * https://developers.cloudflare.com/workers/platform/limits/#subrequests
 */
const DATABASES = 4;

/** What the cron trigger does, for some databases at a time; a part that fails keeps no other waiting. */
export async function runUpkeep(env: Env, now: number): Promise<void> {
  const parts = databasesInTurn(env, now).flatMap((db) => [
    () => reconcileOverdue(env, db, now),
    () => walkSessions(env, db, now),
  ]);
  for (const part of parts) {
    try {
      await part();
    } catch (error) {
      logError('upkeep_failed', error);
    }
  }
}

function databasesInTurn(env: Env, now: number): D1Database[] {
  const all = allDatabases(env);
  const first = (Math.floor(now / INTERVAL_MS) * DATABASES) % all.length;
  return [...all.slice(first), ...all.slice(0, first)].slice(0, DATABASES);
}
