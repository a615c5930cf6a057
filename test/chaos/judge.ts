/** Checks every answer against the ledgers: what was reported must be shown, and nothing may be refused without cause. */
import {
  type Attempt,
  afterAttempt,
  beginAttempt,
  NEVER,
  reportedOf,
  shownOf,
  THINGS,
} from './attempts.ts';
import type { Book, Visitor } from './book.ts';
import type { Reply } from './client.ts';
import { emptyFloor, type Floor, type SessionLedger } from './ledger.ts';
import { type Asked, identityOf, SHARED_KEY } from './messages.ts';

/** A message on its way, and what was known of the sessions that may answer. */
export type Announced = { attempt: Attempt; floors: Map<string, Floor> };

export class Judge {
  readonly #book: Book;
  readonly #visitor: Visitor;

  constructor(book: Book, visitor: Visitor) {
    this.#book = book;
    this.#visitor = visitor;
  }

  /** Before it is sent: what is known by now, and must be in the answer. */
  announce(message: Asked): Announced {
    const attempt = beginAttempt(message);
    const ledger = this.#book.sessions.get(attempt.session_id);
    const { exit_url, exit_type, duration, replace } = message.body ?? {};
    if (message.kind === 'end' && ledger !== undefined && exit_url !== undefined) {
      ledger.endsSent += 1;
      ledger.ends.set(exit_url, { exit_type, duration });
    }
    const identity = identityOf(message);
    if (ledger !== undefined && identity !== null && !(replace && !message.isServer)) {
      this.#visitor.identities.push(identity);
      ledger.isReplaced ||= replace === true;
    }
    ledger?.attempts.add(attempt);
    return { attempt, floors: this.#book.floorsOf(attempt.session_id) };
  }

  /** Answers with the session that the visitor is in from now on, if an open was acknowledged. */
  judge(announced: Announced, reply: Reply): SessionLedger | null {
    const { attempt } = announced;
    const { message, session_id: sessionId } = attempt;
    const { data, status } = reply;
    // What was answered with a fault may still be done, for all that is known.
    if (status !== 0 && status < 500) attempt.answeredAt = performance.now();
    const ledger = this.#book.sessions.get(sessionId) ?? null;
    ledger?.history.push(describe(message, reply));
    if (data === null) {
      this.refuse(announced, reply, ledger);
      return null;
    }
    const isMint = message.kind === 'open' && sessionId === '';
    if (isMint && status !== 201 && !reply.wasReset) {
      this.#book.accuse(null, `a create without id answered ${status}`);
    }
    return isMint || data.session_id === sessionId
      ? this.#accept(announced, reply, data.session_id)
      : this.#follow(announced, reply);
  }

  #accept({ attempt, floors }: Announced, reply: Reply, sessionId: string): SessionLedger | null {
    const { message } = attempt;
    const { data } = reply;
    if (data === null) return null;
    const { site_id, visitor_id } = this.#visitor;
    const ledger = this.#book.ledgerOf(sessionId, site_id, visitor_id);
    const floor = floors.get(sessionId) ?? emptyFloor();
    ledger.attempts.add(attempt);
    const wrong = (words: string) => this.#book.accuse(ledger, `${message.kind}: ${words}`);
    const body = message.body ?? {};
    this.#book.enter(ledger, data, floor, message.kind, afterAttempt(attempt, floor.moment));
    // What a page reports is limited to what the time since the start allows, by when it arrived.
    const allowed = message.isServer
      ? Infinity
      : 10 + 2 * Math.floor((data.last_activity_at - data.started_at) / 1000);
    if (data.page_views < Math.min(allowed, body.page_views ?? 0)) {
      wrong('the page views reported are not shown');
    }
    for (const key of Object.keys(body.custom_data ?? {})) {
      if (key === SHARED_KEY) continue;
      if (data.custom_data[key] === key) ledger.keep(key);
      else wrong(`${key} is not shown`);
    }
    ledger.activeReported = Math.max(ledger.activeReported, body.active_time ?? 0);
    if (message.kind === 'open') this.#acceptOpen(ledger, reply, wrong);
    if (ledger.attempts.isNewest(attempt)) this.#acceptNewest(attempt, ledger, floor, reply, wrong);
    if (message.kind === 'identify') this.#acceptIdentify(message, ledger, reply, wrong);
    return message.kind === 'open' ? ledger : null;
  }

