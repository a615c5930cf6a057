/**
 * Who calls. A *server* shows a key of the site, or the deployment's `ADMIN_KEY`; a *browser* shows none
 * and must come from one of the site's origins. A key that is shown must be right: a wrong one is
 * refused even where no key would have been needed.
 */
import type { Context, MiddlewareHandler } from 'hono';
import type { App } from './context';
import type { Failure } from './errors';
import { sameSecret, sha256Hex } from './ids';
import { isLimited } from './limits';
import { fail } from './respond';
import type { CallerKind } from './session/lifecycle';
import { callSession } from './session/stub';
import { knowSite } from './sites/cache';
import { siteOfKey } from './sites/keys';
import { isAllowedOrigin, originOf } from './sites/origins';
import type { Site } from './sites/schema';

export type Caller = { kind: CallerKind; site: Site; keyId: string | null };

/** The key a request shows, wherever callers put it. */
function shownKey(headers: Headers): string | null {
  const bearer = /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1];
  return bearer ?? headers.get('x-api-key') ?? headers.get('x-sa-api-key');
}

/**
 * Who calls for which site. Without `siteId` the key's own site is meant; null when neither says it.
 */
export async function identifyCaller(
  env: Env,
  headers: Headers,
  siteId: string | undefined,
): Promise<Caller | Failure | null> {
  const key = shownKey(headers);
  const isAdmin = key !== null && (await isAdminKey(env, key));
  const keySite = key === null || isAdmin ? null : siteOfKey(key);
  if (key !== null && !isAdmin && keySite === null) return { error: 'unauthorized' };
  const wanted = siteId ?? keySite;
  if (wanted === null) return null;
  if (key === null) return browserCaller(env, headers, wanted);
  if (isAdmin) {
    const known = await knowSite(env, wanted);
    if (known === null) return { error: 'site_not_found' };
    return { kind: 'server', site: known.site, keyId: 'admin' };
  }
  const known = await knowSite(env, keySite ?? wanted);
  const keyId = known === null ? null : await findKey(known.keys, key);
  if (known === null || keyId === null) return { error: 'unauthorized' };
  if (known.site.site_id !== wanted) return { error: 'wrong_site' };
  return { kind: 'server', site: known.site, keyId };
}

async function browserCaller(
  env: Env,
  headers: Headers,
  siteId: string,
): Promise<Caller | Failure> {
  const known = await knowSite(env, siteId);
  if (known === null) return { error: 'site_not_found' };
  const origin = originOf(headers);
  if (isAllowedOrigin(known.site.allowed_origins, origin)) {
    return { kind: 'browser', site: known.site, keyId: null };
  }
  return { error: origin === null ? 'unauthorized' : 'origin_not_allowed' };
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
  return env.ADMIN_KEY !== undefined && env.ADMIN_KEY !== '' && sameSecret(key, env.ADMIN_KEY);
}

/**
 * Who may call, within the limits, or why not. A call that names only a session, and shows no key of a
 * site, costs one question more: which site the session is of.
 */
export async function admit(
  c: Context<App>,
  kind: 'read' | 'write' | 'identify',
  subject: { site_id?: string | undefined; session_id?: string },
): Promise<Caller | Failure> {
  const { headers } = c.req.raw;
  const address = headers.get('cf-connecting-ip') ?? '';
  let caller = await identifyCaller(c.env, headers, subject.site_id);
  if (caller === null) {
    const limited = await isLimited(c.env, 'write', { siteId: 'unnamed', keyId: null, address });
    if (limited) return RATE_LIMITED;
    const siteId = await siteOfSession(c.env, subject.session_id);
    if (typeof siteId !== 'string') return siteId;
    caller = await identifyCaller(c.env, headers, siteId);
    if (caller === null) return { error: 'session_not_found' };
  }
  if ('error' in caller) return caller;
  const who = { siteId: caller.site.site_id, keyId: caller.keyId, address };
  return (await isLimited(c.env, kind, who)) ? RATE_LIMITED : caller;
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
  const key = shownKey(c.req.raw.headers);
  if (key === null || !(await isAdminKey(c.env, key))) {
    return fail(c, {
      error: 'unauthorized',
      message: 'Send the ADMIN_KEY as "Authorization: Bearer KEY".',
    });
  }
  return next();
};
