/**
 * An identify reads the session, finds or makes the lead in D1, and attaches it to what the session is by then. Identifies
 * of one session run one after the other, so that two of them cannot both find it without a lead.
 */
import type { LeadId, SiteId } from '../../ids/uuid';
import type { Identified, IdentifyRequest, NotIdentified } from '../../leads/identify';
import { decide } from '../life/lifecycle';
import type { Session } from '../life/session';
import type { Attached, Failed } from './contract';

export type IdentifyEffects = {
  /** Does something with the newest state, with no `await` before its changes are stored. */
  withNewest<T>(work: (state: Session | null) => T): Promise<T | Failed>;
  /** Gives a create that is still on its way time to arrive. */
  waitForOpen(): Promise<void>;
  /** Finds or makes the lead, in D1. */
  findLead(session: Session, request: IdentifyRequest): Promise<Identified | NotIdentified>;
  /** Stores the session, and that its visitor's other sessions are to get the lead. */
  store(next: Session, leadId: LeadId, now: number): void;
  /** Writes the record in the background. */
  flush(): void;
  view(session: Session, now: number): string;
  /** In ms since the epoch. */
  now(): number;
};

export class Identifying {
  #last: Promise<unknown> = Promise.resolve();

  /** Once the identifies before it are over. */
  run<T>(identify: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(identify);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** Resolves when the identifies that were asked for so far are over. */
  async finish(): Promise<void> {
    await this.#last;
  }
}

/** Throws when D1 does; safe to repeat. */
export async function identify(
  request: IdentifyRequest,
  siteId: SiteId,
  effects: IdentifyEffects,
): Promise<Attached | Failed> {
  const find = () => effects.withNewest((state) => state);
  let before = await find();
  if (before === null && request.caller === 'browser') {
    await effects.waitForOpen();
    before = await find();
  }
  if (before === null) return NOT_FOUND;
  if ('error' in before) return before;
  if (before.site_id !== siteId) return NOT_FOUND;
  const known = before;
  const lead = await effects.findLead(known, request);
  if ('error' in lead) {
    if (lead.error === 'lead_conflict') return { error: lead.error, session: known };
    // The flush will meet the tombstone as well, and clear the object.
    if (lead.error === 'session_not_found') effects.flush();
    return { error: lead.error, session: null };
  }
  return effects.withNewest((state) => attach(state, known, lead, effects));
}

const NOT_FOUND: Failed = { error: 'session_not_found', session: null };

function attach(
  state: Session | null,
  before: Session,
  lead: Identified,
  effects: IdentifyEffects,
): Attached | Failed {
  // Identifies take turns, so another lead can only have come by a link from another session of the visitor. This identify
  // was there first, and the lead that it has made in D1 must not be left without its session.
  const isLinked = state !== null && state.lead_id !== before.lead_id;
  const { lead_id, is_new_lead, task_id } = lead;
  const event = { type: 'identify', lead_id, replace: lead.replaces || isLinked } as const;
  const now = effects.now();
  const outcome = decide(state, event, now);
  if ('error' in outcome) return outcome;
  if (outcome.changed) {
    effects.store(outcome.next, lead_id, now);
    effects.flush();
  }
  return { view: effects.view(outcome.next, now), lead_id, is_new_lead, task_id };
}
