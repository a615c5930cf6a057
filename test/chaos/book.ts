/** All ledgers of a run, and what went against them. */
import type { SessionView } from '../../src/session/view.ts';
import { type Floor, SessionLedger } from './ledger.ts';

/** Messages of a session that are told with what went wrong. */
const HISTORY = 40;

export type Visitor = {
  visitor_id: string;
  site_id: string;
  /** Who the visitor says to be: always the same. */
  identity: { email: string } | { lead_id: string };
  leadTold: string | null;
  /** It will be erased when it has left, and has an identity of its own. */
  isToErase: boolean;
  isErased: boolean;
};

export class Book {
  readonly sessions = new Map<string, SessionLedger>();
  readonly visitors = new Map<string, Visitor>();
  /** The follower that each final session was told to have. */
  readonly followers = new Map<string, string>();
  /** The session that a create without an id made, by the key that it left; null if unanswered. */
  readonly minted = new Map<string, string | null>();
  readonly leadsByEmail = new Map<string, string>();
  losses = 0;
  /** How often each rule was broken. */
  readonly broken = new Map<string, number>();
  readonly #seed: number;

  constructor(seed: number) {
    this.#seed = seed;
  }

  ledgerOf(sessionId: string, siteId: string, visitor: string): SessionLedger {
    const known = this.sessions.get(sessionId);
    if (known !== undefined) return known;
    const made = new SessionLedger(sessionId, siteId, visitor);
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

  /** Checks what an answer shows of a session, and takes it down. */
  enter(ledger: SessionLedger, view: SessionView, floor: Floor | undefined, what: string): void {
    const wrong = floor === undefined ? [] : ledger.check(view, floor);
    for (const words of [...wrong, ...ledger.absorb(view)]) {
      this.accuse(ledger, `${what}: ${words}`);
    }
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

  /** The same address at the same site is the same lead, whoever is told. */
  enterLead(ledger: SessionLedger, visitor: Visitor, leadId: string): void {
    visitor.leadTold ??= leadId;
    if (visitor.leadTold !== leadId) this.accuse(ledger, `the visitor's lead changed to ${leadId}`);
    if ('lead_id' in visitor.identity) {
      if (visitor.identity.lead_id !== leadId) this.accuse(ledger, 'another lead than told');
      return;
    }
    const address = `${visitor.site_id} ${visitor.identity.email}`;
    const known = this.leadsByEmail.get(address) ?? leadId;
    this.leadsByEmail.set(address, known);
    if (known !== leadId) this.accuse(ledger, `two leads for ${address}: ${known}, ${leadId}`);
  }
}
