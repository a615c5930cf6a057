/** Who looks at the dashboard: by a key or a share link that is shown, or by the cookie of a sign-in. */
import type { Failure } from '../http/errors';
import type { Site } from '../sites/schema';
import { siteOfToken } from '../sites/shares';
import { addressOf, RATE_LIMITED, type ServerRequest } from './caller';
import { readServerKey } from './keys';
import { isGuessing, isProbing } from './limits';
import { identifyShare } from './share';
import { findReader, findSignedIn, type SignedIn } from './sign-in';

/** `expiresAt`: in ms since the epoch; null where only the key or the link itself can end. */
export type Viewer = {
  site: Site | null;
  scope: SignedIn['scope'] | 'share';
  expiresAt: number | null;
};

/** Why nobody is known is 401, and what the key cannot read 403. */
export async function findViewer(shown: ServerRequest): Promise<Viewer | Failure> {
  const { env, request, now } = shown;
  const address = addressOf(request.headers);
  const key = readServerKey(request.headers);
  if (key === null) return (await findSignedIn(shown)) ?? NOT_SIGNED_IN;
  const shared = siteOfToken(key);
  if (shared !== null) {
    const caller = await identifyShare(shown, key, shared);
    return 'error' in caller ? caller : { site: caller.site, scope: 'share', expiresAt: null };
  }
  const reader = await findReader(env, key, now, async () => !(await isProbing(env, address)));
  if (reader === null)
    return (await isGuessing(env, address)) ? RATE_LIMITED : { error: 'unauthorized' };
  return 'error' in reader ? reader : { ...reader, expiresAt: null };
}

const NOT_SIGNED_IN: Failure = {
  error: 'unauthorized',
  message: 'Sign in with POST /api/dashboard/session, or send a key.',
};
