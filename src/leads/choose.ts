/**
 * Which lead an identify means: a pure decision. `lead_id` decides where it is given, else the email, else
 * the lead that the session has. An existing detail is never overwritten; a missing one is filled in.
 *
 * A browser must not learn which addresses are known. So the answer to it depends on its own session
 * and never on whether some other lead has the email: where that would show, the email is left aside
 * (the caller's `lead_id` stands), or a new lead id is answered in both cases (a lead known by name only).
 */
import type { CallerKind } from '../session/lifecycle';
import type { Lead } from './store';

export type Details = {
  lead_id?: string | undefined;
  email?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
};

export type Choice =
  /** `replaces`: the session may leave the lead it has. */
  | { use: Lead; email?: string | undefined; replaces: boolean }
  | {
      create: {
        lead_id?: string | undefined;
        email?: string | undefined;
        known_by: Lead['known_by'];
      };
      replaces: boolean;
    }
  | { error: 'lead_conflict' };

export function chooseLead(
  wanted: Details,
  caller: { kind: CallerKind; replace: boolean },
  /** The session's lead, the lead with the wanted id, the lead with the wanted email. */
  found: { current: Lead | null; byId: Lead | null; byEmail: Lead | null },
): Choice {
  const { current, byId, byEmail } = found;
  const conflict: Choice = { error: 'lead_conflict' };
  if (wanted.lead_id !== undefined) {
    if (current !== null && current.lead_id !== wanted.lead_id && !caller.replace) return conflict;
    const isTaken = byEmail !== null && byEmail.lead_id !== wanted.lead_id;
    const fills = wanted.email !== undefined && (byId === null || byId.email === null);
    if (fills && isTaken && caller.kind === 'server') return conflict;
    const email = fills && !isTaken ? wanted.email : undefined;
    return byId !== null
      ? { use: byId, email, replaces: caller.replace }
      : {
          create: { lead_id: wanted.lead_id, email, known_by: 'lead_id' },
          replaces: caller.replace,
        };
  }
  if (wanted.email === undefined) {
    return current !== null
      ? { use: current, replaces: false }
      : { create: { known_by: 'name' }, replaces: false };
  }
  const byAddress = (replaces: boolean): Choice =>
    byEmail !== null
      ? { use: byEmail, replaces }
      : { create: { email: wanted.email, known_by: 'email' }, replaces };
  if (current === null) return byAddress(false);
  if (current.email === wanted.email) return { use: current, replaces: false };
  if (current.email !== null) return caller.replace ? byAddress(true) : conflict;
  if (current.known_by === 'name') return byAddress(true);
  if (byEmail === null) return { use: current, email: wanted.email, replaces: false };
  if (caller.kind === 'browser') return { use: current, replaces: false };
  return caller.replace ? byAddress(true) : conflict;
}
