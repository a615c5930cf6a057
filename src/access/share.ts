/** Who calls with the token of a share link: a server that may ask for figures, and for nothing of a person. */
import type { Failure } from '../http/errors';
import type { SiteId } from '../ids/uuid';
import { knowSite } from '../sites/cache';
import { findShareId } from '../sites/shares';
import { addressOf, RATE_LIMITED, type ServerCaller, type ServerRequest } from './caller';
import { isGuessing, isProbing } from './limits';

/** `siteId`: the one in the token. Tries are counted before D1 is asked: there is no cache that made-up tokens could not pass. */
export async function identifyShare(
  { env, request, now }: ServerRequest,
  token: string,
  siteId: SiteId,
): Promise<ServerCaller | Failure> {
  const address = addressOf(request.headers);
  if (await isProbing(env, address)) return RATE_LIMITED;
  const known = await knowSite(env, siteId, now, async () => true);
  if (known !== null && 'error' in known) return RATE_LIMITED;
  const keyId = known === null ? null : await findShareId(env, siteId, token);
  if (known === null || keyId === null)
    return (await isGuessing(env, address)) ? RATE_LIMITED : REVOKED;
  return { kind: 'server', site: known.site, keyId, scope: 'share' };
}

const REVOKED: Failure = {
  error: 'unauthorized',
  message: 'This share link is wrong, or was revoked; ask for a new one.',
};
