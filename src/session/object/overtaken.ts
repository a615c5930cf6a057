/**
 * A page that is left says the rest by beacons, and such a beacon may come before the create that was sent shortly before it.
 * It waits for that session, in memory: an id that stays unknown has still written nothing.
 */
import { timeOfId } from '../session-id';

/** The clock of a page that makes an id may be that far off; older ones are not waited for. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** Longer than two requests of one page are apart. Nobody waits for the answer. */
const WAIT_MS = 1_000;

/** Gives the create of a session time to come. Only an id that was made today is waited for. */
export async function waitForOpen(sessionId: string): Promise<void> {
  if (Math.abs(Date.now() - (timeOfId(sessionId) ?? 0)) > MAX_AGE_MS) return;
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
}
