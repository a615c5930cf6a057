/**
 * The life of a session, as pure functions: a state, an event and `now` in, the next state and an
 * answer out. No clock, no I/O, no randomness. Nothing else in this project decides what becomes
 * of a session. All times are milliseconds since the epoch, all durations milliseconds.
 *
 * Time passes first: whatever the event, a session past its idle timeout or its maximum length has
 * already ended; the object's alarm only makes that visible. An ended session can be reopened, by
 * opening it again and in no other way, until `expiresAt`; after that it is final.
 *
 * How messages are merged, in whatever order they come, is in `merge.ts`.
 */
import {
  activityOf,
  type Counters,
  isKnown,
  isOlder,
  isRepeatedEnd,
  type MergeState,
  type Message,
  mergeCustomData,
  mergeMessage,
} from './merge';
import type { Browser, Device, Json, Location, UtmParams } from './schema';

/** The maximum length of a session. */
export const MAX_LENGTH_MS = 24 * 60 * 60 * 1000;
/** Engaged is: this much active time, or two page views, or identified (as in GA4). */
export const ENGAGED_ACTIVE_MS = 10_000;
/** How much custom data a session may hold, as JSON, in bytes. */
export const MAX_CUSTOM_DATA_BYTES = 4096;

export type CallerKind = 'browser' | 'server';
export type ExitType = 'exit' | 'bounce' | 'timeout';
export type EndedBy = 'client' | 'idle' | 'max_length';

/** A session as it is stored: facts only. What follows from them is worked out by `measure`. */
export type Session = {
  session_id: string;
  site_id: string;
  visitor_id: string;
  fingerprint: string | null;
  lead_id: string | null;
  identified_at: number | null;
  idle_timeout_ms: number;
  started_at: number;
  last_activity_at: number;
  ended_at: number | null;
  ended_by: EndedBy | null;
  exit_url: string | null;
  page_views: number;
  landing_url: string | null;
  current_url: string | null;
  referrer: string | null;
  utm_params: UtmParams;
  device: Device;
  browser: Browser;
  location: Location;
  consent: Json;
  custom_data: Json;
  is_bot: boolean;
  bot_reason: string | null;
  previous_session_id: string | null;
  reopened_count: number;
  /** Grows with every change, and only then. */
  version: number;
  merge: MergeState;
};

/** What is fixed when a session is opened. */
export type Opening = Pick<
  Session,
  | 'visitor_id'
  | 'fingerprint'
  | 'idle_timeout_ms'
  | 'referrer'
  | 'utm_params'
  | 'device'
  | 'browser'
  | 'location'
  | 'is_bot'
  | 'bot_reason'
  | 'previous_session_id'
>;

export type OpenEvent = Message & {
  type: 'open';
  session_id: string;
  site_id: string;
  url?: string | undefined;
  consent?: Json | undefined;
  custom_data?: Json | undefined;
  follower_id: string;
  opening: Opening;
};
export type UpdateEvent = Message &
  Counters & {
    type: 'update';
    last_activity_at?: number | undefined;
    current_url?: string | undefined;
    custom_data?: Json | undefined;
  };
export type EndEvent = Message &
  Counters & {
    type: 'end';
    exit_url?: string | undefined;
    exit_type?: ExitType | undefined;
    duration?: number | undefined;
  };
/** The visitor said who they are, here. */
export type IdentifyEvent = { type: 'identify'; lead_id: string; replace: boolean };
/** The visitor is known from elsewhere: fills a gap, never overrides. */
export type LinkEvent = { type: 'link'; lead_id: string };
/** Nothing but time. */
export type WakeEvent = { type: 'wake' };
export type SessionEvent =
  | OpenEvent
  | UpdateEvent
  | EndEvent
  | IdentifyEvent
  | LinkEvent
  | WakeEvent;

export type Refusal =
  | 'session_not_found'
  | 'session_conflict'
  | 'session_final'
  | 'session_ended'
  | 'lead_conflict'
  | 'custom_data_too_large';
export type Accepted = {
  next: Session;
  /** False: nothing to store. */
  changed: boolean;
  is_new_session: boolean;
  reopened: boolean;
};
export type Refused = { error: Refusal; session: Session | null };

