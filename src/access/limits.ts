/**
 * Rate limits, by Cloudflare's bindings (counted per location, over 60 s). Addresses are used as counter
 * keys and kept nowhere. A limiter that fails lets the request through.
 */
import type { SiteId } from '../ids/uuid';

type Limited = 'write' | 'identify';

/**
 * Whose requests are counted together: those with one key, from one address, or, behind a proxy that gives no address, of
 * one visitor. `visitor`: any id that the message has, or null. Ids can be made up, so all requests through such a proxy
 * are counted together as well, apart from those of the site's servers.
 */
export type Counted =
  | { by: 'key'; keyId: string }
  | { by: 'address'; siteId: SiteId; address: string }
  | { by: 'visitor'; siteId: SiteId; visitor: string | null; proxyKeyId: string };

/**
 * Counts a request and says whether it is over the limit. Per minute: 12,000 writes of a key, 1,200 writes and 60 identifies
 * of an address (`wrangler.toml`). Never throws.
 */
export async function isLimited(env: Env, kind: Limited, who: Counted): Promise<boolean> {
  switch (who.by) {
    case 'key':
      return isOver(env.WRITES_PER_KEY, who.keyId);
    case 'address':
      return isClientOver(env, kind, `${who.siteId}/${networkOf(who.address)}`);
    case 'visitor': {
      const { siteId, visitor, proxyKeyId } = who;
      // In this order, so that one visitor cannot use up the limit that all share.
      if (visitor !== null && (await isClientOver(env, kind, `${siteId}/visitor/${visitor}`)))
        return true;
      return isOver(env.WRITES_PER_KEY, `proxy/${proxyKeyId}`);
    }
    default:
      return who satisfies never;
  }
}

async function isClientOver(env: Env, kind: Limited, key: string): Promise<boolean> {
  if (await isOver(env.WRITES_PER_CLIENT, key)) return true;
  return kind === 'identify' && isOver(env.IDENTIFIES_PER_CLIENT, key);
}

/** Too many unknown site ids from one address; each costs a read of D1. */
export function isProbing(env: Env, address: string): Promise<boolean> {
  return isOver(env.WRITES_PER_CLIENT, `unknown/${networkOf(address)}`);
}

/** Counts a wrong key, and tells whether a client has shown too many. Right ones are never counted. */
export function isGuessing(env: Env, address: string): Promise<boolean> {
  return isOver(env.WRITES_PER_CLIENT, `wrong-key/${networkOf(address)}`);
}

/** Counts a try to sign in, right or wrong, and tells whether a client has made too many: more than 20 a minute. */
export function isTrying(env: Env, address: string): Promise<boolean> {
  return isOver(env.SIGN_INS_PER_CLIENT, networkOf(address));
}

/** One IPv6 client has a whole /64, so that is what is counted. */
function networkOf(address: string): string {
  // An IPv4 address, also when it is written as an IPv6 one.
  if (!address.includes(':') || /\.|^::ffff:/i.test(address)) return address;
  const [head = '', tail = ''] = address.split('::', 2);
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, 8 - groups.length - rest.length)).fill('0');
  return [...groups, ...zeros, ...rest].slice(0, 4).join(':');
}

/** A deployment that leaves a limit out of its configuration has none. */
async function isOver(limiter: RateLimit | undefined, key: string): Promise<boolean> {
  if (limiter === undefined) return false;
  try {
    return !(await limiter.limit({ key })).success;
  } catch {
    return false;
  }
}
