import { allDatabases } from '../databases';
import { logError } from '../log';
import { walkSessions } from './walk';
import { reconcileOverdue } from './watchdog';

/** What the cron trigger does, for every database; a part that fails keeps no other waiting. */
export async function runUpkeep(env: Env, now: number): Promise<void> {
  const parts = allDatabases(env).flatMap((db) => [
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
