/**
 * Who calls. A *server* shows a key of the site, or the deployment's `ADMIN_KEY`; a *browser* shows none
 * and must come from one of the site's origins, be it through a proxy of the site, which shows a key of its own
 * (`src/sites/proxies.ts`). A key that is shown must be right: a wrong one is refused even where no key would have been needed. Only wrong ones are counted, and past the limit answered
 * 429, so that who guesses cannot shut out the holder of a right key at the same address.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { App } from '../http/context';
import type { Failure } from '../http/errors';
import { fail } from '../http/respond';
import { isSameSecret, sha256Hex } from '../ids/hash';
import { callSession } from '../session/object/stub';
import { type KnownSite, knowSite } from '../sites/cache';
import { siteOfKey } from '../sites/keys';
import { isAllowedOrigin, originOf } from '../sites/origins';
import { type Proxied, readProxied } from '../sites/proxies';
import type { Site } from '../sites/schema';
import { type Counted, isGuessing, isLimited, isProbing } from './limits';

export type Caller =
  | { kind: 'server'; site: Site; keyId: string }
  | { kind: 'browser'; site: Site; proxied: Proxied | null };

/** The key a request shows, wherever callers put it. `Bearer` with anything else than a key is a wrong key. */
function shownKey(headers: Headers): string | null {
  const bearer = /^Bearer\b *(.*)$/i.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? headers.get('x-api-key') ?? headers.get('x-sa-api-key');
}

/** Who calls for which site. Without `siteId` the key's own site is meant; null when neither says it. */
async function identifyCaller(
  env: Env,
  headers: Headers,
  siteId: string | undefined,
): Promise<Caller | Failure | null> {
  const serverKey = shownKey(headers);
  const isAdmin = serverKey !== null && (await isAdminKey(env, serverKey));
  // A server that calls through the proxy is a server.
  const key = serverKey ?? headers.get('x-proxy-key');
  const keySite = key === null || isAdmin ? null : siteOfKey(key);
  if (key !== null && !isAdmin && keySite === null) return refuseKey(env, headers);
  // A key is checked against its own site first: what a wrong one names is not told.
  const wanted = keySite ?? siteId;
  if (wanted === undefined) return null;
  const known = await knowSite(
    env,
    wanted,
    async () => !(await isProbing(env, addressOf(headers))),
  );
  if (known === 'refused') return RATE_LIMITED;
  if (keySite !== null) {
    const keyId = known === null ? null : await findKey(known.keys, key ?? '');
    if (known === null || keyId === null) return refuseKey(env, headers);
    const { site } = known;
    if (siteId !== undefined && siteId !== site.site_id) return { error: 'wrong_site' };
    return serverKey === null
      ? browserCaller(known, headers, readProxied(headers, site, keyId))
      : { kind: 'server', site, keyId };
  }
  if (known === null) return { error: 'site_not_found' };
  return isAdmin
    ? { kind: 'server', site: known.site, keyId: 'admin' }
    : browserCaller(known, headers, null);
}

async function refuseKey(env: Env, headers: Headers): Promise<Failure> {
  if (await isGuessing(env, addressOf(headers))) return RATE_LIMITED;
  return shownKey(headers) === null ? NOT_A_PROXY : { error: 'unauthorized' };
}

const NOT_A_PROXY: Failure = {
  error: 'unauthorized',
  message: 'Have the proxy send a live key of the site as X-Proxy-Key, or send no such header.',
};

function browserCaller(
  { site }: KnownSite,
  headers: Headers,
  proxied: Proxied | null,
): Caller | Failure {
  const origin = originOf(headers);
  if (isAllowedOrigin(site.allowed_origins, origin)) return { kind: 'browser', site, proxied };
  return { error: origin === null ? 'unauthorized' : 'origin_not_allowed' };
}

/** Counted by and kept nowhere. */
function addressOf(headers: Headers): string {
  return headers.get('cf-connecting-ip') ?? '';
}