/** When a live session will end if nothing more is heard; also until when an ended one can be reopened. */
export function expiresAt(session: Session): number {
  return Math.min(
    session.last_activity_at + session.idle_timeout_ms,
    session.started_at + MAX_LENGTH_MS,
  );
}

/** Live, ended but resumable, or final, after time has passed. */
export function phaseOf(session: Session, now: number): 'live' | 'ended' | 'final' {
  const current = passTime(session, now);
  if (current.ended_at === null) return 'live';
  return now < expiresAt(current) ? 'ended' : 'final';
}

/** The state once time alone has acted on it. The deadline that came first decides, however late we look. */
export function passTime(session: Session, now: number): Session {
  if (session.ended_at !== null || now < expiresAt(session)) return session;
  const idle =
    session.last_activity_at + session.idle_timeout_ms <= session.started_at + MAX_LENGTH_MS;
  return {
    ...session,
    ended_at: idle ? session.last_activity_at : session.started_at + MAX_LENGTH_MS,
    ended_by: idle ? 'idle' : 'max_length',
    version: session.version + 1,
  };
}

/** What follows from the facts. `active_time <= duration <= ended_at - started_at`, always. */
export function measure(session: Session) {
  const span = (session.ended_at ?? session.last_activity_at) - session.started_at;
  const active_time = Math.min(session.merge.active_time, span);
  const told = session.ended_at === null ? null : session.merge.duration;
  const duration = told === null ? span : Math.max(active_time, Math.min(told, span));
  const engaged =
    active_time >= ENGAGED_ACTIVE_MS || session.page_views >= 2 || session.identified_at !== null;
  const exit_type: ExitType | null =
    session.ended_at === null
      ? null
      : session.merge.exit_told
        ? (session.merge.exit_type ?? (engaged ? 'exit' : 'bounce'))
        : 'timeout';
  return { duration, active_time, idle_time: duration - active_time, engaged, exit_type };
}

/** Decides what an event does to a session. A refusal changes nothing. */
export function decide(
  state: Session | null,
  event: SessionEvent,
  receivedAt: number,
): Accepted | Refused {
  if (state === null) {
    return event.type === 'open'
      ? openNew(event, receivedAt)
      : { error: 'session_not_found', session: null };
  }
  const now = Math.max(receivedAt, state.last_activity_at);
  const session = passTime(state, now);
  const outcome = decideKnown(session, event, now);
  if ('error' in outcome) return { error: outcome.error, session };
  const next = { ...session, ...outcome.patch };
  const hasGrown = next.custom_data !== session.custom_data;
  if (hasGrown && byteLength(next.custom_data) > MAX_CUSTOM_DATA_BYTES) {
    return { error: 'custom_data_too_large', session };
  }
  if (changes(session, outcome.patch)) next.version = session.version + 1;
  return {
    next,
    changed: next.version !== state.version,
    is_new_session: false,
    reopened: outcome.reopened ?? false,
  };
}

type Patched = { patch: Partial<Session>; reopened?: boolean } | { error: Refusal };

function decideKnown(session: Session, event: SessionEvent, now: number): Patched {
  switch (event.type) {
    case 'open':
      return openAgain(session, event, now);
    case 'update':
      return update(session, event, now);
    case 'end':
      return end(session, event, now);
    case 'identify':
      return identify(session, event, now);
    case 'link':
      return { patch: session.lead_id === null ? { lead_id: event.lead_id } : {} };
    case 'wake':
      return { patch: {} };
    default:
      return event satisfies never;
  }
}

function openNew(event: OpenEvent, now: number): Accepted | Refused {
  const custom_data = mergeCustomData({}, event.custom_data, false);
  const next: Session = {
    ...event.opening,
    session_id: event.session_id,
    site_id: event.site_id,
    lead_id: null,
    identified_at: null,
    started_at: now,
    last_activity_at: now,
    ended_at: null,
    ended_by: null,
    exit_url: null,
    // The landing page is the first page view.
    page_views: event.url === undefined ? 0 : 1,
    landing_url: event.url ?? null,
    current_url: event.url ?? null,
    consent: event.consent ?? {},
    custom_data,
    reopened_count: 0,
    version: 1,
    merge: {
      active_time: 0,
      duration: null,
      exit_type: null,
      exit_told: false,
      clocks: event.sent_at === undefined ? {} : { [event.caller]: event.sent_at },
      closings: {},
      follower_id: event.follower_id,
    },
  };
  return { next, changed: true, is_new_session: true, reopened: false };
}

