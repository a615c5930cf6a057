/**
 * Finds or makes the lead of an identify, fills in its missing details, links the visitor, makes the task. An email is unique
 * within its site in D1, so the second of two racing callers finds the lead of the first. Repeating changes nothing.
 */

import type { CallerKind } from '../access/caller';
import { asId, type LeadId } from '../ids/uuid';
import type { Session } from '../session/life/session';
import { attachLead } from './attach';
import { chooseLead, type Details } from './choose';
import { findLeads } from './lead';

export type IdentifyRequest = Details & {
  create_task: boolean;
  replace: boolean;
  caller: CallerKind;
  /** The id of the lead if it is new. Minted once per request, so that a retried call recognises its own lead. */
  new_lead_id?: LeadId | undefined;
};

export type Identified = {
  lead_id: LeadId;
  is_new_lead: boolean;
  task_id: string | null;
  /** The session leaves the lead it had. */
  replaces: boolean;
};

/** `session_not_found`: it was erased meanwhile. */
export type NotIdentified = { error: 'lead_not_found' | 'lead_conflict' | 'session_not_found' };

/** Each attempt after the first means that a racing caller has changed the lead; three in a row are a fault. */
const ATTEMPTS = 3;

/** Errors: `lead_not_found`, `lead_conflict`, `session_not_found`. Throws when D1 does; safe to repeat. */
export async function identifyLead(
  db: D1Database,
  session: Session,
  request: IdentifyRequest,
  now: number,
): Promise<Identified | NotIdentified> {
  const { site_id } = session;
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const found = await findLeads(db, site_id, {
      current: session.lead_id,
      lead_id: request.lead_id,
      email: request.email,
    });
    if (found.byId !== null && found.byId.site_id !== site_id) return { error: 'lead_not_found' };
    const { caller: kind, replace } = request;
    const isOnlyLinked = session.identified_at === null;
    const choice = chooseLead(request, { kind, replace, isOnlyLinked }, found);
    if ('error' in choice) return choice;
    const { name, phone, create_task } = request;
    const { email, claimed_email } = choice;
    // The session's lead was erased: nothing stands in the way of another one.
    const replaces = choice.replaces || (session.lead_id !== null && found.current === null);
    const create = 'create' in choice ? choice.create : null;
    const lead_id =
      'use' in choice
        ? choice.use.lead_id
        : (choice.create.lead_id ?? request.new_lead_id ?? asId<LeadId>(crypto.randomUUID()));
    const attachment = {
      lead_id,
      create,
      email,
      claimed_email,
      name,
      phone,
      replaces,
      create_task,
    };
    const attached = await attachLead(db, session, attachment, now);
    if ('error' in attached) {
      if (attached.error === 'session_erased') return { error: 'session_not_found' };
      // Somebody else made or took the lead a moment ago: choose again.
      continue;
    }
    const is_new_lead = create !== null || lead_id === request.new_lead_id;
    return { lead_id, is_new_lead, task_id: attached.task_id, replaces };
  }
  throw new Error('the lead was neither made nor found');
}
