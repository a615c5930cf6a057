/**
 * The keys that a request shows, and whether they are right. Keys are compared as hashes, in constant time. Not by Hono's
 * `bearer-auth`, which knows one header and no keys of sites.
 */
import type { Failure } from '../http/errors';
import { isSameSecret, sha256Hex } from '../ids/hash';
import type { KnownKey } from '../sites/keys';

/** The server key of a request, wherever callers put it. `Bearer` with anything else than a key is a wrong key. */
export function readServerKey(headers: Headers): string | null {
  const bearer = /^Bearer\b *(.*)$/i.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? headers.get('x-api-key') ?? headers.get('x-sa-api-key');
}

/** The key by which a proxy of the site shows itself; what it forwards still comes from a browser. */
export function readProxyKey(headers: Headers): string | null {
  return headers.get('x-proxy-key');
}

/** Whether this is the deployment's `ADMIN_KEY`; never where none is set. */
export async function isAdminKey(env: Env, key: string): Promise<boolean> {
  return hasAdminKey(env) && isSameSecret(key, env.ADMIN_KEY ?? '');
}

/** Whether the deployment has an operator at all. */
export function hasAdminKey(env: Env): boolean {
  return env.ADMIN_KEY !== undefined && env.ADMIN_KEY !== '';
}

/** What needs an operator, on a deployment that has none. */
export const NO_ADMIN_KEY: Failure = {
  error: 'unavailable',
  message:
    'ADMIN_KEY is not set on this deployment; set it with "npx wrangler secret put ADMIN_KEY".',
};

/** The key that is shown, or null. Compares with every key, in the same time whichever matches. */
export async function findKey(keys: KnownKey[], key: string): Promise<KnownKey | null> {
  const hash = new TextEncoder().encode(await sha256Hex(key));
  let found: KnownKey | null = null;
  for (const known of keys) {
    const stored = new TextEncoder().encode(known.key_hash);
    if (stored.length === hash.length && crypto.subtle.timingSafeEqual(stored, hash)) found = known;
  }
  return found;
}
