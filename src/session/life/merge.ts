/**
 * How a message is merged into a session: reordered, repeated and late messages end in the same state. Pure.
 *
 * - A counter takes the largest value reported, whenever it arrives. A page's `page_views` is limited to what is possible in the
 *   time until the message arrives. Each message is limited by itself, so order changes nothing, and a repetition can
 *   only bring the session nearer to what the message reports. What an honest page reports is never limited.
 * - Everything else that a client can change has a last writer of its own: `current_url`, and each key of
 *   `custom_data` and `consent`. A message changes a field or key unless a newer message has changed the same one.
 *   A removed key keeps its stamp, so that an older message does not bring it back.
 * - Stamps of messages say which is newer (`clocks.ts`).
 */

import { ourTime, stampOf } from './clocks';
import { mergePage } from './pages';
import type {
  Counters,
  Json,
  JsonValue,
  KeyedData,
  Message,
  Session,
  Stamp,
  Stamps,
} from './session';

/** The most page views that a page may report: 10 at the start of the session, and 2 more each second. */
const VIEWS_AT_ONCE = 10;
const VIEWS_PER_SECOND = 2;
/** Tombstones of removed keys, for each of `custom_data` and `consent`: at most 64, and 2,048 characters of names. */
const MAX_TOMBSTONES = 64;
const MAX_TOMBSTONE_CHARS = 2048;

/** Takes over the larger `page_views` and `active_time` (ms). */
export function mergeCounters(session: Session, message: Message & Counters, now: number): Session {
  const { merge } = session;
  const views = message.page_views ?? 0;
  return {
    ...session,
    page_views: Math.max(
      session.page_views,
      message.caller === 'server' ? views : Math.min(views, mostViews(session, now)),
    ),
    merge: { ...merge, active_time: Math.max(merge.active_time, message.active_time ?? 0) },
  };
}

/** The most page views that a browser can have made until now. What a server reports is not limited. */
function mostViews({ started_at }: Session, now: number): number {
  return VIEWS_AT_ONCE + Math.floor((VIEWS_PER_SECOND * (now - started_at)) / 1000);
}

/** `current_url` is that of the newest message that has one. */
function mergeUrl(session: Session, url: string | undefined, stamp: Stamp): Session {
  const { merge, writers } = session;
  const known = merge.current_url ?? (session.current_url === null ? null : writers.first);
  if (url === undefined || !isNewer(session, [stamp, url], [known, session.current_url]))
    return session;
  return { ...session, current_url: url, merge: { ...merge, current_url: stamp } };
}

/** Takes over what a message says of the visit: the totals, and the page that the visitor was on. */
export function mergeSeen(
  session: Session,
  message: Message & Counters,
  url: string | undefined,
  now: number,
): Session {
  const stamp = stampOf(message, now);
  const seen = mergePage(mergeCounters(session, message, now), url, stamp);
  return mergeUrl(seen, url, stamp);
}

/** The values of the first message, without the keys that it removes. */
export function withoutNulls(given: Json = {}): Json {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
}

/** The tombstones of keys that the first message removes, since an older message with them may still arrive. */
export function stampRemoved(given: Json = {}, stamp: Stamp): Stamps {
  const removed = Object.entries(given).filter(([, value]) => value === null);
  return Object.fromEntries(removed.map(([key]) => [key, stamp]));
}

/** Merges `custom_data` and `consent`. Their size is checked by `lifecycle.ts`. */
export function mergeKeyedData(session: Session, given: KeyedData, stamp: Stamp): Session {
  const merged = mergeKeys(session, 'custom_data', given.custom_data, stamp);
  return mergeKeys(merged, 'consent', given.consent, stamp);
}

/** Key by key; `null` removes a key and leaves a tombstone. */
function mergeKeys(
  session: Session,
  name: 'custom_data' | 'consent',
  given: Json | undefined,
  stamp: Stamp,
): Session {
  if (given === undefined) return session;
  const values = new Map<string, JsonValue>(Object.entries(session[name]));
  const stamps = new Map(Object.entries(session.writers[name]));
  for (const [key, value] of Object.entries(given)) {
    const known = stamps.get(key) ?? (values.has(key) ? session.writers.first : null);
    if (!isNewer(session, [stamp, value], [known, values.get(key)])) continue;
    stamps.set(key, stamp);
    if (value === null) values.delete(key);
    else values.set(key, value);
  }
  let [count, chars] = [0, 0];
  for (const [key] of [...stamps].filter(([key]) => !values.has(key)).sort(newestFirst(session))) {
    count += 1;
    chars += key.length;
    if (count > MAX_TOMBSTONES || chars > MAX_TOMBSTONE_CHARS) stamps.delete(key);
  }
  return {
    ...session,
    [name]: Object.fromEntries(values),
    writers: { ...session.writers, [name]: Object.fromEntries(stamps) },
  };
}

/**
 * Of two messages with the same `sent_at` of one clock the greater value wins, so that order and repetition change nothing;
 * of two without `sent_at` the later arrival wins.
 */
function isNewer(
  session: Session,
  [stamp, value]: [Stamp, JsonValue],
  [known, before]: [Stamp | null, JsonValue | undefined],
): boolean {
  if (known === null) return true;
  const lead = ourTime(session, stamp) - ourTime(session, known);
  if (lead !== 0 || stamp[0] === 'arrival' || stamp[0] !== known[0]) return lead >= 0;
  return JSON.stringify(value) >= JSON.stringify(before ?? null);
}

function newestFirst(session: Session) {
  return ([, a]: [string, Stamp], [, b]: [string, Stamp]) =>
    ourTime(session, b) - ourTime(session, a);
}
