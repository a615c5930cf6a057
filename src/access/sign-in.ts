/**
 * The cookie that stands for a key in the dashboard. It names the key and says when it ends; neither the key nor a hash of it is in
 * it. What it is good for is looked up at each request: it ends with the key, within the 60 s that a site is cached for, by signing
 * out, of which D1 is told, and with `ADMIN_KEY`, from which is derived what signs it.
 *
 * Pages of other sites cannot have it sent (`SameSite=Strict`); pages of other hosts of the same site could, so whatever changes
 * something must say by `Origin` that it comes from the dashboard's own.
 */
import { clearCookie, readSignedCookie, writeSignedCookie } from '../http/cookie';
import type { Failure } from '../http/errors';
import { asId, type SiteId } from '../ids/uuid';
import { knowSite } from '../sites/cache';
import { endSignIn, hasEnded } from '../sites/ended-sign-ins';
import type { KeyScope, Site } from '../sites/schema';
import { addressOf, findHolder, RATE_LIMITED, type ServerRequest } from './caller';
import { hasAdminKey, isAdminKey, NO_ADMIN_KEY } from './keys';
import { isTrying } from './limits';

const NAME = 'visitor_sessions';
/** The routes that read it; the pages themselves need none. */
const PATH = '/api';
const LASTS_MS = 7 * 24 * 60 * 60 * 1000;
/** Another label is another secret, and the cookies from before are worth nothing. */
const LABEL = 'visitor-sessions: cookie of the dashboard, 1';

/** `site`: null for the operator, who may ask about all. `expiresAt`: in ms since the epoch. */
export type SignedIn = {
  site: Site | null;
  keyId: string;
  scope: Exclude<KeyScope, 'write'>;
  expiresAt: number;
};

/** Exchanges a key for a cookie, the text of a `Set-Cookie`. Each try counts, right or wrong. */
export async function signIn(
  { env, request, now }: ServerRequest,
  key: string,
): Promise<{ signedIn: SignedIn; cookie: string } | Failure> {
  if (!isSameOrigin(request)) return NOT_OWN_PAGE;
  if (!hasAdminKey(env)) return NO_ADMIN_KEY;
  if (await isTrying(env, addressOf(request.headers))) return RATE_LIMITED;
  const expiresAt = now + LASTS_MS;
  const holder = await findReader(env, key, now, async () => true);
  if (holder === null) return WRONG_KEY;
  if ('error' in holder) return holder;
  const { keyId, site } = holder;
  const value = [keyId, site?.site_id ?? '', expiresAt, crypto.randomUUID()].join('.');
  const place = { name: NAME, path: PATH, url: request.url };
  const cookie = await writeSignedCookie(place, value, await secretOf(env), LASTS_MS / 1000);
  return { signedIn: { ...holder, expiresAt }, cookie };
}

/**
 * Ends a sign-in, also for whoever has a copy of the cookie: the text of a `Set-Cookie` that clears it. Whoever is not signed in is
 * told the same. Throws when D1 does.
 */
export async function signOut({
  env,
  request,
}: ServerRequest): Promise<{ cookie: string } | Failure> {
  if (!isSameOrigin(request)) return NOT_OWN_PAGE;
  const shown = await readCookie(env, request.headers);
  if (shown !== null && shown !== 'worthless')
    await endSignIn(env.DB, shown.signInId, shown.expiresAt);
  return { cookie: clearCookie({ name: NAME, path: PATH, url: request.url }) };
}

/** Whose cookie a request has; null when it has none. 401 for one that has ended, 403 for a change from elsewhere. */
export async function findSignedIn({
  env,
  request,
  now,
}: ServerRequest): Promise<SignedIn | Failure | null> {
  const shown = await readCookie(env, request.headers);
  if (shown === null) return null;
  if (shown === 'worthless' || now >= shown.expiresAt) return ENDED;
  const { keyId, siteId, expiresAt, signInId } = shown;
  if (!/^(GET|HEAD)$/.test(request.method) && !isSameOrigin(request)) return NOT_FROM_HERE;
  if (await hasEnded(env.DB, signInId)) return ENDED;
  if (siteId === '') return { site: null, keyId, scope: 'all', expiresAt };
  // Only a site that there was when it was signed is asked for.
  const known = await knowSite(env, asId<SiteId>(siteId), now, async () => true);
  if (known === null || 'error' in known) return ENDED;
  const key = known.keys.find(({ key_id }) => key_id === keyId);
  if (key === undefined || key.scope === 'write') return ENDED;
  return { site: known.site, keyId, scope: key.scope, expiresAt };
}

type Cookie = { keyId: string; siteId: string; expiresAt: number; signInId: string };

/** What a cookie says that was signed here; `worthless`: one that was not. Null: there is none. */
async function readCookie(env: Env, headers: Headers): Promise<Cookie | 'worthless' | null> {
  if (!hasAdminKey(env)) return null;
  const read = await readSignedCookie(headers, NAME, await secretOf(env));
  if (read === null) return null;
  const [, keyId, siteId, expiry, signInId] =
    COOKIE.exec(read === 'forged' ? '' : read.value) ?? [];
  if (keyId === undefined || siteId === undefined || signInId === undefined) return 'worthless';
  return { keyId, siteId, expiresAt: Number(expiry), signInId };
}

const COOKIE = /^([0-9a-z-]+)\.([0-9a-f-]*)\.(\d+)\.([0-9a-f-]{36})$/;

/** Whom a key lets read; null for a wrong one, 403 for one that only writes. `mayRead`: as `knowSite` asks it. */
export async function findReader(
  env: Env,
  key: string,
  now: number,
  mayRead: () => Promise<boolean>,
): Promise<Omit<SignedIn, 'expiresAt'> | Failure | null> {
  if (await isAdminKey(env, key)) return { site: null, keyId: 'admin', scope: 'all' };
  const holder = await findHolder(env, key, now, mayRead);
  if (holder === null || 'error' in holder) return holder;
  const { key_id: keyId, scope } = holder.key;
  return scope === 'write' ? CANNOT_READ : { site: holder.site, keyId, scope };
}

/** Browsers send `Origin` with everything but a GET or HEAD, whoever asks. */
function isSameOrigin(request: Request): boolean {
  return request.headers.get('origin') === new URL(request.url).origin;
}

async function secretOf(env: Env): Promise<ArrayBuffer> {
  const bytes = (text: string) => new TextEncoder().encode(text);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes(env.ADMIN_KEY ?? ''), algorithm, false, [
    'sign',
  ]);
  return crypto.subtle.sign('HMAC', key, bytes(LABEL));
}

const NOT_OWN_PAGE: Failure = {
  error: 'forbidden',
  message: 'Only a page of this deployment may sign in or out; send its own Origin.',
};
const NOT_FROM_HERE: Failure = {
  error: 'forbidden',
  message: 'With a cookie only a page of this deployment may change something; send a key.',
};
const WRONG_KEY: Failure = {
  error: 'unauthorized',
  message: 'This key is wrong, or was revoked; give a key of a site, or the ADMIN_KEY.',
};
const CANNOT_READ: Failure = {
  error: 'forbidden',
  message: 'This key has the scope "write"; sign in with one with the scope "read" or "all".',
};
const ENDED: Failure = {
  error: 'unauthorized',
  message: 'You are not signed in any more; sign in again.',
};
