/**
 * What the times of messages mean. Pure, as `lifecycle.ts`, which decides what becomes of the session.
 *
 * - `sent_at` orders what one kind of client says. The skew of its clock is the smallest `received - sent_at` seen
 *   from it: the message that travelled least tells most. With it, stamps of different clocks are compared, and a
 *   message without `sent_at` counts as sent when it arrived.
 * - A clock was set back if a message seems to be from long before its session, if it is further behind the newest than
 *   any message travels, or if two in a row are behind by the same. Then arrival decides, and what the clock wrote before
 *   is restated by the new one.
 */
import type {
  AnyMessage,
  CallerKind,
  EndEvent,
  MergeState,
  Message,
  Session,
  Stamp,
  Stamps,
  Writers,
} from './session';

/** A message that seems to be from this long before its session is by a clock that was set. */
const CLOCK_TOLERANCE_MS = 5 * 60 * 1000;
/** No message travels longer. */
const MAX_DELAY_MS = 30 * 60 * 1000;
/** A message this far behind the newest travelled long, or its clock was set back: the next one tells. */
export const DOUBT_MS = 60_000;
/** Two messages in doubt are of one clock if they are this far apart, at least, and their delays alike. */
const DOUBTS_APART_MS = 10_000;
const DELAYS_ALIKE_MS = 500;
/**
 * An open of a browser that was sent so shortly before the end that closed the session has been overtaken by it on the
 * way, as a request is by a beacon. It brings nobody back.
 */
const OVERTAKEN_MS = 60_000;
/** Several servers speak as one caller, and their clocks may be this far apart. */
const SERVERS_APART_MS = 5_000;

export function stampOf({ caller, sent_at }: Message, now: number): Stamp {
  return sent_at === undefined ? ['arrival', now] : [caller, sent_at];
}

/** When a message was sent, in our time, as far as we know; at the latest now. */
export function sentTime(session: Session, event: Message, now: number): number {
  if (event.sent_at === undefined) return now;
  return (
    event.sent_at + Math.min(session.merge.skews[event.caller] ?? Infinity, now - event.sent_at)
  );
}

/** When the activity that a message tells of took place: since the start, and by the time it was sent. */
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

/** Sent before what its kind of client has already said, or the very message. */
export function isLate(session: Session, event: AnyMessage): boolean {
  const newest = session.merge.clocks[event.caller];
  return event.sent_at !== undefined && newest !== undefined && event.sent_at <= newest;
}

/**
 * An end that is older than activity already known: another page of this client lives on, or lived on after it. Or it is no
 * newer than the one that closed the session before, and what was reopened since must not be closed by it.
 */
export function isStaleEnd({ merge }: Session, { caller, sent_at }: EndEvent): boolean {
  if (sent_at === undefined) return false;
  if (sent_at <= (merge.closings[caller] ?? -Infinity)) return true;
  const tolerance = caller === 'server' ? SERVERS_APART_MS : 0;
  return sent_at < (merge.clocks[caller] ?? -Infinity) - tolerance;
}

/** Whether the end that closed the session has only overtaken this open on the way. */
export function isOvertaken({ merge }: Session, { caller, sent_at }: Message): boolean {
  const closing = merge.closings[caller];
  if (caller !== 'browser' || sent_at === undefined || closing === undefined) return false;
  return merge.exit_told && sent_at < closing && sent_at >= closing - OVERTAKEN_MS;
}

/** So many opens, beside the first, are remembered to recognise a repetition. */
const MAX_OPENS = 4;

/** Whether this open was heard before: the same intent, which neither reopens nor follows. */
export function isRepeatedOpen({ writers }: Session, { caller, sent_at }: Message): boolean {
  if (sent_at === undefined) return false;
  const [clock, at] = writers.first;
  return (clock === caller && at === sent_at) || !!writers.opens[caller]?.includes(sent_at);
}

export function rememberOpen(writers: Writers, { caller, sent_at }: Message): Writers {
  if (sent_at === undefined || writers.opens[caller]?.includes(sent_at)) return writers;
  const opens = [...(writers.opens[caller] ?? []), sent_at].slice(-MAX_OPENS);
  return { ...writers, opens: { ...writers.opens, [caller]: opens } };
}

/**
 * A message of the clock that its client had before it was set, such as the repetition of an earlier one, with its time by
 * the present clock; any other as it is.
 */
export function toCurrentClock<T extends Message>(session: Session, event: T, now: number): T {
  const { caller, sent_at } = event;
  const former = session.merge.former?.[caller];
  if (former === undefined || sent_at === undefined || sent_at > former.until) return event;
  const isAhead = now - sent_at < (session.merge.skews[caller] ?? 0) - DOUBT_MS;
  return isAhead ? { ...event, sent_at: sent_at + former.shift } : event;
}

/**
 * The session once it has heard the clock of a message. `isNow`: the message is known to be from now, whatever its
 * clock says.
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

/** The repetition of a message in doubt leaves it as it was. */
function noteDoubt(
  { doubts }: MergeState,
  caller: CallerKind,
  doubt: [sentAt: number, receivedAt: number] | undefined,
): Pick<MergeState, 'doubts'> {
  const known = doubts?.[caller];
  if (known?.[0] === doubt?.[0]) return {};
  const { [caller]: _, ...others } = doubts ?? {};
  return { doubts: doubt === undefined ? others : { ...others, [caller]: doubt } };
}

/** Whether the clock was set: it now says less than before. */
export function isRestated(before: Session, after: Session, caller: CallerKind): boolean {
  return (after.merge.clocks[caller] ?? 0) < (before.merge.clocks[caller] ?? 0);
}

/**
 * No update and no end is from before the open that its clock was first heard with. A message that is further behind than
 * any travels is of a clock that was set; only an end stays old in that case, so that none from an hour ago can close a
 * session.
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

/** From here on the clock is the one that says `sentAt` now; what was written by the old one keeps its time in ours. */
function restateClock(session: Session, caller: CallerKind, sentAt: number, now: number): Session {
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
  // An open is recognised by its `sent_at` as it was sent, whatever the clock; the first one by its stamp, as long as that stays.
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
    },
  };
}

/** When something was said, in our time. */
export function ourTime({ merge }: Session, [clock, at]: Stamp): number {
  return clock === 'arrival' ? at : at + (merge.skews[clock] ?? 0);
}
