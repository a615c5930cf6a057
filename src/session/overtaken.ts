/**
 * A page that is left says the rest by beacons, and such a beacon may come before the create that was sent shortly before it.
 * It waits here for that session, in memory: an id that stays unknown has still written nothing.
 */
import { timeOfId } from '../ids';

/** The clock of a page that makes an id may be that far off; older ones are not waited for. */
const MAX_AGE_MS = 24 * 60 * 60 * 1000;
/** Longer than two requests of one page are apart, shorter than anybody waits for an answer. */
const MAX_WAIT_MS = 1_000;

export class Overtaken {
  readonly #waiting = new Set<() => void>();

  /** Until the session is opened, or not much longer. Only an id that was made today is waited for. */
  async waitForOpen(sessionId: string): Promise<void> {
    if (Math.abs(Date.now() - (timeOfId(sessionId) ?? 0)) > MAX_AGE_MS) return;
    await new Promise<void>((resolve) => {
      this.#waiting.add(resolve);
      setTimeout(() => {
        this.#waiting.delete(resolve);
        resolve();
      }, MAX_WAIT_MS);
    });
  }

  release(): void {
    for (const resolve of this.#waiting) resolve();
    this.#waiting.clear();
  }
}
