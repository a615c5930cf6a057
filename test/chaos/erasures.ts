/**
 * Erasures, as a site's server asks for them, until they are acknowledged. From then on nothing of the session or the
 * visitor may come back: no answer, no record, no lead, no task.
 */
import type { Book, Visitor } from './book.ts';
import type { Client, Reply } from './client.ts';
import { sleep } from './harm.ts';
import type { SessionLedger } from './ledger.ts';
import { Messages, PATH } from './messages.ts';
import type { Random } from './random.ts';

const ATTEMPTS = 8;

export class Erasures {
  readonly #client: Client;
  readonly #book: Book;
  readonly #random: Random;

  constructor(client: Client, book: Book, random: Random) {
    this.#client = client;
    this.#book = book;
    this.#random = random;
  }

  /** The session, and then messages that come too late. */
  async eraseSession(ledger: SessionLedger, visitor: Visitor): Promise<void> {
    const { session_id, site_id } = ledger;
    const messages = new Messages(this.#random.fork(), visitor, () => this.#client.now());
    ledger.erasure = 'asked';
    // Who tries to take its id must have been answered: afterwards it is free.
    while (ledger.foreignOpens > 0) await sleep(50);
    const path = `${PATH}?session_id=${session_id}&site_id=${site_id}`;
    if (!(await this.#askFor(path))) return;
    ledger.erasure = 'done';
    for (const kind of ['update', 'end', 'identify', 'read'] as const) {
      const { method, path, body } = messages.compose(kind, session_id);
      const reply = await this.#client.send({
        method,
        path,
        isServer: true,
        ...(body && { body }),
      });
      if (!isNowhere(reply)) {
        this.#book.accuse(ledger, `erased, and ${kind} answered ${reply.status}`);
      }
    }
  }

  /**
   * All that is known of a visitor, some of whom are saying who they are just then. A session that D1 never had
   * answers for a minute more, but nobody is identified in it.
   */
  async eraseVisitor(visitor: Visitor): Promise<void> {
    const own = [...this.#book.sessions.values()].filter(
      (ledger) => ledger.visitor === visitor.visitor_id,
    );
    for (const ledger of own) ledger.erasure = 'asked';
    while (own.some(({ foreignOpens }) => foreignOpens > 0)) await sleep(50);
    const { visitor_id, site_id } = visitor;
    const underWay = own.map((ledger) => this.#identify(ledger, visitor));
    await sleep(this.#random.int(0, 30));
    const isAcknowledged = await this.#askFor(`/api/visitors/${visitor_id}?site_id=${site_id}`);
    await Promise.all(underWay);
    if (!isAcknowledged) return;
    visitor.isErased = true;
    for (const ledger of own) {
      ledger.erasure = 'done';
      const reply = await this.#identify(ledger, visitor);
      if (!isNowhere(reply)) {
        this.#book.accuse(ledger, `its visitor was erased, and identify answered ${reply.status}`);
      }
    }
  }

  #identify({ session_id, site_id }: SessionLedger, { identity }: Visitor): Promise<Reply> {
    const path = `${PATH}/${session_id}/identify`;
    const body = { site_id, ...identity, create_task: true };
    return this.#client.send({ method: 'POST', path, body, isServer: true });
  }

  /** True: acknowledged. After an answer that was lost there may be nothing left to erase. */
  async #askFor(path: string): Promise<boolean> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const reply = await this.#client.send({ method: 'DELETE', path, isServer: true });
      if (reply.status === 200 || (reply.status === 404 && attempt > 1)) return true;
      if (reply.status !== 0 && reply.status !== 503) {
        this.#book.accuse(null, `an erasure answered ${reply.status} ${reply.error?.code}`);
        return false;
      }
      await sleep(this.#random.int(50, 400));
    }
    return false;
  }
}

/** Not found, in answers and records. */
function isNowhere({ status, error, wasHarmed }: Reply): boolean {
  if (status === 404) return error?.code === 'session_not_found';
  return (status === 0 || status === 503) && wasHarmed;
}
