/** All ledgers of a run, and what went against them. */
import type { SessionView } from '../../src/session/life/view.ts';
import { Attempts, type Moment } from './attempts.ts';
import { type Floor, SessionLedger } from './ledger.ts';
import type { Identity } from './messages.ts';

/** Messages of a session that are reported with what went wrong. */
const HISTORY = 40;

export type Visitor = {
  visitor_id: string;
  site_id: string;
  /** Whom the visitor is identified as, unless a server replaces that. */
  identity: Identity;
  mayReplace: boolean;
  /** Every lead that the visitor was identified as, acknowledged or not. */
  readonly identities: Identity[];
  readonly leadsTold: Set<string>;
  /** It will be erased when it has left, and has an identity of its own. */
  isToErase: boolean;
  isErased: boolean;
};

export class Book {
  readonly sessions = new Map<string, SessionLedger>();
  readonly visitors = new Map<string, Visitor>();
  /** The follower that each final session was reported to have. */
  readonly followers = new Map<string, string>();
  /** The session that a create without an id made, by the key that it left; null if unanswered. */
  readonly minted = new Map<string, string | null>();
  readonly leadsByEmail = new Map<string, string>();
  /** Leads whose name was reported. */
  readonly named = new Set<string>();
  readonly #addresses = new Map<string, string>();
  losses = 0;
  /** How often clients have set their clocks. */
  clocksSet = 0;
  /** How often each rule was broken. */
  readonly broken = new Map<string, number>();
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  ledgerOf(
    sessionId: string,
    siteId: string,
    visitor: string,
    attempts = new Attempts(),
  ): SessionLedger {
    const known = this.sessions.get(sessionId);
    if (known !== undefined) return known;
    const made = new SessionLedger(sessionId, siteId, visitor, attempts);
    this.sessions.set(sessionId, made);
    return made;
  }

  /** What is known now of a session and of those that follow it. */
  floorsOf(sessionId: string): Map<string, Floor> {
    const floors = new Map<string, Floor>();
    for (let id: string | undefined = sessionId; id !== undefined; id = this.followers.get(id)) {
      const ledger = this.sessions.get(id);
      if (ledger !== undefined) floors.set(id, ledger.floor());
    }
    return floors;
  }

  /** Checks what an answer shows of a session, and takes it down. `moment`: when it was asked for. */
  enter(
    ledger: SessionLedger,
    view: SessionView,
    floor: Floor,
    what: string,
    moment: Moment = floor.moment,
  ): void {
    const wrong = [...ledger.check(view, floor), ...this.checkLead(ledger, view.lead_id, floor)];
    for (const words of [...wrong, ...ledger.absorb(view, moment)]) {
      this.accuse(ledger, `${what}: ${words}`);
    }
  }

  /**
   * The lead of a session is one that its visitor was identified as; from one to the next it comes by a replacement, or
   * where it was only linked.
   */
  checkLead(ledger: SessionLedger, leadId: string | null, floor: Floor): string[] {
    const { session_id, site_id, attempts } = ledger;
    const isLead = (identity: Identity) => {
      const reported = this.leadOf(site_id, identity);
      return reported === undefined ? !this.#addresses.has(leadId ?? '') : reported === leadId;
    };
    const identities = this.visitors.get(ledger.visitor)?.identities ?? [];
    if (leadId !== null && !identities.some(isLead))
      return [`nobody was identified as lead ${leadId}`];
    const since = floor.leads.sinceOthers(leadId);
    const givesWay = !floor.leads
      .others(leadId)
      .some((other) => floor.identifiedAs.has(other ?? ''));
    return since === null ||
      (leadId !== null && attempts.mayHaveReplaced(isLead, session_id, since, givesWay))
      ? []
      : [`lead_id must not be ${leadId} any more`];
  }

  /** Undefined: not answered to anybody. */
  leadOf(siteId: string, identity: Identity): string | undefined {
    return 'lead_id' in identity
      ? identity.lead_id
      : this.leadsByEmail.get(`${siteId} ${identity.email}`);
  }

  accuse(ledger: SessionLedger | null, words: string): void {
    const rule = words.replace(/[0-9a-f]{64}|[0-9a-f-]{36}|k?\d+/g, '#').slice(0, 60);
    const before = this.broken.get(rule) ?? 0;
    this.losses += 1;
    this.broken.set(rule, before + 1);
    if (before > 0) return;
    console.error(`LOSS (seed ${this.#seed}) session ${ledger?.session_id ?? '-'}: ${words}`);
    for (const line of ledger?.history.splice(0).slice(-HISTORY) ?? [])
      console.error(`    ${line}`);
  }

  /** The same email at the same site is the same lead, and no other email is, in any session. */
  enterLead(
    ledger: SessionLedger | null,
    siteId: string,
    identity: Identity,
    leadId: string,
  ): void {
    const known = this.leadOf(siteId, identity) ?? leadId;
    if (known !== leadId) {
      this.accuse(ledger, `${JSON.stringify(identity)} is lead ${known}, and now ${leadId}`);
    }
    if ('lead_id' in identity) return;
    const address = `${siteId} ${identity.email}`;
    this.leadsByEmail.set(address, known);
    const other = this.#addresses.get(known) ?? address;
    this.#addresses.set(known, other);
    if (other !== address) this.accuse(ledger, `lead ${known} is ${other} and ${address}`);
  }
}
