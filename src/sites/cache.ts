/**
 * What every request needs to know of its site, kept per isolate for at most 60 s, so that the hot path
 * meets no database. A site that is not there is remembered for 5 s only: it may be about to be made.
 */
import { listKeyHashes } from './keys';
import type { Site } from './schema';
import { findSite } from './store';

const KNOWN_FOR_MS = 60_000;
const UNKNOWN_FOR_MS = 5_000;
const MAX_ENTRIES = 1_000;

export type KnownSite = { site: Site; keys: { key_id: string; key_hash: string }[] };

const known = new Map<string, { until: number; entry: KnownSite }>();
/** Kept apart, so that made-up ids push no real site out. */
const unknown = new Map<string, number>();

/**
 * The site and the hashes of its keys; null when there is no such site. `mayAsk` is asked before the
 * database is. Throws when D1 is down.
 */
export async function knowSite(
  env: Env,
  siteId: string,
  mayAsk: () => Promise<boolean>,
): Promise<KnownSite | null | 'refused'> {
  const now = Date.now();
  const cached = known.get(siteId);
  if (cached !== undefined && now < cached.until) return cached.entry;
  if (now < (unknown.get(siteId) ?? 0)) return null;
  if (!(await mayAsk())) return 'refused';
  const [site, keys] = await Promise.all([findSite(env, siteId), listKeyHashes(env, siteId)]);
  forgetSite(siteId);
  if (site === null) {
    unknown.set(siteId, now + UNKNOWN_FOR_MS);
    dropOldest(unknown);
    return null;
  }
  const entry = { site, keys };
  known.set(siteId, { until: now + KNOWN_FOR_MS, entry });
  dropOldest(known);
  return entry;
}

/** After a change made here. */
export function forgetSite(siteId: string): void {
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