  /** What is not old is not only merged: it moves and ends the session. */
  #acceptNewest(
    attempt: Attempt,
    ledger: SessionLedger,
    floor: Floor,
    { data, wasReset }: Reply,
    wrong: (words: string) => void,
  ): void {
    if (data === null) return;
    const { message, askedAt } = attempt;
    // The Worker may have asked twice, and have got the answer to the second, which is a repetition.
    const isUnclear = wasReset && message.body?.sent_at !== undefined;
    if (message.kind === 'end' && data.exit_url === null) {
      if (!isUnclear || data.reopened_count === floor.reopened) {
        wrong('acknowledged, and no end is reported');
      }
    }
    if (!ledger.knowsWriters) return;
    for (const thing of THINGS) {
      const reported = reportedOf(thing, message);
      const shown = shownOf(thing, data);
      if (reported === undefined || reported === shown) continue;
      if (!ledger.attempts.isNewestOf(thing, attempt)) continue;
      const since = { ...NEVER, askedAt };
      const mayBeOther = isUnclear && message.kind === 'open';
      if (mayBeOther && ledger.attempts.mayHaveMoved(thing, shown, ledger.session_id, since)) {
        continue;
      }
      wrong(`${thing} ${reported} is not shown, but ${shown}`);
    }
  }

  #acceptOpen(ledger: SessionLedger, reply: Reply, wrong: (words: string) => void): void {
    const { data, status, wasReset } = reply;
    if (data === null) return;
    if (data.is_new_session === true) ledger.newReported += 1;
    if (ledger.newReported > 1) wrong('reported twice to be new');
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
    message: Asked,
    ledger: SessionLedger,
    { data }: Reply,
    wrong: (words: string) => void,
  ): void {
    const identity = identityOf(message);
    if (data === null || identity === null) return;
    if (data.lead_id === null) {
      wrong('identified, and has no lead');
      return;
    }
    this.#book.enterLead(ledger, ledger.site_id, identity, data.lead_id);
    this.#visitor.leadsTold.add(data.lead_id);
    if (message.body?.name !== undefined) this.#book.named.add(data.lead_id);
    if (message.body?.create_task !== true) return;
    if (data.task_id) ledger.tasks.add(data.task_id);
    else wrong('no task');
    if (ledger.tasks.size > 1 && !ledger.isReplaced) wrong('a second task');
  }

  /** A final session is followed by one new session, the same for everybody. */
  #follow(announced: Announced, reply: Reply): SessionLedger | null {
    const { attempt, floors } = announced;
    const { data, receivedAt } = reply;
    const old = this.#book.sessions.get(attempt.session_id);
    if (data === null || old === undefined) return null;
    const parent = data.previous_session_id ?? '';
    const known = this.#book.followers.get(parent);
    if (attempt.message.kind !== 'open') this.#book.accuse(old, `answered for ${data.session_id}`);
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
    this.#book.ledgerOf(data.session_id, old.site_id, old.visitor, old.attempts);
    return this.#accept(announced, reply, data.session_id);
  }

  /** Out of order is a refusal that nothing accounts for: no harm, and no end of the session. */
  refuse({ attempt, floors }: Announced, reply: Reply, ledger: SessionLedger | null): void {
    const { message } = attempt;
    const { status, error, wasHarmed, wasServing, isUnsent, retryAfter } = reply;
    if (message.kind === 'open' && ledger !== null && !isUnsent) ledger.maybeOpens += 1;
    const code = error?.code ?? 'no answer';
    if (status === 0 && wasHarmed) return;
    const mustServe = wasServing && this.#isHeld(message, reply, ledger);
    if (status === 503 && wasHarmed && retryAfter !== null && !mustServe) return;
    if (
      code === 'session_ended' &&
      message.kind === 'update' &&
      this.#mayHaveEnded(reply, ledger)
    ) {
      return;
    }
    if (code === 'forbidden' && message.body?.replace && !message.isServer) return;
    if (code === 'lead_conflict' && this.#mayConflict(attempt, reply, ledger, floors)) return;
    this.#book.accuse(
      ledger,
      `${message.kind} answered ${status} ${code}${wasHarmed ? '' : ', and all was well'}`,
    );
  }

  /** The session's object has all that is needed to answer. */
  #isHeld({ kind }: Asked, { receivedAt }: Reply, ledger: SessionLedger | null): boolean {
    const isOwn = kind === 'read' || kind === 'update' || kind === 'end';
    return isOwn && ledger?.erasure === null && receivedAt < (ledger.shown?.expires_at ?? 0);
  }

  /** Only who does not replace can find another lead there. */
  #mayConflict(
    { message }: Attempt,
    { error }: Reply,
    ledger: SessionLedger | null,
    floors: Map<string, Floor>,
  ): boolean {
    const identity = identityOf(message);
    const leadId = error?.details?.lead_id;
    if (identity === null || ledger === null || leadId === undefined) return false;
    const floor = floors.get(ledger.session_id) ?? emptyFloor();
    for (const words of this.#book.checkLead(ledger, leadId, floor)) {
      this.#book.accuse(ledger, `conflict: ${words}`);
    }
    return !message.body?.replace && this.#book.leadOf(ledger.site_id, identity) !== leadId;
  }

  #mayHaveEnded(reply: Reply, ledger: SessionLedger | null): boolean {
    if (ledger === null || ledger.shown === null) return true;
    return ledger.endsSent > 0 || reply.receivedAt >= ledger.shown.expires_at;
  }
}

function describe(
  { kind, body, isServer }: Asked,
  { status, data, error, receivedAt }: Reply,
): string {
  const { id, session_id, site_id, visitor_id, ...reported }: Record<string, unknown> = { ...body };
  const shown =
    data === null
      ? (error?.code ?? '')
      : `${data.status} r${data.reopened_count} ${data.current_url} ${data.lead_id}`;
  return `${Math.round(receivedAt)} ${isServer ? 'server' : 'browser'} ${kind} ${JSON.stringify(reported)} -> ${status} ${shown}`;
}
