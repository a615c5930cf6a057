/**
 * What a session's object promises across RPC. Worker and object import this file and not each other: they are deployed
 * apart, so an answer may come from an older or a newer version. Whoever reads one acts on what it knows by name and
 * leaves the rest to the object.
 */
import type { LeadId, SessionId, SiteId } from '../../ids/uuid';
import type { IdentifyRequest } from '../../leads/identify';
import type { Statement } from '../life/explain';
import type { Refused } from '../life/lifecycle';
import type { EndEvent, OpenEvent, UpdateEvent } from '../life/session';
import type { PackedRecord } from '../record/pack';

/** `view`: the session as it is shown, as JSON text. `unwritten`: what D1 is to have as soon as the answer is sent. */
export type Changed = { view: string; unwritten: PackedRecord | null };
export type Opened = Changed & { is_new_session: boolean; reopened: boolean };
/** The session with its lead. */
export type Attached = {
  view: string;
  lead_id: LeadId;
  is_new_lead: boolean;
  /** The follow-up of this lead and session, where there is one. */
  task_id: string | null;
};
/** `view`: the session as it is shown, as JSON text. */
export type Explained = { view: string; statements: Statement[] };
/** `unavailable`: D1 was needed and is down, or the object could not be reached. Nothing was changed. */
export type Failed = Refused | { error: 'unavailable' | 'lead_not_found'; session: null };

/** Every call may be repeated: a call whose answer was lost is made again. Times are ms since the epoch. */
export type SessionCalls = {
  /**
   * Opens, resumes or reopens. `isMinted`: the id was made just now, so no record can have it.
   * Errors: `session_conflict`, `session_final`, `custom_data_too_large`, `consent_too_large`.
   */
  open(event: OpenEvent, isMinted: boolean): Promise<Opened | Failed>;
  /**
   * The session as it is shown, as JSON text; `withPages`: with the pages it has seen. Reading is no activity. Errors:
   * `session_not_found`.
   */
  read(sessionId: SessionId, siteId: SiteId, withPages?: boolean): Promise<string | Failed>;
  /** Why the session is as it is. Reading is no activity. Errors: `session_not_found`. */
  explain(sessionId: SessionId, siteId: SiteId): Promise<Explained | Failed>;
  /** Errors: `session_not_found`, `session_ended`, `custom_data_too_large`. */
  update(event: UpdateEvent, sessionId: SessionId, siteId: SiteId): Promise<Changed | Failed>;
  /** Errors: `session_not_found`, and of a server `custom_data_too_large` and `consent_too_large`. */
  end(event: EndEvent, sessionId: SessionId, siteId: SiteId): Promise<Changed | Failed>;
  /** Finds or makes the lead, in D1. Errors: `session_not_found`, `lead_not_found`, `lead_conflict`. */
  identify(
    request: IdentifyRequest,
    sessionId: SessionId,
    siteId: SiteId,
  ): Promise<Attached | Failed>;
  /** Gives the session the lead that its visitor is known as, unless it has one. Errors: `session_not_found`. */
  link(sessionId: SessionId, siteId: SiteId, leadId: LeadId): Promise<Changed | Failed>;
  /** The site of the session, for callers that name only the session. */
  siteOf(sessionId: SessionId): Promise<SiteId | null | Failed>;
  /** Forgets the session here and in D1; afterwards its id is unknown. `erased: false`: there was none at this site. */
  erase(sessionId: SessionId, siteId: SiteId): Promise<{ erased: boolean } | Failed>;
  /** Looks whether time has ended the session, as a lost alarm would have. */
  reconcile(sessionId: SessionId, siteId: SiteId): Promise<void>;
  /** Does at once what the alarm would do. */
  flushNow(): Promise<void>;
  /** The Worker could not write the record; the object is to do so by alarm. */
  flushLater(): Promise<void>;
};
