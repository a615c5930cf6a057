/** Holds every answer against the ledgers: what was told must be shown, and nothing may be refused without cause. */
import type { Book, Visitor } from './book.ts';
import type { Reply } from './client.ts';
import type { Floor, SessionLedger } from './ledger.ts';
import { type Message, targetOf } from './messages.ts';

export class Judge {
  readonly #book: Book;
  readonly #visitor: Visitor;

  constructor(book: Book, visitor: Visitor) {
    this.#book = book;
    this.#visitor = visitor;
  }

  /** Before it is sent: what is known by now, and must be in the answer. */
  announce(message: Message): Map<string, Floor> {
    const sessionId = targetOf(message);
    const ledger = this.#book.sessions.get(sessionId);
    const { exit_url, exit_type } = message.body ?? {};
    if (message.kind === 'end' && ledger !== undefined && exit_url !== undefined) {
      ledger.endsSent += 1;
      ledger.exitTypes.set(exit_url, exit_type);
    }
    return this.#book.floorsOf(sessionId);
  }

  /** Answers with the session that the visitor is in from now on, if an open was acknowledged. */
  judge(message: Message, reply: Reply, floors: Map<string, Floor>): SessionLedger | null {
    const sessionId = targetOf(message);
    const { data } = reply;
    const ledger = this.#book.sessions.get(sessionId) ?? null;
    ledger?.history.push(describe(message, reply));
    if (data === null) {
      this.refuse(message, reply, ledger);
      return null;
    }
    const isMint = message.kind === 'open' && sessionId === '';
    if (isMint && reply.status !== 201 && !reply.wasReset) {
      this.#book.accuse(null, `a create without id answered ${reply.status}`);
    }
    return isMint || data.session_id === sessionId
      ? this.#accept(message, reply, data.session_id, floors)
      : this.#follow(message, reply, sessionId, floors);
  }

  #accept(
    message: Message,
    reply: Reply,
    sessionId: string,
    floors: Map<string, Floor>,
  ): SessionLedger | null {
    const { data } = reply;
    if (data === null) return null;
    const { site_id, visitor_id } = this.#visitor;
    const ledger = this.#book.ledgerOf(sessionId, site_id, visitor_id);
    const wrong = (words: string) => this.#book.accuse(ledger, `${message.kind}: ${words}`);
    const body = message.body ?? {};
    this.#book.enter(ledger, data, floors.get(sessionId), message.kind);
    if (data.page_views < (body.page_views ?? 0)) wrong('the page views told are not shown');
    for (const key of Object.keys(body.custom_data ?? {})) {
      // An open sent before the end is a repetition that nobody waits for: only its counters are taken.
      if (key in data.custom_data) ledger.keep(key);
      else if (message.kind === 'update' || data.status === 'active') wrong(`${key} is not shown`);
    }
    ledger.activeTold = Math.max(ledger.activeTold, body.active_time ?? 0);
    if (message.kind === 'open') this.#acceptOpen(ledger, reply, wrong);
    if (message.kind === 'end' && body.sent_at === undefined && data.status !== 'ended') {
      wrong('acknowledged, and not ended');
    }
    if (message.kind === 'identify') this.#acceptIdentify(message, ledger, reply, wrong);
    return message.kind === 'open' ? ledger : null;
  }

  #acceptOpen(ledger: SessionLedger, reply: Reply, wrong: (words: string) => void): void {
    const { data, status, wasReset } = reply;
    if (data === null) return;
    if (data.is_new_session === true) ledger.newTold += 1;
    if (ledger.newTold > 1) wrong('told twice to be new');
    if (data.is_new_session !== (status === 201)) wrong(`${status} and ${data.is_new_session}`);
    if (data.reopened === true) {
      if (ledger.reopenings.has(data.reopened_count)) wrong('reopened twice to the same count');
      ledger.reopenings.add(data.reopened_count);
    } else if (wasReset) {
      // The Worker may have asked twice, and have got the answer to the second.
      ledger.maybeOpens += 1;
    }
  }

  #acceptIdentify(
    message: Message,
    ledger: SessionLedger,
    { data }: Reply,
    wrong: (words: string) => void,
  ): void {
    if (data === null) return;
    if (data.lead_id === null) wrong('identified, and has no lead');
    else this.#book.enterLead(ledger, this.#visitor, data.lead_id);
    if (message.body?.create_task !== true) return;
    ledger.wantsTask = true;
    if (!data.task_id) wrong('no task');
    ledger.taskId ??= data.task_id ?? null;
    if (ledger.taskId !== data.task_id) wrong('a second task');
  }

  /** A final session is followed by one new session, the same for everybody. */
  #follow(
    message: Message,
    reply: Reply,
    sessionId: string,
    floors: Map<string, Floor>,
  ): SessionLedger | null {
    const { data, receivedAt } = reply;
    const old = this.#book.sessions.get(sessionId);
    if (data === null || old === undefined) return null;
    const parent = data.previous_session_id ?? '';
    const known = this.#book.followers.get(parent);
    if (message.kind !== 'open') this.#book.accuse(old, `answered for ${data.session_id}`);
    const isExplained = [...floors.keys()].some((id) => this.#book.sessions.get(id)?.maybeOpens);
    if (!this.#book.sessions.has(parent) && !isExplained) {
      this.#book.accuse(old, `follows unknown ${parent}`);
    }
    if (known !== undefined && known !== data.session_id) {
      this.#book.accuse(old, `two followers of ${parent}: ${known}, ${data.session_id}`);
    }
    this.#book.followers.set(parent, data.session_id);
    if ((old.shown?.expires_at ?? 0) > receivedAt) this.#book.accuse(old, 'followed too early');
    old.markFinal();
    this.#book.sessions.get(parent)?.markFinal();
    return this.#accept(message, reply, data.session_id, floors);
  }

  /** Out of order is a refusal that nothing accounts for: no harm, and no end of the session. */
  refuse(message: Message, reply: Reply, ledger: SessionLedger | null): void {
    const { status, error, wasHarmed, isUnsent, retryAfter } = reply;
    if (message.kind === 'open' && ledger !== null && !isUnsent) ledger.maybeOpens += 1;
    const code = error?.code ?? 'no answer';
    if (status === 0 && wasHarmed) return;
    if (status === 503 && wasHarmed && retryAfter !== null) return;
    if (
      code === 'session_ended' &&
      message.kind === 'update' &&
      this.#mayHaveEnded(reply, ledger)
    ) {
      return;
    }
    this.#book.accuse(
      ledger,
      `${message.kind} answered ${status} ${code}${wasHarmed ? '' : ', and all was well'}`,
    );
  }

  #mayHaveEnded(reply: Reply, ledger: SessionLedger | null): boolean {
    if (ledger === null || ledger.shown === null) return true;
    return ledger.endsSent > 0 || reply.receivedAt >= ledger.shown.expires_at;
  }
}

function describe({ kind, body }: Message, { status, data, error, receivedAt }: Reply): string {
  const { id, session_id, site_id, visitor_id, ...told }: Record<string, unknown> = { ...body };
  const shown = data === null ? (error?.code ?? '') : `${data.status} r${data.reopened_count}`;
  return `${Math.round(receivedAt)} ${kind} ${JSON.stringify(told)} -> ${status} ${shown}`;
}
