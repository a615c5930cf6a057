/**
 * Who calls. A *server* shows a key of the site, or the deployment's `ADMIN_KEY`; a *browser* shows none
 * and must come from one of the site's origins, be it through a proxy of the site, which shows a key of its own
 * (`src/sites/proxies.ts`). A key that is shown must be right: a wrong one is refused even where no key would have been
 * needed. Only wrong keys are counted, so that somebody who guesses cannot lock out the holder of a right key at the same
 * address; past the limit a wrong key is answered 429.
 */

import type { Failure } from '../http/errors';
import type { SiteId } from '../ids/uuid';
import { knowSite } from '../sites/cache';
import { type KnownKey, siteOfKey } from '../sites/keys';
import { isAllowedOrigin, originOf } from '../sites/origins';
import { type Proxied, readProxied } from '../sites/proxies';
import type { KeyScope, Site } from '../sites/schema';
import { findKey, isAdminKey, readProxyKey, readServerKey } from './keys';
import { isGuessing, isProbing } from './limits';

/** That of a key; a share link has one of its own. */
export type Scope = KeyScope | 'share';
export type ServerCaller = { kind: 'server'; site: Site; keyId: string; scope: Scope };
export type Caller = ServerCaller | { kind: 'browser'; site: Site; proxied: Proxied | null };
export type CallerKind = Caller['kind'];

/** What of a request tells who calls. `now`: when it came in, in ms since the epoch. */
export type CallerRequest = { env: Env; headers: Headers; now: number };
/** The same where the cookie of the dashboard counts too: it depends on the method and the address what it may do. */
export type ServerRequest = { env: Env; request: Request; now: number };

/** Who calls for which site. Without `siteId` the key's own site is meant; null when neither says it. */
export async function identifyCaller(
  { env, headers, now }: CallerRequest,
  siteId: SiteId | undefined,
): Promise<Caller | Failure | null> {
  const serverKey = readServerKey(headers);
  const isAdmin = serverKey !== null && (await isAdminKey(env, serverKey));
  // A server that calls through the proxy is a server.
  const key = serverKey ?? readProxyKey(headers);
  const mayRead = async () => !(await isProbing(env, addressOf(headers)));
  if (key !== null && !isAdmin) {
    // A key is checked against its own site first, so that a wrong key learns nothing about the site it names.
    const holder = await findHolder(env, key, now, mayRead);
    if (holder === null) return refuseKey(env, headers);
    if ('error' in holder) return holder;
    const { site, key: found } = holder;
    if (siteId !== undefined && siteId !== site.site_id) return { error: 'wrong_site' };
    return serverKey === null
      ? browserCaller(site, headers, readProxied(headers, site, found))
      : { kind: 'server', site, keyId: found.key_id, scope: found.scope };
  }
  if (siteId === undefined) return null;
  const known = await knowSite(env, siteId, now, mayRead);
  if (known === null) return { error: 'site_not_found' };
  if ('error' in known) return RATE_LIMITED;
  return isAdmin
    ? { kind: 'server', site: known.site, keyId: 'admin', scope: 'all' }
    : browserCaller(known.site, headers, null);
}

/** The site of a key, and the key as the site knows it; null for a key that no site has. `mayRead`: as `knowSite` asks it. */
export async function findHolder(
  env: Env,
  key: string,
  now: number,
  mayRead: () => Promise<boolean>,
): Promise<{ site: Site; key: KnownKey } | Failure | null> {
  const siteId = siteOfKey(key);
  const known = siteId === null ? null : await knowSite(env, siteId, now, mayRead);
  if (known === null) return null;
  if ('error' in known) return RATE_LIMITED;
  const found = await findKey(known.keys, key);
  return found === null ? null : { site: known.site, key: found };
}

async function refuseKey(env: Env, headers: Headers): Promise<Failure> {
  if (await isGuessing(env, addressOf(headers))) return RATE_LIMITED;
  return readServerKey(headers) === null ? WRONG_PROXY_KEY : { error: 'unauthorized' };
}

const WRONG_PROXY_KEY: Failure = {
  error: 'unauthorized',
  message: 'Have the proxy send a live key of the site as X-Proxy-Key, or send no such header.',
};

/** 429; to be tried again when the limit's 60 s are over. */
export const RATE_LIMITED: Failure = { error: 'rate_limited', headers: { 'Retry-After': '60' } };

function browserCaller(site: Site, headers: Headers, proxied: Proxied | null): Caller | Failure {
  const origin = originOf(headers);
  if (isAllowedOrigin(site.allowed_origins, origin)) return { kind: 'browser', site, proxied };
  return { error: origin === null ? 'unauthorized' : 'origin_not_allowed' };
}

/** The client's address, as Cloudflare sees it: a key of rate limits, and stored nowhere. */
export function addressOf(headers: Headers): string {
  return headers.get('cf-connecting-ip') ?? '';
}
