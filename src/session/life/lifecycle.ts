/**
 * The life of a session, as pure functions: from a state, an event and `now` to the next state and an answer. No clock, no
 * I/O, no randomness. Nothing else in this project decides what becomes of a session. All times are ms since the epoch,
 * all durations ms.
 *
 * Time passes first: whatever the event, a session past its idle timeout or its maximum length has
 * already ended; the object's alarm only makes that visible. An ended session can be reopened, by
 * opening it again and in no other way, until `expiresAt`; after that it is final.
 *
 * How messages are merged, in whatever order they come, is in `merge.ts`; what their times mean, in `clocks.ts`.
 */

import type { SessionId } from '../../ids/uuid';
import {
  activityOf,
  isLate,
  isOvertaken,
  isRepeatedOpen,
  isRestated,
  isStaleEnd,
  noteClock,
  rememberOpen,
  sentTime,
  stampOf,
  toCurrentClock,
} from './clocks';
import { expiresAt, passTime, phaseOf } from './expiry';
import { mergeCounters, mergeKeyedData, mergeSeen, stampRemoved, withoutNulls } from './merge';
import { firstPage, mergePage } from './pages';
import {
  type EndEvent,
  type IdentifyEvent,
  type Json,
  MAX_KEYED_DATA_BYTES,
  type OpenEvent,
  type Session,
  type SessionEvent,
  SHAPE,
  type UpdateEvent,
} from './session';
import { completeArrival } from './shape';

export type Refusal =
  | 'session_not_found'
  | 'session_conflict'
  | 'session_final'
  | 'session_ended'
  | 'lead_conflict'
  | 'custom_data_too_large'
  | 'consent_too_large';
export type Accepted = {
  next: Session;
  /** False: nothing to store. */
  changed: boolean;
  is_new_session: boolean;
  reopened: boolean;
};
/** `session`: as it is, where there is one. Nothing was changed. */
export type Refused = { error: Refusal; session: Session | null };

/**
 * Decides what an event does to a session. `state`: null where there is none. `receivedAt`: now. A refusal changes nothing.
 *
 * @example
 * const outcome = decide(state, { type: 'update', caller: 'server', page_views: 3 }, Date.now());
 * if (outcome.changed) store(outcome.next);
 */
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
  let { next } = outcome;
  for (const name of ['custom_data', 'consent'] as const) {
    const hasGrown = next[name] !== session[name];
    if (!hasGrown || byteLength(next[name]) <= MAX_KEYED_DATA_BYTES) continue;
    const isLeaving = event.type === 'end' && event.caller === 'browser';
    if (!isLeaving) return { error: `${name}_too_large`, session };
    // Nobody reads the answer to a beacon: too much data must not cost the end.
    next = dropKeyedData(next, session, name);
  }
  const isChanged = differs(session, next);
  return {
    next: isChanged ? { ...next, version: session.version + 1 } : session,
    changed: isChanged || session !== state,
    is_new_session: outcome.is_new_session ?? false,
    reopened: outcome.reopened ?? false,
  };
}

type Decided = { next: Session; is_new_session?: boolean; reopened?: boolean } | { error: Refusal };

function decideKnown(session: Session, event: SessionEvent, now: number): Decided {
  switch (event.type) {
    case 'open':
      return openAgain(session, event, now);
    case 'update':
      return update(session, event, now);
    case 'end':
      return { next: end(session, event, now) };
    case 'identify':
      return identify(session, event, now);
    case 'link':
      return { next: { ...session, lead_id: session.lead_id ?? event.lead_id } };
    case 'wake':
      return { next: session };
    default:
      return event satisfies never;
  }
}

function openNew(event: OpenEvent, now: number): Accepted {
  const { caller, sent_at } = event;
  const stamp = stampOf(event, now);
  const next: Session = {
    ...completeArrival(event.opening),
    shape: SHAPE,
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
    consent: withoutNulls(event.consent),
    custom_data: withoutNulls(event.custom_data),
    reopened_count: 0,
    version: 1,
    merge: {
      active_time: 0,
      duration: null,
      exit_type: null,
      exit_told: false,
      clocks: sent_at === undefined ? {} : { [caller]: sent_at },
      skews: sent_at === undefined ? {} : { [caller]: now - sent_at },
      closings: {},
    },
    writers: {
      first: stamp,
      custom_data: stampRemoved(event.custom_data, stamp),
      consent: stampRemoved(event.consent, stamp),
      pages: firstPage(event.url ?? null, stamp),
      opens: {},
      follower_id: event.is_private ? null : event.follower_id,
      ...(event.is_private && { opened_by: event.follower_id }),
    },
  };
  const counted = mergeCounters(next, event, now);
  return { next: counted, changed: true, is_new_session: true, reopened: false };
}

