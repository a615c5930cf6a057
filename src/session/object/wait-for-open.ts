/**
 * A page that is left sends its last messages by beacon, and a beacon may arrive before the create that was sent just
 * before it. It waits for that create, in memory: an id that stays unknown still writes nothing.
 */
import type { SessionId } from '../../ids/uuid';
import { timeOfId } from '../session-id';

/** How far off the clock of a page may be that makes an id; an older id is not waited for. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** Longer than two requests of one page are apart. Nobody waits for the answer to a beacon. */
const WAIT_MS = 1_000;

/** Gives the create of a session time to arrive, if its id was made within a day. */
export async function waitForOpen(sessionId: SessionId): Promise<void> {
  if (Math.abs(Date.now() - (timeOfId(sessionId) ?? 0)) > MAX_AGE_MS) return;
  await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
}
