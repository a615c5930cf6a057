import { allDatabases } from '../databases';
import { logError } from '../log';
import { enforceRetention } from './retention';
import { reconcileOverdue } from './watchdog';

/** What the cron trigger does, for every database; one that fails does not keep the others waiting. */
export async function runUpkeep(env: Env, now: number): Promise<void> {
  for (const db of allDatabases(env)) {
    try {
      await reconcileOverdue(env, db, now);
      await enforceRetention(db, now);
    } catch (error) {
      logError('upkeep_failed', error);
    }
  }
}
