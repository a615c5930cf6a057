/**
 * Brings the record of one session in D1 up to date with its object. Flushes run one at a time; each writes the newest
 * state, so a flush that waited for another has often nothing left to write.
 */
import type { LeadId } from '../../ids/uuid';
import { logError } from '../../log';
import { decide } from '../life/lifecycle';
import type { Session } from '../life/session';
import type { FlushResult } from '../record/write';
import type { StoredState } from './state';

export type FlusherEffects = {
  /** Writes the record unless D1 has this version or a newer one. Throws when D1 does. */
  write(session: Session): Promise<FlushResult>;
  /** Removes what D1 still has of a session that was erased. */
  remove(session: Session): Promise<void>;
  /** D1 works: whoever counts failures begins anew. */
  noteSuccess(): void;
  /** In ms since the epoch. */
  now(): number;
};

export class Flusher {
  readonly #state: StoredState;
  readonly #effects: FlusherEffects;
  #last: Promise<unknown> = Promise.resolve();

  constructor(state: StoredState, effects: FlusherEffects) {
    this.#state = state;
    this.#effects = effects;
  }

  /** False: D1 did not take the record. Never throws. */
  flush(): Promise<boolean> {
    const flushed = this.#last.then(() => this.#flushOnce());
    this.#last = flushed;
    return flushed;
  }

  /** Resolves when the flushes that were asked for so far are over. */
  async finish(): Promise<void> {
    await this.#last;
  }

  async #flushOnce(): Promise<boolean> {
    const { session, epoch } = this.#state;
    if (session === null || this.#state.isWritten) return true;
    try {
      const result = await this.#effects.write(session);
      // Forgotten meanwhile, and with it what was written of it.
      if (epoch !== this.#state.epoch) return true;
      if ('error' in result) {
        await this.#state.forget();
        await this.#effects.remove(session);
        return true;
      }
      this.#state.noteWritten(result.version);
      this.#effects.noteSuccess();
      return this.#adoptLead(result.visitor_lead_id) ? this.#flushOnce() : true;
    } catch (error) {
      logError('flush_failed', error, { session_id: session.session_id, version: session.version });
      return false;
    }
  }

  /** The visitor turned out to have a lead: the session gets the same one, and has to be written again. */
  #adoptLead(leadId: LeadId | null): boolean {
    const { session } = this.#state;
    if (leadId === null || session === null) return false;
    const outcome = decide(session, { type: 'link', lead_id: leadId }, this.#effects.now());
    if ('error' in outcome || outcome.next.lead_id === session.lead_id) return false;
    this.#state.put(outcome.next);
    return true;
  }
}
