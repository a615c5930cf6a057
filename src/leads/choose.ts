/**
 * Which lead an identify means: a pure decision. `lead_id` decides where it is given, else the email, else
 * the lead that the session has. An existing detail is never overwritten; a missing one is filled in.
 *
 * A browser must not learn which addresses are known, neither from one answer nor from several. So what it
 * is answered never depends on whether some other lead has the email: an email given for a lead that a
 * `lead_id` names is kept as a claim, by which no lead is found; and a lead known by name only is left for
 * another one, with a new id, whether that one was there or not.
 *
 * A lead that the session has only because its visitor is known from another session gives way to one that is given here:
 * several people may use one browser.
 */

import type { CallerKind } from '../access/caller';
import type { LeadId } from '../ids/uuid';
import type { Lead } from './lead';

export type Details = {
  lead_id?: LeadId | undefined;
  email?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
};

/** The lead, what is filled in of its email, and whether the session may leave the lead it has. */
export type Choice =
  | ({ use: Lead } & Filling)
  | ({ create: { lead_id?: LeadId | undefined; known_by: Lead['known_by'] } } & Filling)
  | { error: 'lead_conflict' };
type Filling = {
  email?: string | undefined;
  claimed_email?: string | undefined;
  replaces: boolean;
};

export function chooseLead(
  wanted: Details,
  /** `isOnlyLinked`: nobody has said in this session that the lead it has is theirs. */
  caller: { kind: CallerKind; replace: boolean; isOnlyLinked: boolean },
  /** The session's lead, the lead with the wanted id, the lead with the wanted email. */
  found: { current: Lead | null; byId: Lead | null; byEmail: Lead | null },
): Choice {
  const { current, byId, byEmail } = found;
  const { lead_id, email, name } = wanted;
  const isBrowser = caller.kind === 'browser';
  const mayLeave = caller.replace || caller.isOnlyLinked;
  const conflict: Choice = { error: 'lead_conflict' };
  if (lead_id !== undefined) {
    const leaves = current !== null && current.lead_id !== lead_id;
    if (leaves && !mayLeave) return conflict;
    const replaces = caller.replace || leaves;
    const lead =
      byId !== null ? { use: byId } : { create: { lead_id, known_by: 'lead_id' as const } };
    if (isBrowser) return { ...lead, claimed_email: email, replaces };
    if (email === undefined || byId?.email != null) return { ...lead, replaces };
    if (byEmail !== null && byEmail.lead_id !== lead_id) return conflict;
    return { ...lead, email, replaces };
  }
  if (email === undefined) {
    const leaves = caller.isOnlyLinked && isOtherName(name, current?.name);
    return current !== null && !leaves
      ? { use: current, replaces: false }
      : { create: { known_by: 'name' }, replaces: leaves };
  }
  const byAddress = (replaces: boolean): Choice =>
    byEmail !== null
      ? { use: byEmail, replaces }
      : { create: { known_by: 'email' }, email, replaces };
  // Told to replace: another session of the visitor may bring its lead here meanwhile.
  if (current === null) return byAddress(caller.replace);
  if (current.email === email) return { use: current, replaces: caller.replace };
  if (current.email !== null) return mayLeave ? byAddress(true) : conflict;
  if (current.known_by === 'name') return byAddress(true);
  if (caller.isOnlyLinked && current.claimed_email !== email) return byAddress(true);
  if (isBrowser) return { use: current, claimed_email: email, replaces: false };
  if (byEmail === null) return { use: current, email, replaces: false };
  return mayLeave ? byAddress(true) : conflict;
}

function isOtherName(given: string | undefined, known: string | null | undefined): boolean {
  return !!given && !!known && given.toLowerCase() !== known.toLowerCase();
}
