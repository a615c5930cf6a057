/**
 * What the times in messages mean. Pure.
 *
 * - `sent_at` orders the messages of one kind of client (browser or server). The skew of its clock is the smallest
 *   `received - sent_at` seen so far, since the message that travelled for the shortest time says most about the clock. The
 *   skew makes stamps of different clocks comparable. A message without `sent_at` counts as sent when it arrived.
 * - A clock was set back (by the user, or by a time server) if a message seems to come from long before its session, if it
 *   is further behind the newest one than any message can travel, or if two messages in a row are behind by the same. Then
 *   the times of earlier messages are converted to the new clock.
 */
import type {
  AnyMessage,
  ClientKind,
  EndEvent,
  MergeState,
  Message,
  Session,
  Stamp,
  Stamps,
  Writers,
} from './session';

/** A message that seems to be sent this long before its session began comes from a clock that was set back. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;
/** No message travels longer. */
const MAX_DELAY_MS = 30 * 60 * 1000;
/** A message this far behind the newest one has travelled long, or its clock was set back: the next message decides. */
export const DOUBT_MS = 60_000;
/** Two messages in doubt prove that the clock was set if they are at least this far apart and equally late. */
const DOUBTS_APART_MS = 10_000;
const DELAYS_ALIKE_MS = 500;
/**
 * An open that a browser sent at most this long before its newest end was overtaken by that end on the way, as a beacon can
 * overtake a request. It does not reopen the session.
 */
const OVERTAKEN_MS = 60_000;
/** Several servers count as one client, and their clocks may differ by this. */
const SERVERS_APART_MS = 5_000;

/** When a message was sent, as its own clock says it; without `sent_at`, when it arrived. */
export function stampOf({ caller, sent_at }: Message, now: number): Stamp {
  return sent_at === undefined ? ['arrival', now] : [caller, sent_at];
}

/** When a message was sent, by our clock, as well as we know; never later than `now`. */
export function sentTime(session: Session, event: Message, now: number): number {
  if (event.sent_at === undefined) return now;
  return (
    event.sent_at + Math.min(session.merge.skews[event.caller] ?? Infinity, now - event.sent_at)
  );
}

/** When the activity that a message reports took place: between the session's start and the time it was sent. */
export function activityOf(
  session: Session,
  event: Message & { last_activity_at?: number | undefined },
  now: number,
): number {
  const sent = sentTime(session, event, now);
  const { last_activity_at: reported, sent_at } = event;
  const at =
    reported === undefined ? sent : reported + (sent_at === undefined ? 0 : sent - sent_at);
  // Nothing is reported before it has happened.
  return Math.max(Math.min(at, sent), session.started_at);
}

/** Sent before another message of its kind of client that has arrived, or that very message again. */
export function isLate(session: Session, event: AnyMessage): boolean {
  const newest = session.merge.clocks[event.caller];
  return event.sent_at !== undefined && newest !== undefined && event.sent_at <= newest;
}

/**
 * An end that must not close the session: it is older than activity already known, so another page of this client is still
 * open; or it is no newer than the end that closed the session before it was reopened.
 */
export function isStaleEnd({ merge }: Session, { caller, sent_at }: EndEvent): boolean {
  if (sent_at === undefined) return false;
  if (sent_at <= (merge.closings[caller] ?? -Infinity)) return true;
  const tolerance = caller === 'server' ? SERVERS_APART_MS : 0;
  return sent_at < (merge.clocks[caller] ?? -Infinity) - tolerance;
}

/** Whether an end overtook this open on the way: the one that closed the session, or a later one, of another tab. */
export function isOvertaken({ merge }: Session, { caller, sent_at }: Message): boolean {
  const closing = merge.closings[caller];
  if (caller !== 'browser' || sent_at === undefined || closing === undefined) return false;
  return merge.exit_told && sent_at < closing && sent_at >= closing - OVERTAKEN_MS;
}

/** So many opens, beside the first, are remembered to recognise a repetition. */
const MAX_OPENS = 4;

/** Whether this open has arrived before. Its repetition neither reopens the session nor starts a following one. */
export function isRepeatedOpen({ writers }: Session, { caller, sent_at }: Message): boolean {
  if (sent_at === undefined) return false;
  const [clock, at] = writers.first;
  return (clock === caller && at === sent_at) || !!writers.opens[caller]?.includes(sent_at);
}

/** Remembers an open, so that its repetition is recognised. */
export function rememberOpen(writers: Writers, { caller, sent_at }: Message): Writers {
  if (sent_at === undefined || writers.opens[caller]?.includes(sent_at)) return writers;
  const opens = [...(writers.opens[caller] ?? []), sent_at].slice(-MAX_OPENS);
  return { ...writers, opens: { ...writers.opens, [caller]: opens } };
}

/**
 * The message with its `sent_at` converted to the client's current clock, if it was sent before the clock was set, such as a
 * repetition of an earlier message; any other message unchanged.
 */