function openAgain(session: Session, given: OpenEvent, now: number): Decided {
  if (given.site_id !== session.site_id) return { error: 'session_conflict' };
  const { writers } = session;
  // The same call again, since its answer was lost on the way: it gets the same answer.
  if (writers.follower_id === given.follower_id) return { next: session, is_new_session: true };
  if (writers.opened_by === given.follower_id) {
    const isReturn = session.reopened_count > 0;
    return { next: session, is_new_session: !isReturn, reopened: isReturn };
  }
  const isRepeated = isRepeatedOpen(session, given);
  const phase = phaseOf(session, now);
  if (phase === 'final' && !isRepeated) return { error: 'session_final' };
  const event = toCurrentClock(session, given, now);
  const reopened = phase === 'ended' && !isRepeated && !isOvertaken(session, event);
  // An open that reopens is sent now, even if its clock says that it was sent before the end.
  const timed = noteClock(session, event, now, reopened && isLate(session, event));
  const stamp = stampOf(event, now);
  const merged = mergeKeyedData(mergeSeen(timed, event, event.url, now), event, stamp);
  if (isRepeated) return { next: merged };
  if (phase === 'ended' && !reopened) {
    return { next: { ...merged, writers: rememberOpen(merged.writers, given) } };
  }
  const next: Session = {
    ...merged,
    last_activity_at: Math.max(session.last_activity_at, activityOf(timed, event, now)),
    writers: rememberOpen(merged.writers, given),
  };
  return reopened ? { next: reopen(next, event.follower_id), reopened } : { next };
}

function reopen(session: Session, opened_by: SessionId): Session {
  return {
    ...session,
    ended_at: null,
    ended_by: null,
    exit_url: null,
    reopened_count: session.reopened_count + 1,
    merge: { ...session.merge, duration: null, exit_type: null, exit_told: false },
    writers: { ...session.writers, opened_by },
  };
}

function update(session: Session, given: UpdateEvent, now: number): Decided {
  const event = toCurrentClock(session, given, now);
  const timed = noteClock(session, event, now);
  const activity = activityOf(timed, event, now);
  const isLive = session.ended_at === null;
  // Sent before another message that has arrived: it may be from before the end, whatever activity it reports.
  const isOfBefore = isLate(session, event) && !isRestated(session, timed, event.caller);
  if (session.ended_at !== null && !isOfBefore && activity > session.ended_at) {
    return { error: 'session_ended' };
  }
  const stamp = stampOf(event, now);
  const seen = mergeSeen(timed, event, event.current_url, now);
  const merged = mergeKeyedData(seen, { custom_data: event.custom_data }, stamp);
  if (!isLive) return { next: merged };
  return {
    next: { ...merged, last_activity_at: Math.max(session.last_activity_at, activity) },
  };
}

function end(session: Session, given: EndEvent, now: number): Session {
  const event = toCurrentClock(session, given, now);
  const timed = noteClock(session, event, now);
  const stamp = stampOf(event, now);
  const seen = mergePage(mergeCounters(timed, event, now), event.exit_url, stamp);
  const merged = mergeKeyedData(seen, event, stamp);
  if (isStaleEnd(timed, event)) return merged;
  const { merge } = merged;
  const { caller, sent_at } = event;
  const closings = { ...merge.closings, ...(sent_at !== undefined && { [caller]: sent_at }) };
  // The first end stands. An open that was sent before this one, and comes after it, must not reopen all the same.
  if (merge.exit_told) return { ...merged, merge: { ...merge, closings } };
  const closing: Session = {
    ...merged,
    exit_url: event.exit_url ?? null,
    merge: {
      ...merge,
      duration: event.duration ?? null,
      exit_type: event.exit_type ?? null,
      exit_told: true,
      closings,
    },
  };
  const sent = sentTime(timed, event, now);
  if (session.ended_at !== null) return moveEnd(closing, event, sent);
  const ended_at = Math.max(session.last_activity_at, sent);
  return { ...closing, last_activity_at: ended_at, ended_at, ended_by: 'client' };
}

/**
 * An end that arrives after time has ended the session reports activity until it was sent, at most up to the time at which
 * the session expired. The time of expiry itself does not move: a final session stays final.
 */
function moveEnd(session: Session, { duration }: EndEvent, sent: number): Session {
  const expired_at = expiresAt(session);
  const reported = duration === undefined ? sent : Math.min(sent, session.started_at + duration);
  const ended_at = Math.max(session.ended_at ?? 0, Math.min(reported, expired_at));
  if (ended_at === session.ended_at) return session;
  return {
    ...session,
    ended_at,
    last_activity_at: ended_at,
    merge: { ...session.merge, expired_at },
  };
}

function identify(session: Session, event: IdentifyEvent, now: number): Decided {
  const { lead_id } = event;
  if (session.lead_id === lead_id || session.lead_id === null) {
    return { next: { ...session, lead_id, identified_at: session.identified_at ?? now } };
  }
  if (!event.replace) return { error: 'lead_conflict' };
  return { next: { ...session, lead_id, identified_at: now } };
}

function dropKeyedData(after: Session, before: Session, name: 'custom_data' | 'consent'): Session {
  const writers = { ...after.writers, [name]: before.writers[name] };
  return { ...after, [name]: before[name], writers };
}

function byteLength(value: Json): number {
  return new TextEncoder().encode(JSON.stringify(value)).length;
}

/** Whether anything is new. Values are compared as JSON, which is what they are stored and shown as. */
function differs(before: Session, after: Session): boolean {
  if (before === after) return false;
  const known: Record<string, unknown> = before;
  return Object.entries(after).some(
    ([field, value]) =>
      value !== known[field] && JSON.stringify(value) !== JSON.stringify(known[field]),
  );
}
