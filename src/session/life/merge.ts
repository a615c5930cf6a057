/**
 * How a message is merged into a session whatever came before it: reordered, repeated and late messages
 * end in the same state. Pure, as `lifecycle.ts`, which decides what a message means.
 *
 * - Counters are maxima, whenever they arrive. A page's `page_views` is limited to what is possible in the
 *   time until the message arrives. Each message is limited by itself, so order changes nothing, and a repetition can
 *   only bring the session nearer to what the message reports. What an honest page reports is never limited.
 * - Everything else that a client can change has a last writer of its own: `current_url`, and each key of
 *   `custom_data` and `consent`. A message takes effect for a thing unless a newer one spoke about the same thing.
 *   A removed key keeps its stamp, so that an older message does not bring it back.
 * - Stamps of messages say which is newer (`clocks.ts`).
 */

import { ourTime } from './clocks';
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

/** What a page may claim of page views: so many when the session begins, and so many more each second. */
const VIEWS_AT_ONCE = 10;
const VIEWS_PER_SECOND = 2;
/** Removed keys that are remembered, for each of `custom_data` and `consent`: so many, and so long all together. */
const MAX_REMOVED = 64;
const MAX_REMOVED_CHARS = 2048;

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

/** The page views that a stranger can have made until now. A server's word is taken. */
function mostViews({ started_at }: Session, now: number): number {
  return VIEWS_AT_ONCE + Math.floor((VIEWS_PER_SECOND * (now - started_at)) / 1000);
}

/** The newest message that reports an address decides. */
export function mergeUrl(session: Session, url: string | undefined, stamp: Stamp): Session {
  const { merge, writers } = session;
  const known = merge.current_url ?? (session.current_url === null ? null : writers.first);
  if (url === undefined || !isNewer(session, [stamp, url], [known, session.current_url]))
    return session;
  return { ...session, current_url: url, merge: { ...merge, current_url: stamp } };
}

/** The stamps of keys that the first message removes: an older one may bring them. */
export function stampRemoved(given: Json = {}, stamp: Stamp): Stamps {
  const removed = Object.entries(given).filter(([, value]) => value === null);
  return Object.fromEntries(removed.map(([key]) => [key, stamp]));
}

export function mergeKeyedData(session: Session, given: KeyedData, stamp: Stamp): Session {
  const merged = mergeKeys(session, 'custom_data', given.custom_data, stamp);
  return mergeKeys(merged, 'consent', given.consent, stamp);
}

/** Key by key; a `null` removes. */
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
    if (count > MAX_REMOVED || chars > MAX_REMOVED_CHARS) stamps.delete(key);
  }
  return {
    ...session,
    [name]: Object.fromEntries(values),
    writers: { ...session.writers, [name]: Object.fromEntries(stamps) },
  };
}

/**
 * Of two that were sent in the same moment of one clock the greater value counts, so that repetitions change nothing; of
 * two without `sent_at` the one that arrives later.
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
