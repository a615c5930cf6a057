/**
 * Erases one session. Order: wait for running identifies and flushes; write the tombstone, so that D1 refuses later writes; clear the
 * object; delete the record last, so that a retry finds unfinished work.
 */
export type EraseEffects = {
  /** Resolves when running identifies and flushes are over: what they write is to be erased, too. */
  finishWrites(): Promise<unknown>;
  writeTombstone(): Promise<void>;
  clearObject(): Promise<void>;
  deleteRecord(): Promise<void>;
};

export class Erasing {
  #running: Promise<unknown> | null = null;

  get isRunning(): boolean {
    return this.#running !== null;
  }

  /** Resolves when no erasure is running any more. Never throws. */
  async finish(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  /** Throws when D1 does; repeating goes on where it was cut off. */
  async erase(effects: EraseEffects): Promise<void> {
    // With no `await` between the look and the start, so that of several that have waited one goes on.
    while (this.#running !== null) await this.#running;
    const erasing = eraseOnce(effects);
    this.#running = erasing
      .catch(() => undefined)
      .then(() => {
        this.#running = null;
      });
    await erasing;
  }
}

async function eraseOnce(effects: EraseEffects): Promise<void> {
  await effects.finishWrites();
  await effects.writeTombstone();
  await effects.clearObject();
  await effects.deleteRecord();
}
