/**
 * What can be done with one session, on plain values: routes, and whatever else offers the same, call these. Each is one
 * call to the session's object; what was decided is written to D1 after the answer.
 *
 * All answer with a `Failed` where the object refuses or cannot be reached, and throw only for a bug.
 */

import type { Caller } from '../access/caller';
import type { Failure } from '../http/errors';
import { asId, type LeadId, type SessionId, type SiteId } from '../ids/uuid';
import type { Site } from '../sites/schema';
import type { Session } from './life/session';
import type { SessionView } from './life/view';
import type { Attached, Changed, Explained, Failed, Opened, SessionCalls } from './object/contract';
import { callSession } from './object/stub';
import { storableAddress } from './opening/address-privacy';
import { asksForPrivacy, describeOpening } from './opening/describe';
import { explainSource } from './opening/explain-source';
import type { RequestFacts } from './opening/request-facts';
import { type AfterWrite, writeSoon } from './record/batch-writer';
import type { EndCommand, IdentifyCommand, OpenCommand, UpdateCommand } from './schema';
import { acceptChosenId, isFreshId, mintSessionId } from './session-id';

/** What a command needs of the request that it is carried out in. */
export type CommandContext = {
  env: Env;
  /** When the request came in, in ms since the epoch. */
  now: number;
  /** Lets work go on after the answer. */
  waitUntil(work: Promise<unknown>): void;
};

/** Which session, and of which site. */
export type SessionKey = { session_id: SessionId; site_id: SiteId };

/** How many final sessions are passed over in search of a follower before a fresh id is taken. */
const MAX_FOLLOWERS = 10;

/**
 * Opens a session, resumes or reopens the one that `command.id` names, or follows a final one with a new session. The
 * follower's id was stored with the final session, so that a repeated or doubled call (two tabs restored at once) opens one
 * session, not two. Errors: `session_conflict`, `custom_data_too_large`, `consent_too_large`.
 *
 * @example
 * const opened = await openSession(context, { site_id, url: 'https://shop.example/' }, caller, { headers, cf });
 * if ('error' in opened) return toWireFailure(opened);
 */
export async function openSession(
  context: CommandContext,
  command: OpenCommand,
  caller: Caller,
  request: RequestFacts,
): Promise<(Opened & SessionKey) | Failed> {
  const { now } = context;
  const isPrivate = asksForPrivacy(request.headers, caller.site);
  const { landing_url, ...opening } = await describeOpening(command, request, caller);
  const { site_id, sent_at, consent, custom_data, page_views, active_time } = command;
  const event = {
    type: 'open',
    site_id,
    caller: caller.kind,
    sent_at,
    url: landing_url ?? undefined,
    consent,
    custom_data,
    is_private: isPrivate,
  } as const;
  const chosen = command.id === undefined ? null : await acceptChosenId(command.id, now);
  let session_id = chosen ?? mintSessionId(now);
  let isMinted = chosen === null || isFreshId(chosen, now);
  for (let follower = 0; ; follower += 1) {
    // The totals are those of the session that was named; one that follows it has none yet.
    const totals = follower === 0 ? { page_views, active_time } : {};
    const open = {
      ...event,
      ...totals,
      session_id,
      follower_id: asId<SessionId>(crypto.randomUUID()),
      opening,
    };
    const opened = await changeSession(context, session_id, (object) =>
      object.open(open, isMinted),
    );
    if (!('error' in opened)) return { ...opened, session_id, site_id };
    if (opened.error !== 'session_final') return opened;
    const canTie = !isPrivate && !wasPrivate(opened.session);
    if (canTie) {
      opening.previous_session_id = session_id;
      if (isKnownBySessionOnly(command))
        opening.visitor_id = opened.session?.visitor_id ?? opening.visitor_id;
    }
    // An id that was stored with the session before would tie a private one to it.
    const isTied = canTie && follower < MAX_FOLLOWERS;
    const next = isTied ? (opened.session?.writers.follower_id ?? null) : null;
    isMinted = next === null;
    session_id = next ?? mintSessionId(now);
  }
}

/** Nothing is to tie it to another session. */
function wasPrivate(session: Session | null): boolean {
  return session?.writers.follower_id === null && session.writers.opened_by !== undefined;
}

/** The session named is all that tells who the visitor is. */
function isKnownBySessionOnly(command: OpenCommand): boolean {
  return command.visitor_id === undefined && command.fingerprint === undefined;
}

/**
 * The session as it is shown, as JSON text; `withPages`: with the pages it has seen, which are for servers. Reading is no
 * activity. Errors: `session_not_found`.
 */
export function readSession(
  env: Env,
  { session_id, site_id }: SessionKey,
  withPages: boolean,
): Promise<string | Failed> {
  return callSession(env, session_id, (object) => object.read(session_id, site_id, withPages));
}

