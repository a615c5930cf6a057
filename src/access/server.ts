/**
 * Who calls a route of servers alone: by a key, the token of a share link, or the cookie of the dashboard. What is shown goes before
 * the cookie, right or wrong.
 */
import type { Failure } from '../http/errors';
import type { SiteId } from '../ids/uuid';
import { knowSite } from '../sites/cache';
import { siteOfToken } from '../sites/shares';
import { type Caller, identifyCaller, type ServerRequest } from './caller';
import { readServerKey } from './keys';
import { identifyShare } from './share';
import { findSignedIn, type SignedIn } from './sign-in';

/** Null for the operator, who has a key of no site, where `siteId` names none either. A page is a caller too. */
export async function identifyServer(
  shown: ServerRequest,
  siteId: SiteId | undefined,
): Promise<Caller | Failure | null> {
  const { env, request, now } = shown;
  const { headers } = request;
  const key = readServerKey(headers);
  if (key === null) {
    const signedIn = await findSignedIn(shown);
    if (signedIn !== null)
      return 'error' in signedIn ? signedIn : callerOf(shown, signedIn, siteId);
    if (siteId === undefined) return NO_KEY;
  }
  const shared = key === null ? null : siteOfToken(key);
  if (key !== null && shared !== null) {
    const caller = await identifyShare(shown, key, shared);
    const isOther = !('error' in caller) && siteId !== undefined && siteId !== shared;
    return isOther ? { error: 'wrong_site' } : caller;
  }
  return identifyCaller({ env, headers, now }, siteId);
}

async function callerOf(
  { env, now }: ServerRequest,
  { site, keyId, scope }: SignedIn,
  siteId: SiteId | undefined,
): Promise<Caller | Failure | null> {
  if (site !== null) {
    const isOther = siteId !== undefined && siteId !== site.site_id;
    return isOther ? { error: 'wrong_site' } : { kind: 'server', site, keyId, scope };
  }
  if (siteId === undefined) return null;
  const known = await knowSite(env, siteId, now, async () => true);
  if (known === null || 'error' in known) return { error: 'site_not_found' };
  return { kind: 'server', site: known.site, keyId, scope };
}

const NO_KEY: Failure = {
  error: 'unauthorized',
  message: 'Send a key of the site as "Authorization: Bearer KEY".',
};
