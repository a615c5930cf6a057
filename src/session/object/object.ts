/**
 * One object per session. Each call loads the state, decides (`life/lifecycle.ts`), stores, and answers; it has no rules.
 *
 * - Acknowledged means stored here: state is read, decided on and put with no `await` in between, so
 *   races cannot interleave, and the output gate holds the answer until the write is durable.
 * - D1 gets the record when something is decided: the Worker writes it, right after the answer (`record/batch-writer.ts`),
 *   and what the object does by itself the object writes. A write that fails is retried by alarm, for as long as it
 *   takes; the alarm never throws, because the platform gives up on one that does. Whenever the alarm runs, the record
 *   is brought up to date.
 * - A final session whose last version D1 has is forgotten here. From then on the record serves reads; a late message
 *   loads it back.
 */
import { DurableObject } from 'cloudflare:workers';
import { allDatabases, databaseFor } from '../../database/databases';
import { writeSessionTombstone } from '../../database/tombstones';
import type { LeadId, SessionId, SiteId } from '../../ids/uuid';
import { type IdentifyRequest, identifyLead } from '../../leads/identify';
import { logError } from '../../log';
import { explainSession } from '../life/explain';
import { decide } from '../life/lifecycle';
import type { EndEvent, OpenEvent, Session, SessionEvent, UpdateEvent } from '../life/session';
import { viewAsText, viewWithPages } from '../life/view';
import { leaveLinking, linkVisitorSessions } from '../linking/link';
import { deleteRecord } from '../record/delete';
import { packRecord } from '../record/pack';
import { findRecord, findSiteOfRecord, type ToShow } from '../record/read';
import { flushRecord } from '../record/write';
import { isFreshId } from '../session-id';
import { Alarm } from './alarm';
import type { Attached, Changed, Explained, Failed, Opened, SessionCalls } from './contract';
import { Erasing } from './erasing';
import { notFound, unavailable } from './failures';
import { Flusher } from './flusher';
import { Identifying, identify } from './identifying';
import { Linking } from './linking';
import { withOlderNames } from './older-version';
import { StoredState } from './state';
import { askToLink } from './stub';
import { waitForOpen } from './wait-for-open';

/** Where to look for a session that is not stored here. `siteId` null: in every database. `isMinted`: nowhere. */
type Source = {
  sessionId: SessionId;
  siteId: SiteId | null;
  isMinted?: boolean;
  toShow?: ToShow;
  /** An identify goes on while an erasure waits for it. */
  ignoresErasure?: boolean;
};