/** Why the session is as it is, and the session itself. Reading is no activity. Errors: `session_not_found`. */
export async function explainSession(
  env: Env,
  { session_id, site_id }: SessionKey,
): Promise<Explained | Failed> {
  const explained = await callSession(env, session_id, (object) =>
    object.explain(session_id, site_id),
  );
  if ('error' in explained) return explained;
  const { view, statements } = explained;
  const arrival: SessionView = JSON.parse(view);
  // An object of an earlier version has a statement of its own about it.
  const [began, ...others] = statements.filter(({ about }) => about !== 'source');
  const first = began === undefined ? [] : [began];
  return { view, statements: [...first, explainSource(arrival), ...others] };
}

/** Errors: `session_not_found`, `session_ended`, `custom_data_too_large`. */
export function updateSession(
  context: CommandContext,
  { session_id, site_id, ...command }: UpdateCommand,
  caller: Caller,
  headers: Headers,
): Promise<Changed | Failed> {
  const current_url = storable(command.current_url, caller.site, headers);
  const event = { ...command, current_url, type: 'update', caller: caller.kind } as const;
  return changeSession(context, session_id, (object) => object.update(event, session_id, site_id));
}

/** Ends the session; repeating changes nothing. Errors: `session_not_found`, of a server also `…_too_large`. */
export function endSession(
  context: CommandContext,
  { session_id, site_id: _, ...command }: EndCommand,
  caller: Caller,
  headers: Headers,
): Promise<Changed | Failed> {
  const { site_id } = caller.site;
  const exit_url = storable(command.exit_url, caller.site, headers);
  const event = { ...command, exit_url, type: 'end', caller: caller.kind } as const;
  return changeSession(context, session_id, (object) => object.end(event, session_id, site_id));
}

function storable(address: string | undefined, site: Site, headers: Headers): string | undefined {
  if (address === undefined) return undefined;
  return storableAddress(address, site.url_query, asksForPrivacy(headers, site)) ?? undefined;
}

/**
 * Attaches a lead to the session. Errors: `session_not_found`, `lead_not_found`, `lead_conflict`, and `forbidden` for a
 * browser that wants to replace the lead.
 */
export async function identifySession(
  env: Env,
  session_id: SessionId,
  { site_id: _, ...command }: IdentifyCommand,
  caller: Caller,
): Promise<Attached | Failed | (Failure & { error: 'forbidden' })> {
  if (command.replace && caller.kind === 'browser') return { error: 'forbidden' };
  const { site_id } = caller.site;
  // The id of the lead if it is new, by which a call that is made again knows its own.
  const request = {
    ...command,
    caller: caller.kind,
    new_lead_id: asId<LeadId>(crypto.randomUUID()),
  };
  return callSession(env, session_id, (object) => object.identify(request, session_id, site_id));
}

/** Erases the session, in its object and in D1. Errors: `session_not_found`. */
export async function eraseSession(
  env: Env,
  { session_id, site_id }: SessionKey,
): Promise<{ session_id: SessionId; erased: true } | Failed> {
  const answer = await callSession(env, session_id, (object) => object.erase(session_id, site_id));
  if ('error' in answer) return answer;
  if (!answer.erased) return { error: 'session_not_found', session: null };
  return { session_id, erased: true };
}

/** The site of a session, for callers that name only the session. One call to its object. */
export function siteOfSession(env: Env) {
  return async (sessionId: SessionId): Promise<SiteId | Failure> => {
    const site = await callSession(env, sessionId, (object) => object.siteOf(sessionId));
    if (site === null) return { error: 'session_not_found' };
    return typeof site === 'string' ? site : { error: 'unavailable' };
  };
}

/** Calls the object of a session to change it, and has what was decided written to D1 after the answer. */
async function changeSession<T extends Changed>(
  { env, waitUntil }: CommandContext,
  sessionId: SessionId,
  call: (object: SessionCalls) => Promise<T | Failed>,
): Promise<T | Failed> {
  const changed = await callSession(env, sessionId, call);
  if ('unwritten' in changed && changed.unwritten !== null)
    waitUntil(writeSoon(env, changed.unwritten, tellObjects(env)));
  return changed;
}

/** What a session's object has to know of the write of its record. */
function tellObjects(env: Env): AfterWrite {
  return {
    giveLead: ({ session_id, site_id }, leadId) =>
      callSession(env, session_id, (object) => object.link(session_id, site_id, leadId)),
    recheck: ({ session_id }) => callSession(env, session_id, (object) => object.flushNow()),
    leaveToObject: ({ session_id }) =>
      callSession(env, session_id, (object) => object.flushLater()),
  };
}
