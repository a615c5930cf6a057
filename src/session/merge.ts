/**
 * How a message is merged into a session whatever came before it: reordered, repeated and late messages
 * end in the same state. Pure, as `lifecycle.ts`, which decides what a message means.
 *
 * Counters are maxima. `sent_at` orders the messages of one kind of client; one that is older than what its
 * kind has already said moves no time and overrides nothing.
 */
import type { CallerKind, EndEvent, ExitType, Session, UpdateEvent } from './lifecycle';
import type { Json } from './schema';

/** What merging and following need and nobody else sees. */
export type MergeState = {
  /** The largest total reported; what is shown is held to the length of the session. */
  active_time: number;
  /** The total length that the closing message told. */
  duration: number | null;
  exit_type: ExitType | null;
  /** A client has told how the session ended; the first to do so stands. */
  exit_told: boolean;
  /** The newest `sent_at` of each kind of client: their clocks cannot be compared. */
  clocks: Partial<Record<CallerKind, number>>;
  /** The newest `sent_at` of a message that closed the session, reopened since or not. */
  closings: Partial<Record<CallerKind, number>>;
  /** The id of the session that follows once this one is final: always the same, and not to be guessed. */
  follower_id: string;
};

export type Message = { caller: CallerKind; sent_at?: number | undefined };
export type Counters = { page_views?: number | undefined; active_time?: number | undefined };

/** When the activity that a message tells of took place: shifted by the skew of its clock, held to the session. */
export function activityOf(session: Session, event: UpdateEvent, now: number): number {
  if (event.last_activity_at === undefined) return now;
  const skew = event.sent_at === undefined ? 0 : now - event.sent_at;
  return Math.min(Math.max(event.last_activity_at + skew, session.started_at), now);
}

/**
 * Sent before what its kind of client has already said. A live session's client whose clock falls back by more
 * than the idle timeout has had it corrected: nothing arrives that late while the session lives. Only an
 * end stays old for good, so that none from an hour ago can close a session.
 */
export function isOlder(session: Session, event: Message & { type: string }): boolean {
  const newest = session.merge.clocks[event.caller];
  if (event.sent_at === undefined || newest === undefined || event.sent_at >= newest) return false;
  const isCorrected = newest - event.sent_at > session.idle_timeout_ms;
  return !isCorrected || session.ended_at !== null || event.type === 'end';
}

/** It has closed the session before, and what was reopened since must not be closed by its repetition. */
export function isRepeatedEnd(session: Session, event: EndEvent): boolean {
  const closing = session.merge.closings[event.caller];
  return event.sent_at !== undefined && closing !== undefined && event.sent_at <= closing;
}

/** Older than, or the very message, that its kind of client was last heard with. */
export function isKnown(session: Session, event: Message & { type: string }): boolean {
  return isOlder(session, event) || (event.sent_at ?? -1) === session.merge.clocks[event.caller];
}

export function mergeMessage(
  session: Session,
  event: Message & Counters & { type: string },
): MergeState {
  const { merge } = session;
  const active_time = Math.max(merge.active_time, event.active_time ?? 0);
  if (event.sent_at === undefined || isOlder(session, event)) return { ...merge, active_time };
  return { ...merge, active_time, clocks: { ...merge.clocks, [event.caller]: event.sent_at } };
}

/** Key by key; a `null` removes. From an older message only what is not there yet is taken. */
export function mergeCustomData(current: Json, given: Json | undefined, older: boolean): Json {
  if (given === undefined) return current;
  const next = new Map(Object.entries(current));
  for (const [key, value] of Object.entries(given)) {
    if (older && next.has(key)) continue;
    if (value === null) next.delete(key);
    else next.set(key, value);
  }
  return Object.fromEntries(next);
}
