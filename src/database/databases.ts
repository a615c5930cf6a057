/**
 * Which D1 database holds a site, with everything that belongs to it. `DB` alone by default; bindings `DB_1`,
 * `DB_2`, … spread the sites by rendezvous hashing, so that adding the n-th moves one site in n.
 * A site's rows do not move by themselves: add databases before going live, or copy the rows.
 */
import type { SiteId } from '../ids/uuid';
/** The one place that chooses a database. */
export function databaseFor(env: Env, siteId: SiteId): D1Database {
  const [first, ...others] = namedDatabases(env);
  if (others.length === 0 || first === undefined) return env.DB;
  const weighed = [first, ...others].map(([name, db]) => ({
    db,
    weight: fnv1a(`${name}/${siteId}`),
  }));
  return weighed.reduce((best, next) => (next.weight > best.weight ? next : best)).db;
}

/** Every database there is: for work that no single site names. */
export function allDatabases(env: Env): D1Database[] {
  return namedDatabases(env).map(([, db]) => db);
}

/** Each with the name of its binding. */
export function namedDatabases(env: Env): [string, D1Database][] {
  return Object.entries(env)
    .filter((entry): entry is [string, D1Database] => /^DB(_\d+)?$/.test(entry[0]))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** FNV-1a, 32 bits: http://www.isthe.com/chongo/tech/comp/fnv/ */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  // Avalanche: neighbouring names must not weigh alike.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return (hash ^ (hash >>> 13)) >>> 0;
}
