/** The one alarm of a session: when it is set, moved, and no longer needed. What it has to do is in `object.ts`. */
import { phaseOf } from '../life/expiry';
import { isOverdue, latestWake, nextWake, retryDelayMs } from '../life/schedule';
import { freshUntil } from '../session-id';
import type { StoredState } from './state';

export type AlarmEffects = {
  /** In ms since the epoch. */
  now(): number;
  /** In [0, 1). */
  random(): number;
};

export class Alarm {
  readonly #state: StoredState;
  readonly #effects: AlarmEffects;
  /** In a row. */
  #failures = 0;

  constructor(state: StoredState, effects: AlarmEffects) {
    this.#state = state;
    this.#effects = effects;
  }

  /** Sets the alarm of the visit, unless there is one that comes early enough. */
  arm(now = this.#effects.now()): void {
    const { session, alarmAt } = this.#state;
    if (session === null) return;
    // A lost alarm may have been to write what D1 still lacks.
    const wakeAt = isOverdue(alarmAt, now) ? now + retryDelayMs(0, 0) : latestWake(session, now);
    this.#state.arm(wakeAt, now);
  }

  /** Sets it again where it was lost. */
  armIfLost(): void {
    const { session, alarmAt } = this.#state;
    if (session === null) return;
    if (alarmAt === null || isOverdue(alarmAt, this.#effects.now())) this.arm();
  }

  /** The next retry waits 1 to 2 s again. */
  resetRetries(): void {
    this.#failures = 0;
  }

  /** Tries again, 1 to 60 s later. */
  retry(): void {
    const now = this.#effects.now();
    this.#state.arm(now + retryDelayMs(this.#failures, this.#effects.random()), now);
    this.#failures += 1;
  }

  /** After a flush: forgets a session that is final and written, waits for one that is not, or tries again. */
  async settle(isFlushed: boolean): Promise<void> {
    const now = this.#effects.now();
    const { session } = this.#state;
    if (session === null) return;
    if (!isFlushed) return this.retry();
    // Time alone may have ended it during the flush, and D1 does not have that yet.
    const isOver = session.ended_at !== null && phaseOf(session, now) === 'final';
    if (isOver && this.#state.isWritten && this.#state.linkingTo === null) {
      const until = freshUntil(session.session_id, now);
      if (until === null) return this.#state.forget();
      return this.#state.arm(until, now);
    }
    const isArmed = this.#state.alarmAt !== null;
    this.#state.arm(isArmed ? latestWake(session, now) : nextWake(session, now), now);
  }
}