/** Compares with every key, in the same time whichever matches. */
async function findKey(keys: { key_id: string; key_hash: string }[], key: string) {
  const hash = new TextEncoder().encode(await sha256Hex(key));
  let found: string | null = null;
  for (const { key_id, key_hash } of keys) {
    const stored = new TextEncoder().encode(key_hash);
    if (stored.length === hash.length && crypto.subtle.timingSafeEqual(stored, hash))
      found = key_id;
  }
  return found;
}

async function isAdminKey(env: Env, key: string): Promise<boolean> {
  return env.ADMIN_KEY !== undefined && env.ADMIN_KEY !== '' && isSameSecret(key, env.ADMIN_KEY);
}

/** For a route that is open to all and tells the operator more. Wrong keys count as elsewhere, and learn as little. */
export async function showsAdminKey(c: Context<App>): Promise<boolean> {
  const { headers } = c.req.raw;
  const key = shownKey(headers);
  if (key === null) return false;
  if (await isAdminKey(c.env, key)) return true;
  await isGuessing(c.env, addressOf(headers));
  return false;
}

/** What a message is about: ids by which its site, and behind a proxy its visitor, are known. */
type Subject = {
  site_id?: string | undefined;
  session_id?: string | undefined;
  visitor_id?: string | undefined;
  /** The session that a create names. */
  id?: string | undefined;
};

/**
 * Who may call, within the limits, or why not. A call that names only a session, and shows no key of a
 * site, costs one question more: which site the session is of.
 */
export async function admit(
  c: Context<App>,
  kind: 'read' | 'write' | 'identify',
  subject: Subject,
): Promise<Caller | Failure> {
  const { headers } = c.req.raw;
  let caller = await identifyCaller(c.env, headers, subject.site_id);
  if (caller === null) {
    if (await isProbing(c.env, addressOf(headers))) return RATE_LIMITED;
    const siteId = await siteOfSession(c.env, subject.session_id);
    if (typeof siteId !== 'string') return siteId;
    caller = await identifyCaller(c.env, headers, siteId);
    if (caller === null) return { error: 'session_not_found' };
  }
  // Reads have no limit.
  if ('error' in caller || kind === 'read') return caller;
  const who = countedWith(caller, addressOf(headers), subject);
  return (await isLimited(c.env, kind, who)) ? RATE_LIMITED : caller;
}

function countedWith(caller: Caller, connecting: string, subject: Subject): Counted {
  if (caller.kind === 'server') return { by: 'key', keyId: caller.keyId };
  const { proxied } = caller;
  const siteId = caller.site.site_id;
  if (proxied === null) return { by: 'address', siteId, address: connecting };
  if (proxied.address !== null) return { by: 'address', siteId, address: proxied.address };
  const visitor = subject.visitor_id ?? subject.session_id ?? subject.id ?? null;
  return { by: 'visitor', siteId, visitor, proxyKeyId: proxied.keyId };
}

const RATE_LIMITED: Failure = { error: 'rate_limited', headers: { 'Retry-After': '60' } };

async function siteOfSession(env: Env, sessionId: string | undefined): Promise<string | Failure> {
  if (sessionId === undefined) return { error: 'session_not_found' };
  const site = await callSession(env, sessionId, (object) => object.siteOf(sessionId));
  if (site === null) return { error: 'session_not_found' };
  return typeof site === 'string' ? site : { error: 'unavailable' };
}

/** For the deployment's operator. */
export const requireAdmin: MiddlewareHandler<App> = async (c, next) => {
  if (c.env.ADMIN_KEY === undefined || c.env.ADMIN_KEY === '') {
    return fail(c, {
      error: 'unavailable',
      message:
        'ADMIN_KEY is not set on this deployment; set it with "npx wrangler secret put ADMIN_KEY".',
    });
  }
  const { headers } = c.req.raw;
  const key = shownKey(headers);
  if (key !== null && (await isAdminKey(c.env, key))) return next();
  const isTooMany = key !== null && (await isGuessing(c.env, addressOf(headers)));
  return fail(c, isTooMany ? RATE_LIMITED : NOT_ADMIN);
};

const NOT_ADMIN: Failure = {
  error: 'unauthorized',
  message: 'Send the ADMIN_KEY as "Authorization: Bearer KEY".',
};
