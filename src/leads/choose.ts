/**
 * Which lead an identify means: a pure decision. `lead_id` decides where it is given, else the email, else
 * the lead that the session has. An existing detail is never overwritten; a missing one is filled in.
 *
 * A browser must not learn which email addresses are known, neither from one answer nor from several. So no answer to a
 * browser depends on whether some other lead has the email:
 * - With a `lead_id`, an email is stored as a claim (`claimed_email`), and no lead is ever found by a claim.
 * - A session whose lead is known by name only changes to the lead of the email, whether that lead is new or not.
 *
 * A lead that the session has only by a link, from another session of the visitor, gives way to one that is given here,
 * since several people may use one browser.
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

/** The lead to use or to create, the email to fill in, and whether the session may leave the lead it has. */
export type Choice =
  | ({ use: Lead } & Filling)
  | ({ create: { lead_id?: LeadId | undefined; known_by: Lead['known_by'] } } & Filling)
  | { error: 'lead_conflict' };
type Filling = {
  email?: string | undefined;
  claimed_email?: string | undefined;
  replaces: boolean;
};

/** `lead_conflict`: the session, or the email, belongs to another lead. */
export function chooseLead(
  wanted: Details,
  /** `isOnlyLinked`: the session has its lead by a link, not by an identify. */
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
  // With `replace`, also in place of a lead that another session of the visitor may link meanwhile.
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