function openAgain(session: Session, event: OpenEvent, now: number): Patched {
  if (event.site_id !== session.site_id) return { error: 'session_conflict' };
  const phase = phaseOf(session, now);
  if (phase === 'final') return { error: 'session_final' };
  const patch: Partial<Session> = {
    custom_data: mergeCustomData(session.custom_data, event.custom_data, isOlder(session, event)),
    // Reopened or not, it goes on as a live one, whose client may have had its clock put right.
    merge: mergeMessage({ ...session, ended_at: null }, event),
  };
  if (!isKnown(session, event)) {
    patch.last_activity_at = now;
    patch.current_url = event.url ?? session.current_url;
    patch.consent = event.consent ?? session.consent;
  }
  if (phase === 'live') return { patch };
  // Sent before the session ended: a repetition, which nobody waits for.
  if (isKnown(session, event)) return { patch: { merge: mergeMessage(session, event) } };
  return {
    patch: {
      ...patch,
      ended_at: null,
      ended_by: null,
      exit_url: null,
      reopened_count: session.reopened_count + 1,
      merge: {
        ...session.merge,
        ...patch.merge,
        duration: null,
        exit_type: null,
        exit_told: false,
      },
    },
    reopened: true,
  };
}

function update(session: Session, event: UpdateEvent, now: number): Patched {
  const activity = activityOf(session, event, now);
  const known = isKnown(session, event);
  const merged = {
    page_views: Math.max(session.page_views, event.page_views ?? 0),
    merge: mergeMessage(session, event),
  };
  if (session.ended_at !== null) {
    if (!known && activity > session.ended_at) return { error: 'session_ended' };
    return {
      patch: {
        ...merged,
        custom_data: mergeCustomData(session.custom_data, event.custom_data, true),
      },
    };
  }
  const older = isOlder(session, event);
  return {
    patch: {
      ...merged,
      custom_data: mergeCustomData(session.custom_data, event.custom_data, older),
      current_url: older ? session.current_url : (event.current_url ?? session.current_url),
      last_activity_at: known
        ? session.last_activity_at
        : Math.max(session.last_activity_at, activity),
    },
  };
}

function end(session: Session, event: EndEvent, now: number): Patched {
  const merged = {
    page_views: Math.max(session.page_views, event.page_views ?? 0),
    merge: mergeMessage(session, event),
  };
  // Older than activity already known: another page of this client lives on, or lived on after it.
  const isStale = isOlder(session, event) || isRepeatedEnd(session, event);
  if (isStale || session.merge.exit_told) return { patch: merged };
  const told = {
    ...merged.merge,
    duration: event.duration ?? null,
    exit_type: event.exit_type ?? null,
    exit_told: true,
    closings:
      event.sent_at === undefined
        ? merged.merge.closings
        : { ...merged.merge.closings, [event.caller]: event.sent_at },
  };
  const closing = { ...merged, exit_url: event.exit_url ?? null, merge: told };
  if (session.ended_at !== null) return { patch: closing };
  return { patch: { ...closing, last_activity_at: now, ended_at: now, ended_by: 'client' } };
}

function identify(session: Session, event: IdentifyEvent, now: number): Patched {
  if (session.lead_id === event.lead_id || session.lead_id === null) {
    return { patch: { lead_id: event.lead_id, identified_at: session.identified_at ?? now } };
  }
  if (!event.replace) return { error: 'lead_conflict' };
  return { patch: { lead_id: event.lead_id, identified_at: now } };
}

function byteLength(value: Json): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Whether a patch says anything new. Values are compared as JSON, which is what they are stored and shown as. */
function changes(session: Session, patch: Partial<Session>): boolean {
  const known: Record<string, unknown> = session;
  return Object.entries(patch).some(([field, value]) => {
    const before = known[field];
    return value !== before && JSON.stringify(value) !== JSON.stringify(before);
  });
}
