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

const known = new Map<string, { until: number; entry: KnownSite | null }>();

/** The site and the hashes of its keys; null when there is no such site. Throws when D1 is down. */
export async function knowSite(env: Env, siteId: string): Promise<KnownSite | null> {
  const now = Date.now();
  const cached = known.get(siteId);
  if (cached !== undefined && now < cached.until) return cached.entry;
  const [site, keys] = await Promise.all([findSite(env, siteId), listKeyHashes(env, siteId)]);
  const entry = site === null ? null : { site, keys };
  // The oldest goes first: a Map keeps the order of insertion.
  known.delete(siteId);
  for (const oldest of known.keys()) {
    if (known.size < MAX_ENTRIES) break;
    known.delete(oldest);
  }
  known.set(siteId, { until: now + (entry === null ? UNKNOWN_FOR_MS : KNOWN_FOR_MS), entry });
  return entry;
}

/** After a change made here. */
export function forgetSite(siteId: string): void {
  known.delete(siteId);
}
