/**
 * One visitor: opens sessions, reports, ends, comes back, identifies; now and then several messages at
 * a time, out of order, twice, or long after.
 */
import { beginAttempt } from './attempts.ts';
import type { Book, Visitor } from './book.ts';
import type { Client, Reply } from './client.ts';
import { Erasures } from './erasures.ts';
import { sleep } from './harm.ts';
import { Judge } from './judge.ts';
import type { SessionLedger } from './ledger.ts';
import { type Kind, type Message, Messages, PATH } from './messages.ts';
import type { Random } from './random.ts';

/** Real time for which an open is tried again. */
const PATIENCE_MS = 30_000;
type Step = Kind | 'again' | 'burst' | 'pause' | 'idle' | 'take';

const STEPS: Record<Step, number> = {
  update: 30,
  read: 8,
  end: 7,
  open: 8,
  identify: 5,
  again: 8,
  burst: 14,
  pause: 22,
  idle: 1,
  take: 1,
};

export class Visit {
  #ledger: SessionLedger | null = null;
  readonly #messages: Messages;
  readonly #judge: Judge;
  readonly #erasures: Erasures;
  readonly #client: Client;
  readonly #book: Book;
  readonly #random: Random;
  readonly #visitor: Visitor;
  /** A session of another site, whose id must not be taken. */
  readonly #foreign: () => SessionLedger | null;

  constructor(
    client: Client,
    book: Book,
    random: Random,
    visitor: Visitor,
    foreign: () => SessionLedger | null,
  ) {
    this.#client = client;
    this.#book = book;
    this.#random = random;
    this.#visitor = visitor;
    this.#foreign = foreign;
    this.#messages = new Messages(random.fork(), visitor, () => client.now());
    this.#judge = new Judge(book, visitor);
    this.#erasures = new Erasures(client, book, random.fork());
  }

  /** Comes to an end early once the run is over. */
  async run(idleTimeoutMs: number, isOver: () => boolean): Promise<void> {
    try {
      await this.#run(idleTimeoutMs, isOver);
    } finally {
      this.#book.clocksSet += this.#messages.clocksSet;
    }
  }

  async #run(idleTimeoutMs: number, isOver: () => boolean): Promise<void> {
    if (!(await this.#begin())) return;
    if (this.#visitor.isToErase && this.#random.chance(0.5)) {
      return this.#erasures.eraseVisitor(this.#visitor);
    }
    for (let left = this.#random.int(3, 30); left > 0 && !isOver(); left -= 1) {
      const step = this.#random.weighed(STEPS);
      if (step === 'pause') await sleep(this.#random.int(0, 500));
      else if (step === 'idle') await sleep(idleTimeoutMs / 60 + 300);
      else if (step === 'burst') await this.#burst();
      else if (step === 'take') await this.#takeForeign();
      else await this.#deliver(this.#compose(step));
    }
    if (this.#random.chance(0.6)) await this.#deliver(this.#compose('end'));
    if (this.#random.chance(0.3) && !isOver()) await this.#comeLate(idleTimeoutMs);
    if (this.#visitor.isToErase) await this.#erasures.eraseVisitor(this.#visitor);
    else if (this.#random.chance(0.1) && this.#ledger !== null) {
      await this.#erasures.eraseSession(this.#ledger, this.#visitor);
    }
  }

  /** A session of its own, asked for until it is acknowledged. */
  async #begin(): Promise<boolean> {
    const random = this.#random.fork();
    const isMinted = random.chance(0.35);
    const id = random.uuid();
    const until = Date.now() + PATIENCE_MS;
    while (this.#ledger === null && Date.now() < until) {
      if (isMinted) await this.#mint(random);
      else await this.#open(id, random);
      if (this.#ledger === null) await sleep(100);
    }
    return this.#ledger !== null;
  }

  /** In one tab, or in several at once. */
  async #open(id: string, random: Random): Promise<void> {
    this.#book.ledgerOf(id, this.#visitor.site_id, this.#visitor.visitor_id);
    const message = this.#messages.begin(id, random);
    const tabs = random.chance(0.4) ? random.int(2, 4) : 1;
    await Promise.all(Array.from({ length: tabs }, () => this.#ask(message, random)));
  }

  /** An answer lost leaves a session that nobody knows, with the unique value of this message. */
  async #mint(random: Random): Promise<void> {
    const message = this.#messages.begin(undefined, random);
    const [mark = ''] = Object.keys(message.body?.custom_data ?? {});
    this.#book.minted.set(mark, null);
    const { data } = await this.#ask(message, random);
    if (data !== null) this.#book.minted.set(mark, data.session_id);
  }

  #burst(): Promise<unknown> {
    const kinds = Array.from({ length: this.#random.int(2, 5) }, () =>
      this.#random.weighed({ update: 10, end: 2, open: 3, identify: 2, read: 3, again: 4 }),
    );
    const messages = kinds.map((kind) => ({
      message: this.#compose(kind),
      random: this.#random.fork(),
    }));
    return Promise.all(
      messages.map(async ({ message, random }) => {
        if (random.chance(0.5)) await sleep(random.int(0, 60));
        await this.#deliver(message, random);
      }),
    );
  }

  /** Messages to a session that is final, and whose object may be gone. */
  async #comeLate(idleTimeoutMs: number): Promise<void> {
    await sleep(idleTimeoutMs / 60 + this.#random.int(200, 2_500));
    for (let left = this.#random.int(1, 4); left > 0; left -= 1) {
      const kind = this.#random.weighed({
        update: 4,
        end: 3,
        identify: 3,
        read: 2,
        again: 3,
        open: 1,
      });
      await this.#deliver(this.#compose(kind));
    }
  }

  #compose(kind: Kind | 'again'): Message {
    return this.#messages.compose(kind, this.#ledger?.session_id ?? '');
  }

  /** Sends it, and perhaps again if nobody knows what became of it. */
  async #deliver(message: Message, random = this.#random.fork()): Promise<void> {
    for (let attempt = 1; attempt <= 4; attempt += 1) {
      const { status } = await this.#ask(message, random);
      const isUnknown = status === 0 || status === 503;
      if (!isUnknown || !random.chance(0.7)) return;
      await sleep(random.int(20, 200));
    }
  }

  async #ask(message: Message, random: Random): Promise<Reply> {
    // A browser may not replace a lead.
    const isServer = random.chance(message.body?.replace ? 0.9 : 0.3);
    const announced = this.#judge.announce({ ...message, isServer });
    const reply = await this.#client.send(announced.attempt.message);
    this.#ledger = this.#judge.judge(announced, reply) ?? this.#ledger;
    return reply;
  }

  async #takeForeign(): Promise<void> {
    const foreign = this.#foreign();
    if (foreign === null || foreign.site_id === this.#visitor.site_id) return;
    const { site_id, visitor_id } = this.#visitor;
    const body = { site_id, visitor_id, id: foreign.session_id };
    const isServer = this.#random.chance(0.3);
    foreign.foreignOpens += 1;
    const reply = await this.#client.send({ method: 'POST', path: PATH, body, isServer });
    foreign.foreignOpens -= 1;
    if (reply.error?.code === 'session_conflict') return;
    const attempt = beginAttempt({ kind: 'read', method: '', path: '', isServer });
    this.#judge.refuse({ attempt, floors: new Map() }, reply, foreign);
  }
}
