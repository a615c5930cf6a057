/**
 * One object per session. It loads, decides (`lifecycle.ts`), stores, arms its alarm and flushes the
 * record to D1; it has no rules of its own.
 *
 * - Acknowledged means stored here: state is read, decided on and put with no `await` in between, so
 *   races cannot interleave, and the output gate holds the answer until the write is durable.
 * - D1 gets the record when something is decided: the Worker writes it, right after the answer (`projector.ts`), and
 *   what the object does by itself the object writes. A write that fails is made again by alarm, for as long as it
 *   takes; the alarm never throws, because the platform gives up on one that does. Whenever an alarm comes, the record
 *   is brought up to date.
 * - A final session whose last version D1 has is forgotten here. From then on the record serves reads;
 *   a late message loads it back.
 */
import { DurableObject } from 'cloudflare:workers';
import { allDatabases, databaseFor } from '../../database/databases';
import { markSession } from '../../database/tombstones';
import { type Identified, type IdentifyRequest, identifyLead } from '../../leads/identify';
import { logError } from '../../log';
import { leaveLinking, linkVisitorSessions } from '../../visitors/link';
import { decide, MAX_LENGTH_MS, phaseOf, type Refusal } from '../life/lifecycle';
import { isOverdue, latestWake, nextWake, retryDelayMs } from '../life/schedule';
import type { EndEvent, OpenEvent, Session, SessionEvent, UpdateEvent } from '../life/session';
import { View } from '../life/view';
import {
  deleteRecord,
  findRecord,
  findSiteOfRecord,
  flushRecord,
  packRecord,
  type Unwritten,
} from '../record/record';
import { FRESH_ID_MS, timeOfId } from '../session-id';
import { waitForOpen } from './overtaken';
import { Held } from './state';

/** `view`: the session as it is shown, in JSON text. `unwritten`: what D1 is to have as soon as the answer is sent. */
export type Changed = { view: string; unwritten: Unwritten | null };
/** The session with its lead. */
export type Attached = { view: string } & Identified;
export type Opened = Changed & { is_new_session: boolean; reopened: boolean };
export type Refused = { refusal: Refusal | 'unavailable'; session: Session | null };

/** Each wait costs the hot path, which has nothing to wait for where the state is held. */
type MaybeLater<T> = T | Promise<T>;

