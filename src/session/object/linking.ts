/**
 * After an identify the visitor's other sessions get the lead, too. What is still to be linked is stored with the session,
 * so that a crash or D1 being down delays it until the next alarm.
 */
import type { LeadId } from '../../ids/uuid';
import { logError } from '../../log';
import type { Session } from '../life/session';
import type { StoredState } from './state';

export type LinkingEffects = {
  /** Gives the lead to the visitor's other sessions. Throws when D1 does; safe to repeat. */
  linkOthers(session: Session, leadId: LeadId): Promise<void>;
  /** Leaves it to the cron trigger. Throws when D1 does. */
  leaveToUpkeep(session: Session, leadId: LeadId): Promise<void>;
  /** Sets an alarm to try again. */
  retry(): void;
};

export class Linking {
  readonly #state: StoredState;
  readonly #effects: LinkingEffects;

  constructor(state: StoredState, effects: LinkingEffects) {
    this.#state = state;
    this.#effects = effects;
  }

  /** Never throws: what fails is tried again by alarm. */
  async resume(): Promise<void> {
    const failure = await this.#attempt();
    // Of a session that was forgotten meanwhile an alarm would be all that is left.
    if (failure !== null && this.#state.linkingTo !== null) this.#effects.retry();
  }

  /** For a session that is about to be erased: what fails goes to the cron trigger. Throws when D1 does. */
  async handOver(): Promise<void> {
    const failure = await this.#attempt();
    if (failure !== null) await this.#leave(failure.session, failure.leadId);
  }

  /** Leaves what is still to be linked to the cron trigger, without a call to another object. Throws when D1 does. */
  async leave(): Promise<void> {
    const { session, linkingTo } = this.#state;
    if (session !== null && linkingTo !== null) await this.#leave(session, linkingTo);
  }

  async #leave(session: Session, leadId: LeadId): Promise<void> {
    await this.#effects.leaveToUpkeep(session, leadId);
    if (this.#state.linkingTo === leadId) this.#state.finishLinking();
  }

  /** What could not be linked, or null. */
  async #attempt(): Promise<{ session: Session; leadId: LeadId } | null> {
    const { session, linkingTo: leadId } = this.#state;
    if (session === null || leadId === null) return null;
    try {
      await this.#effects.linkOthers(session, leadId);
      if (this.#state.linkingTo === leadId) this.#state.finishLinking();
      return null;
    } catch (error) {
      logError('linking_failed', error, { session_id: session.session_id });
      return { session, leadId };
    }
  }
}