export class VisitorSession extends DurableObject<Env> implements SessionCalls {
  readonly #state: StoredState;
  readonly #alarm: Alarm;
  readonly #flusher: Flusher;
  readonly #linking: Linking;
  readonly #identifying = new Identifying();
  readonly #erasing = new Erasing();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const now = () => Date.now();
    const state = new StoredState(ctx.storage);
    const alarm = new Alarm(state, { now, random: () => Math.random() });
    this.#state = state;
    this.#alarm = alarm;
    this.#flusher = new Flusher(state, {
      write: (session) => flushRecord(databaseFor(env, session.site_id), session),
      remove: ({ site_id, session_id }) => deleteRecord(databaseFor(env, site_id), session_id),
      noteSuccess: () => alarm.resetRetries(),
      now,
    });
    this.#linking = new Linking(state, {
      linkOthers: (session, leadId) => {
        const db = databaseFor(env, session.site_id);
        return linkVisitorSessions(db, session, leadId, now(), askToLink(env));
      },
      leaveToUpkeep: (session, leadId) => leaveLinking(env, session, leadId, now()),
      retry: () => alarm.retry(),
    });
  }

  async open(event: OpenEvent, isMinted: boolean): Promise<Opened | Failed> {
    const { session_id } = event;
    // Once more, by this clock: the request may have travelled for long.
    const isFresh = isMinted && isFreshId(session_id, Date.now());
    // In every database: an id that the caller has chosen may be taken by a session of any site.
    return this.#apply(event, { sessionId: session_id, siteId: null, isMinted: isFresh });
  }

  async read(sessionId: SessionId, siteId: SiteId, withPages = false): Promise<string | Failed> {
    return this.#show(sessionId, siteId, withPages ? viewWithPages : viewAsText);
  }

  async explain(sessionId: SessionId, siteId: SiteId): Promise<Explained | Failed> {
    return this.#show(sessionId, siteId, (session, now) => {
      return { view: viewWithPages(session, now), statements: explainSession(session, now) };
    });
  }

  #show<T>(
    sessionId: SessionId,
    siteId: SiteId,
    show: (session: Session, now: number) => T,
  ): Promise<T | Failed> {
    const toShow = { siteId, now: Date.now() };
    return this.#withNewest({ sessionId, siteId, toShow }, (session) => {
      if (session?.site_id !== siteId) return notFound();
      if (this.#state.session !== null) this.#alarm.armIfLost();
      return show(session, Date.now());
    });
  }

  async update(
    event: UpdateEvent,
    sessionId: SessionId,
    siteId: SiteId,
  ): Promise<Changed | Failed> {
    return this.#apply(event, { sessionId, siteId });
  }

  async end(event: EndEvent, sessionId: SessionId, siteId: SiteId): Promise<Changed | Failed> {
    const ended = await this.#apply(event, { sessionId, siteId });
    const isUnknown = 'error' in ended && ended.error === 'session_not_found';
    if (!isUnknown || event.caller === 'server') return ended;
    await waitForOpen(sessionId);
    return this.#apply(event, { sessionId, siteId });
  }

  async link(sessionId: SessionId, siteId: SiteId, leadId: LeadId): Promise<Changed | Failed> {
    const linked = await this.#apply({ type: 'link', lead_id: leadId }, { sessionId, siteId });
    if ('unwritten' in linked && linked.unwritten !== null)
      this.ctx.waitUntil(this.#flushAndSettle());
    return linked;
  }

  async siteOf(sessionId: SessionId): Promise<SiteId | null | Failed> {
    return this.#withNewest({ sessionId, siteId: null }, (session) => session?.site_id ?? null);
  }

  async identify(
    request: IdentifyRequest,
    sessionId: SessionId,
    siteId: SiteId,
  ): Promise<Attached | Failed> {
    return this.#identifying.run(async () => {
      // An erasure waits for the identifies before this one, and leaves nothing for it.
      if (this.#erasing.isRunning) return withOlderNames(notFound());
      const source = { sessionId, siteId, ignoresErasure: true };
      const identified = identify(request, siteId, {
        withNewest: (work) => this.#withNewest(source, work),
        waitForOpen: () => waitForOpen(sessionId),
        findLead: (session) =>
          identifyLead(databaseFor(this.env, siteId), session, request, Date.now()),
        store: (next, leadId, now) => {
          this.#state.startLinking(leadId);
          this.#store(next, now);
        },
        flush: () => this.ctx.waitUntil(this.#flushAndSettle()),
        view: viewAsText,
        now: () => Date.now(),
      });
      return withOlderNames(await identified.catch(unavailable));
    });
  }

  async erase(sessionId: SessionId, siteId: SiteId): Promise<{ erased: boolean } | Failed> {
    try {
      if ((await this.#siteToErase(sessionId, siteId)) !== siteId) return { erased: false };
      // What an identify here began for the visitor's other sessions is theirs.
      await this.#identifying.finish();
      await this.#linking.handOver();
      const db = databaseFor(this.env, siteId);
      await this.#erasing.erase({
        finishWrites: () => this.#finishWrites(),
        writeTombstone: () => writeSessionTombstone(db, sessionId, Date.now()),
        clearObject: () => this.#state.forget(),
        deleteRecord: () => deleteRecord(db, sessionId),
      });
      return { erased: true };
    } catch (error) {
      return unavailable(error);
    }
  }

  /**
   * No identify begins while an erasure is running. One before it may have begun to link: another session of the visitor may be
   * erased at the same time and wait for this one, so none is called.
   */
  async #finishWrites(): Promise<void> {
    await this.#identifying.finish();
    await this.#linking.leave();
    await this.#flusher.finish();
  }

  /** The site of what is stored here or in D1. Nothing else of it is read, since it may be unreadable. */
  async #siteToErase(sessionId: SessionId, siteId: SiteId): Promise<SiteId | null> {
    try {
      await this.#state.load();
    } catch (error) {
      logError('state_unreadable', error, { session_id: sessionId });
    }
    await this.#erasing.finish();
    if (this.#state.session !== null) return this.#state.session.site_id;
    return findSiteOfRecord(databaseFor(this.env, siteId), sessionId);
  }

  async reconcile(sessionId: SessionId, siteId: SiteId): Promise<void> {
    await this.#apply({ type: 'wake' }, { sessionId, siteId });
    await this.flushNow();
  }

  async flushNow(): Promise<void> {
    await this.#state.load();
    // Should this be cut off, there is an alarm.
    this.#alarm.arm();
    await this.#wake();
  }

  async flushLater(): Promise<void> {
    await this.#state.load();
    if (this.#state.session !== null && !this.#state.isWritten) this.#alarm.retry();
  }

  override async alarm(): Promise<void> {
    this.#state.dropAlarm();
    await this.#wake();
  }

  /** Lets time pass, and brings the record and the alarm up to date with it. Never throws. */
  async #wake(): Promise<void> {
    try {
      await this.#state.load();
      const { session } = this.#state;
      if (session === null) return;
      const outcome = decide(session, { type: 'wake' }, Date.now());
      if ('next' in outcome && outcome.changed) this.#state.put(outcome.next);
      await this.#linking.resume();
      await this.#alarm.settle(await this.#flusher.flush());
    } catch (error) {
      logError('alarm_failed', error);
      this.#alarm.retry();
    }
  }

  async #flushAndSettle(): Promise<void> {
    const isFlushed = await this.#flusher.flush();
    await this.#linking.resume();
    await this.#alarm.settle(isFlushed);
  }

  /** Decides what an event does to the session, and stores it. */
  #apply(event: SessionEvent, source: Source): Promise<Opened | Failed> {
    return this.#withNewest(source, (state): Opened | Failed => {
      if (state !== null && source.siteId !== null && state.site_id !== source.siteId)
        return notFound();
      const now = Date.now();
      const outcome = decide(state, event, now);
      if ('error' in outcome) return outcome;
      const { next, changed, is_new_session, reopened } = outcome;
      if (changed) this.#store(next, now);
      // A live session that goes on is written when it ends, or by the alarm.
      const isResumed = event.type === 'open' && !is_new_session && !reopened;
      const isDecided = (event.type !== 'update' && !isResumed) || next.ended_at !== null;
      const unwritten = changed && isDecided ? packRecord(next) : null;
      return { view: viewAsText(next, now), unwritten, is_new_session, reopened };
    });
  }

  /**
   * Does something with the newest state, with no `await` in between: the state stored here, or else the record in D1,
   * read again if the object has forgotten a newer one meanwhile.
   */
  async #withNewest<T>(source: Source, work: (state: Session | null) => T): Promise<T | Failed> {
    try {
      for (;;) {
        if (!source.ignoresErasure) await this.#erasing.finish();
        await this.#state.load();
        const { epoch, session } = this.#state;
        const needsRecord = session === null && source.isMinted !== true;
        const record = needsRecord ? await this.#findRecord(source) : null;
        const isBlocked = this.#erasing.isRunning && !source.ignoresErasure;
        if (epoch === this.#state.epoch && !isBlocked)
          return withOlderNames(work(this.#state.session ?? record));
      }
    } catch (error) {
      return unavailable(error);
    }
  }

  #findRecord({ sessionId, siteId, toShow }: Source): Promise<Session | null> {
    const databases = siteId === null ? allDatabases(this.env) : [databaseFor(this.env, siteId)];
    return findRecord(databases, sessionId, toShow);
  }

  /** Stores what was decided, with the alarm of the visit. */
  #store(next: Session, now: number): void {
    this.#state.put(next);
    this.#alarm.arm(now);
  }
}