export function toCurrentClock<T extends Message>(session: Session, event: T, now: number): T {
  const { caller, sent_at } = event;
  const former = session.merge.former?.[caller];
  if (former === undefined || sent_at === undefined || sent_at > former.until) return event;
  const isAhead = now - sent_at < (session.merge.skews[caller] ?? 0) - DOUBT_MS;
  return isAhead ? { ...event, sent_at: sent_at + former.shift } : event;
}

/**
 * The session with what the message tells about its client's clock. `isNow`: the message is known to be sent just now,
 * whatever its clock says.
 */
export function noteClock(
  session: Session,
  event: AnyMessage,
  now: number,
  isNow = false,
): Session {
  const { caller, sent_at } = event;
  if (sent_at === undefined) return session;
  if (isNow || wasClockSet(session, event, now)) return restateClock(session, caller, sent_at, now);
  const { merge } = session;
  const skew = Math.min(merge.skews[caller] ?? Infinity, now - sent_at);
  const newest = Math.max(merge.clocks[caller] ?? -Infinity, sent_at);
  const isLive = session.ended_at === null;
  const isBehind = newest - sent_at > DOUBT_MS;
  return {
    ...session,
    merge: {
      ...merge,
      skews: { ...merge.skews, [caller]: skew },
      clocks: { ...merge.clocks, [caller]: newest },
      ...noteDoubt(merge, caller, isLive && isBehind ? [sent_at, now] : undefined),
    },
  };
}

/** Stores or clears the message in doubt of a client; a repetition of that message changes nothing. */
function noteDoubt(
  { doubts }: MergeState,
  caller: ClientKind,
  doubt: [sentAt: number, receivedAt: number] | undefined,
): Pick<MergeState, 'doubts'> {
  const known = doubts?.[caller];
  if (known?.[0] === doubt?.[0]) return {};
  const { [caller]: _, ...others } = doubts ?? {};
  return { doubts: doubt === undefined ? others : { ...others, [caller]: doubt } };
}

/** Whether the client's clock was set back between two states. */
export function isRestated(before: Session, after: Session, caller: ClientKind): boolean {
  return (after.merge.clocks[caller] ?? 0) < (before.merge.clocks[caller] ?? 0);
}

/**
 * No update and no end can be sent before the open of its session, and no message travels longer than `MAX_DELAY_MS`: a
 * message that seems to do so comes from a clock that was set. Except an end that is very late: it counts as old, so that an
 * end of an hour ago cannot close a live session.
 */
function wasClockSet(session: Session, event: AnyMessage, now: number): boolean {
  const { caller, sent_at, type } = event;
  if (sent_at === undefined) return false;
  const { merge, writers } = session;
  const [clock, openedAt] = writers.first;
  const isBeforeOpen = clock === caller && sent_at < openedAt - CLOCK_TOLERANCE_MS;
  if (isBeforeOpen && type !== 'open') return true;
  const behind = (merge.clocks[caller] ?? sent_at) - sent_at;
  const isLive = session.ended_at === null;
  if (isLive && type !== 'end' && behind > MAX_DELAY_MS) return true;
  const doubt = merge.doubts?.[caller];
  if (doubt === undefined || behind <= DOUBT_MS) return false;
  const [sentBefore, receivedBefore] = doubt;
  const lengthened = now - sent_at - (receivedBefore - sentBefore);
  return now - receivedBefore >= DOUBTS_APART_MS && Math.abs(lengthened) <= DELAYS_ALIKE_MS;
}

/** Takes over the new clock, which says `sentAt` now, and converts all stored times of the old one to it. */
function restateClock(session: Session, caller: ClientKind, sentAt: number, now: number): Session {
  const { merge, writers } = session;
  const { clocks, skews, closings, former } = merge;
  const skew = now - sentAt;
  const until = clocks[caller] ?? sentAt;
  const shift = (skews[caller] ?? now - until) - skew;
  const restate = ([clock, at]: Stamp): Stamp => [clock, clock === caller ? at + shift : at];
  const restateAll = (stamps: Stamps): Stamps =>
    Object.fromEntries(Object.entries(stamps).map(([key, stamp]) => [key, restate(stamp)]));
  const closing = closings[caller];
  const [clock, at] = writers.first;
  // Opens are recognised by their original `sent_at`; that of the first one is its stamp, which is converted below.
  const isFirstStamp = clock === caller && former?.[caller] === undefined;
  const { opens } = isFirstStamp ? rememberOpen(writers, { caller, sent_at: at }) : writers;
  return {
    ...session,
    merge: {
      ...merge,
      clocks: { ...clocks, [caller]: sentAt },
      skews: { ...skews, [caller]: skew },
      closings: closing === undefined ? closings : { ...closings, [caller]: closing + shift },
      ...noteDoubt(merge, caller, undefined),
      former: { ...former, [caller]: { until, shift } },
      ...(merge.current_url && { current_url: restate(merge.current_url) }),
    },
    writers: {
      ...writers,
      opens,
      first: restate(writers.first),
      custom_data: restateAll(writers.custom_data),
      consent: restateAll(writers.consent),
      pages: restateAll(writers.pages),
    },
  };
}

/** The time of a stamp by our clock. */
export function ourTime({ merge }: Session, [clock, at]: Stamp): number {
  return clock === 'arrival' ? at : at + (merge.skews[clock] ?? 0);
}