export class VisitorSession extends DurableObject<Env> {
  readonly #held: Held;
  readonly #view = new View();
  /** The newest version that D1 is known to have. */
  #flushedVersion = 0;
  #failedFlushes = 0;
  /** Flushes and identifies run one at a time. */
  #flushes: Promise<unknown> = Promise.resolve();
  #identifies: Promise<unknown> = Promise.resolve();
  /** The erasure in progress, which every call waits for. */
  #erasing: Promise<unknown> | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#held = new Held(ctx.storage);
  }

  /** Opens, resumes or reopens. `isMinted`: the id was made just now, so no record can have it. */
  open(event: OpenEvent, isMinted: boolean): MaybeLater<Opened | Refused> {
    // An id of the caller's choice may be taken by a session of any site.
    return this.#apply(event, event.session_id, null, isMinted ? 'nowhere' : 'record');
  }

  /** Answers with the session as it is shown, in JSON text. */
  read(sessionId: string, siteId: string): MaybeLater<string | Refused> {
    return this.#guard(() =>
      this.#withState(sessionId, siteId, (session) =>
        session === null || session.site_id !== siteId ? notFound() : this.#show(session),
      ),
    );
  }

  /** Reading is no activity; but an alarm that was lost is armed again, whoever notices. */
  #show(session: Session): string {
    const now = Date.now();
    const { alarmAt } = this.#held;
    const isLost = alarmAt === null || isOverdue(alarmAt, now);
    if (isLost && this.#held.session !== null) this.#arm(now);
    return this.#view.show(session, now);
  }

  update(event: UpdateEvent, sessionId: string, siteId: string): MaybeLater<Changed | Refused> {
    return this.#apply(event, sessionId, siteId, 'record');
  }

  end(event: EndEvent, sessionId: string, siteId: string): MaybeLater<Changed | Refused> {
    const apply = () => this.#apply(event, sessionId, siteId, 'record');
    const ended = apply();
    // At once where there is a session.
    if (!(ended instanceof Promise) || event.caller === 'server') return ended;
    return ended.then(async (answer) => {
      if (!('refusal' in answer) || answer.refusal !== 'session_not_found') return answer;
      await waitForOpen(sessionId);
      return apply();
    });
  }

  /** The visitor is known from another session. */
  async link(sessionId: string, siteId: string, leadId: string): Promise<Changed | Refused> {
    const linked = await this.#apply(
      { type: 'link', lead_id: leadId },
      sessionId,
      siteId,
      'record',
    );
    if ('unwritten' in linked && linked.unwritten !== null)
      this.ctx.waitUntil(this.#flushAndSettle());
    return linked;
  }

  /** Which site the session belongs to: for callers that name only the session. */
  async siteOf(sessionId: string): Promise<string | null> {
    return this.#withState(sessionId, null, (session) => session?.site_id ?? null);
  }

  /** Identifies run one after the other, so that two of them cannot both find the session without a lead. */
  async identify(request: IdentifyRequest, sessionId: string, siteId: string) {
    const turn = this.#identifies.then(() =>
      this.#guard(() => this.#identify(request, sessionId, siteId)),
    );
    this.#identifies = turn;
    return turn;
  }

  /** Forgets the session here and in D1. Safe to repeat; afterwards its id is unknown. */
  async erase(sessionId: string, siteId: string): Promise<{ erased: boolean } | Refused> {
    return this.#guard(async () => {
      if ((await this.#siteToErase(sessionId, siteId)) !== siteId) return { erased: false };
      // What an identify here began for the visitor's other sessions is theirs.
      await this.#identifies;
      await this.#handOverLinking();
      while (this.#erasing !== null) await this.#erasing;
      const erasing = this.#eraseOnce(sessionId, siteId);
      this.#erasing = erasing
        .catch(() => undefined)
        .then(() => {
          this.#erasing = null;
        });
      await erasing;
      return { erased: true };
    });
  }

  /** The site of what is kept here and in D1, of which no more is read than that: it may be unreadable. */
  async #siteToErase(sessionId: string, siteId: string): Promise<string | null> {
    try {
      await this.#held.load();
    } catch (error) {
      logError('state_unreadable', error, { session_id: sessionId });
    }
    while (this.#erasing !== null) await this.#erasing;
    const { session } = this.#held;
    if (session !== null) return session.site_id;
    return findSiteOfRecord(databaseFor(this.env, siteId), sessionId);
  }

  /**
   * What is under way is let finish, so that it is erased as well. The mark comes first, which lets nothing be written
   * again, and the record goes last: by it whoever asks again finds what was left undone.
   */
  async #eraseOnce(sessionId: string, siteId: string): Promise<void> {
    const db = databaseFor(this.env, siteId);
    await Promise.all([this.#identifies, this.#flushes]);
    await markSession(db, sessionId, Date.now());
    await this.#forget();
    await deleteRecord(db, sessionId);
  }

  /** Looks whether time has ended the session, as a lost alarm would have. For the watchdog. */
  async reconcile(sessionId: string, siteId: string): Promise<void> {
    await this.#apply({ type: 'wake' }, sessionId, siteId, 'record');
    await this.flushNow();
  }

  /** Does at once what an alarm would do; nothing where nothing is held. */
  async flushNow(): Promise<void> {
    await this.#held.load();
    // Should this be cut off, there is an alarm.
    this.#arm(Date.now());
    await this.#wake();
  }

  /** The Worker could not write the record: the object is going to, by alarm. */
  async flushLater(): Promise<void> {
    await this.#held.load();
    const { session } = this.#held;
    if (session !== null && session.version > this.#flushedVersion) this.#retryLater();
  }

  override async alarm(): Promise<void> {
    this.#held.dropAlarm();
    await this.#wake();
  }

  /** Lets time pass, and brings the record and the alarm up to date with it. Never throws. */
  async #wake(): Promise<void> {
    try {
      await this.#held.load();
      const { session } = this.#held;
      if (session === null) return;
      const outcome = decide(session, { type: 'wake' }, Date.now());
      if ('next' in outcome && outcome.changed) this.#held.put(outcome.next);
      await this.#resumeLinking();
      await this.#settle(await this.#flush());
    } catch (error) {
      logError('alarm_failed', error);
      this.#retryLater();
    }
  }

  #apply(
    event: SessionEvent,
    sessionId: string,
    siteId: string | null,
    source: 'record' | 'nowhere',
  ): MaybeLater<Opened | Refused> {
    const decideNow = (state: Session | null): Opened | Refused => {
      const now = Date.now();
      if (state !== null && siteId !== null && state.site_id !== siteId) return notFound();
      const outcome = decide(state, event, now);
      if ('error' in outcome) return { refusal: outcome.error, session: outcome.session };
      const { next, changed, is_new_session, reopened } = outcome;
      if (changed) this.#keep(next, now);
      // A live session that goes on is written when it ends, or when the alarm comes.
      const isResumed = event.type === 'open' && !is_new_session && !reopened;
      const isDecided = (event.type !== 'update' && !isResumed) || next.ended_at !== null;
      const unwritten = changed && isDecided ? packRecord(next) : null;
      return { view: this.#view.show(next, now), unwritten, is_new_session, reopened };
    };
    return this.#guard(() => this.#withState(sessionId, siteId, decideNow, source));
  }

  async #identify(
    request: IdentifyRequest,
    sessionId: string,
    siteId: string,
  ): Promise<Attached | Refused | { failure: 'lead_not_found' }> {
    // An erasure waits for the identifies before this one, and leaves nothing for it.
    if (this.#erasing !== null) return notFound();
    if (!this.#held.isLoaded) await this.#held.load();
    const find = () => this.#withNewest(sessionId, siteId, (session) => session);
    let before = await find();
    if (before === null && request.caller === 'browser') {
      await waitForOpen(sessionId);
      before = await find();
    }
    if (before === null || before.site_id !== siteId) return notFound();
    const lead = await identifyLead(databaseFor(this.env, siteId), before, request, Date.now());
    if ('error' in lead) {
      if (lead.error === 'lead_not_found') return { failure: lead.error };
      if (lead.error === 'lead_conflict') return { refusal: lead.error, session: before };
      // The flush will find it out as well, and leave nothing here.
      this.ctx.waitUntil(this.#flushAndSettle());
      return notFound();
    }
    const attach = (state: Session | null): Attached | Refused => {
      const now = Date.now();
      // Identifies take turns: another lead can only have come by a link, from another session of the visitor. This
      // identify was there first, and what it has made in D1 must not be left without its session.
      const isLinked = state !== null && state.lead_id !== before.lead_id;
      const replace = lead.replaces || isLinked;
      const event = { type: 'identify', lead_id: lead.lead_id, replace } as const;
      const outcome = decide(state, event, now);
      if ('error' in outcome) return { refusal: outcome.error, session: state };
      if (outcome.changed) {
        this.#held.startLinking(lead.lead_id);
        this.#keep(outcome.next, now);
        this.ctx.waitUntil(this.#flushAndSettle());
      }
      return { view: this.#view.show(outcome.next, now), ...lead };
    };
    return this.#withNewest(sessionId, siteId, attach);
  }

  /** Does something with the newest state, once an erasure in progress is over; at once if it can. */
  #withState<T>(
    sessionId: string,
    siteId: string | null,
    work: (state: Session | null) => T,
    source: 'record' | 'nowhere' = 'record',
  ): MaybeLater<T> {
    const { session } = this.#held;
    return session === null || this.#erasing !== null
      ? this.#onceThere(sessionId, siteId, work, source)
      : work(session);
  }

  async #onceThere<T>(
    sessionId: string,
    siteId: string | null,
    work: (state: Session | null) => T,
    source: 'record' | 'nowhere',
  ): Promise<T> {
    if (!this.#held.isLoaded) await this.#held.load();
    for (;;) {
      while (this.#erasing !== null) await this.#erasing;
      const done = await this.#withNewest(
        sessionId,
        siteId,
        (state) => (this.#erasing === null ? { value: work(state) } : null),
        source,
      );
      if (done !== null) return done.value;
    }
  }

  /**
   * Does something with the newest state, without an `await` in between: the state held here, or else
   * the record in D1, read again if the object has forgotten a newer one meanwhile.
   */
  async #withNewest<T>(
    sessionId: string,
    siteId: string | null,
    work: (state: Session | null) => T,
    source: 'record' | 'nowhere' = 'record',
  ): Promise<T> {
    for (;;) {
      const epoch = this.#held.epoch;
      const isHeld = this.#held.session !== null || source === 'nowhere';
      const record = isHeld ? null : await this.#record(sessionId, siteId);
      if (epoch === this.#held.epoch) return work(this.#held.session ?? record);
    }
  }

  /** The record in D1; without a site, in any database. */
  #record(sessionId: string, siteId: string | null): Promise<Session | null> {
    const databases = siteId === null ? allDatabases(this.env) : [databaseFor(this.env, siteId)];
    return findRecord(databases, sessionId);
  }

  /** Stores what was decided, with the alarm of the visit. */
  #keep(next: Session, now: number): void {
    this.#held.put(next);
    this.#arm(now);
  }

  /** Sets the alarm, unless there is one that comes early enough. */
  #arm(now: number): void {
    const { session, alarmAt } = this.#held;
    if (session === null) return;
    // One that was lost may have been to write what D1 still lacks.
    const wakeAt = isOverdue(alarmAt, now) ? now + retryDelayMs(0, 0) : latestWake(session, now);
    this.#held.arm(wakeAt, now);
  }

  #retryLater(): void {
    const now = Date.now();
    this.#held.arm(now + retryDelayMs(this.#failedFlushes, Math.random()), now);
    this.#failedFlushes += 1;
  }

  async #flushAndSettle(): Promise<void> {
    const flushed = await this.#flush();
    await this.#resumeLinking();
    await this.#settle(flushed);
  }

  /** Brings the record up to date. False: D1 did not take it. Never throws. */
  #flush(): Promise<boolean> {
    const turn = this.#flushes.then(() => this.#flushOnce());
    this.#flushes = turn;
    return turn;
  }

  async #flushOnce(): Promise<boolean> {
    const { session } = this.#held;
    if (session === null || session.version <= this.#flushedVersion) return true;
    const epoch = this.#held.epoch;
    const db = databaseFor(this.env, session.site_id);
    try {
      const result = await flushRecord(db, session);
      if (epoch !== this.#held.epoch) return true;
      if (result.kind === 'erased') {
        await this.#forget();
        await deleteRecord(db, session.session_id);
        return true;
      }
      this.#flushedVersion = Math.max(this.#flushedVersion, result.version);
      this.#failedFlushes = 0;
      return this.#adoptLead(result.visitor_lead_id) ? this.#flushOnce() : true;
    } catch (error) {
      logError('flush_failed', error, { session_id: session.session_id, version: session.version });
      return false;
    }
  }

  /** The visitor turned out to be known: the session gets the same lead. */
  #adoptLead(leadId: string | null): boolean {
    const { session } = this.#held;
    if (leadId === null || session === null) return false;
    const outcome = decide(session, { type: 'link', lead_id: leadId }, Date.now());
    if (!('next' in outcome) || outcome.next.lead_id === session.lead_id) return false;
    this.#held.put(outcome.next);
    return true;
  }

  /** Gives the visitor's other sessions the lead. What a crash or D1 interrupts, the alarm takes up again. */
  async #resumeLinking(): Promise<void> {
    try {
      await this.#linkOthers();
    } catch (error) {
      logError('linking_failed', error, { session_id: this.#held.session?.session_id ?? '' });
      this.#retryLater();
    }
  }

  /** Before this session goes. One of the others that cannot be reached keeps nobody from being erased. */
  async #handOverLinking(): Promise<void> {
    try {
      await this.#linkOthers();
    } catch (error) {
      const { linkingTo, session } = this.#held;
      logError('linking_failed', error, { session_id: session?.session_id ?? '' });
      if (linkingTo === null || session === null) return;
      await leaveLinking(this.env, session, linkingTo, Date.now());
    }
  }

  /** Throws when D1 does; safe to repeat. */
  async #linkOthers(): Promise<void> {
    const { linkingTo, session } = this.#held;
    if (linkingTo === null || session === null) return;
    await linkVisitorSessions(this.env, session, linkingTo, Date.now());
    if (this.#held.linkingTo === linkingTo) this.#held.finishLinking();
  }

  /** After a flush: clean up, wait, or try again. */
  async #settle(flushed: boolean): Promise<void> {
    const now = Date.now();
    const { session } = this.#held;
    if (session === null) return;
    if (!flushed) return this.#retryLater();
    const isWritten = session.version <= this.#flushedVersion;
    // Should time alone have ended it during the flush, D1 does not have that yet.
    const isOver = session.ended_at !== null && phaseOf(session, now) === 'final';
    if (isWritten && isOver && this.#held.linkingTo === null) {
      const newUntil = staysNewUntil(session.session_id, now);
      if (newUntil === null) return this.#forget();
      return this.#held.arm(newUntil, now);
    }
    const isArmed = this.#held.alarmAt !== null;
    this.#held.arm(isArmed ? latestWake(session, now) : nextWake(session, now), now);
  }

  async #forget(): Promise<void> {
    this.#flushedVersion = 0;
    await this.#held.forget();
  }

  /** D1 being needed and down is an expected outcome, and errors lose their names across RPC. */
  #guard<T>(work: () => MaybeLater<T>): MaybeLater<T | Refused> {
    try {
      const answer = work();
      return answer instanceof Promise ? answer.catch(failed) : answer;
    } catch (error) {
      return failed(error);
    }
  }
}

/**
 * Until when the id of a session passes for a new one (`isFreshId`); null: not any more, or not within a day. Such an id
 * is opened without a look at its record, so until then the state has to stay. Ids of clocks that run ahead are meant.
 */
function staysNewUntil(sessionId: string, now: number): number | null {
  const until = (timeOfId(sessionId) ?? 0) + FRESH_ID_MS;
  return until > now && until < now + MAX_LENGTH_MS ? until : null;
}

function failed(error: unknown): Refused {
  logError('object_failed', error);
  return { refusal: 'unavailable', session: null };
}

function notFound(): Refused {
  return { refusal: 'session_not_found', session: null };
}
