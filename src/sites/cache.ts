/**
 * What every request needs to know of its site, cached per isolate for at most 60 s, so that the hot path does not read D1. A
 * site that does not exist is remembered for 5 s only, since it may be about to be made.
 *
 * - After 45 s one request refreshes the entry in the background, and all go on with the cached one. No request awaits a
 *   read that another has begun: the runtime drops the I/O of a cancelled request, and its promises never settle. A refresh
 *   that fails or hangs is started again by another request 5 s later.
 * - So a busy site is read once per isolate and 45 s. After a pause, or when D1 was down for the last 15 of the 60 s, each
 *   request that arrives before the first answer reads the site itself.
 * - A read that began before a change made in this isolate is not cached, even if it ends after the change.
 */

import { waitUntil } from 'cloudflare:workers';
import type { SiteId } from '../ids/uuid';
import { logError } from '../log';
import { type KnownKey, listKnownKeys } from './keys';
import type { Site } from './schema';
import { findSite } from './store';

const KNOWN_FOR_MS = 60_000;
const REFRESH_AFTER_MS = 45_000;
const REFRESH_AGAIN_AFTER_MS = 5_000;
const UNKNOWN_FOR_MS = 5_000;
const MAX_ENTRIES = 1_000;

export type KnownSite = { site: Site; keys: KnownKey[] };
type Cached = { entry: KnownSite; readAt: number; refreshAt: number };

const known = new Map<string, Cached>();
/** A cache of its own, so that made-up ids do not push out real sites. */
const unknown = new Map<string, number>();
/** Changes made in this isolate, of whatever site: they are rare. */
let changes = 0;

/**
 * The site and its keys; null when there is no such site. `mayAsk` decides whether D1 may be read for a site
 * that is not cached; `rate_limited` when not. Throws when D1 is needed and down.
 */
export async function knowSite(
  env: Env,
  siteId: SiteId,
  now: number,
  mayAsk: () => Promise<boolean>,
): Promise<KnownSite | null | { error: 'rate_limited' }> {
  const cached = known.get(siteId);
  if (cached !== undefined && now < cached.readAt + KNOWN_FOR_MS) {
    if (now >= cached.refreshAt) refresh(env, siteId, cached, now);
    return cached.entry;
  }
  if (now < (unknown.get(siteId) ?? 0)) return null;
  if (!(await mayAsk())) return { error: 'rate_limited' };
  return readSite(env, siteId, now);
}

/** To be called after each change of a site or its keys. Other isolates see the change within 60 s. */
export function forgetSite(siteId: SiteId): void {
  changes += 1;
  drop(siteId);
}

function refresh(env: Env, siteId: SiteId, cached: Cached, now: number): void {
  cached.refreshAt = now + REFRESH_AGAIN_AFTER_MS;
  waitUntil(readSite(env, siteId, now).catch((error) => logError('site_refresh_failed', error)));
}

async function readSite(env: Env, siteId: SiteId, now: number): Promise<KnownSite | null> {
  const changesBefore = changes;
  const [site, keys] = await Promise.all([findSite(env, siteId), listKnownKeys(env, siteId)]);
  const entry = site === null ? null : { site, keys };
  const isNewer = now >= (known.get(siteId)?.readAt ?? 0);
  if (changes === changesBefore && isNewer) cacheEntry(siteId, entry, now);
  return entry;
}

function cacheEntry(siteId: SiteId, entry: KnownSite | null, readAt: number): void {
  drop(siteId);
  if (entry === null) unknown.set(siteId, readAt + UNKNOWN_FOR_MS);
  else known.set(siteId, { entry, readAt, refreshAt: readAt + REFRESH_AFTER_MS });
  dropOldest(unknown);
  dropOldest(known);
}

function drop(siteId: SiteId): void {
  known.delete(siteId);
  unknown.delete(siteId);
}

/** A Map keeps the order of insertion. */
function dropOldest(cache: Map<string, unknown>): void {
  for (const oldest of cache.keys()) {
    if (cache.size <= MAX_ENTRIES) return;
    cache.delete(oldest);
  }
}
