/** The operator of the deployment, who shows `ADMIN_KEY`, or has signed in with it. */
import type { Failure } from '../http/errors';
import { addressOf, type CallerRequest, RATE_LIMITED, type ServerRequest } from './caller';
import { hasAdminKey, isAdminKey, NO_ADMIN_KEY, readServerKey } from './keys';
import { isGuessing } from './limits';
import { findSignedIn } from './sign-in';

/** Why a request is not the operator's; null when it is. 503 on a deployment without `ADMIN_KEY`. */
export async function refuseUnlessAdmin(shown: ServerRequest): Promise<Failure | null> {
  const { env, request } = shown;
  if (!hasAdminKey(env)) return NO_ADMIN_KEY;
  const key = readServerKey(request.headers);
  if (key === null) {
    const signedIn = await findSignedIn(shown);
    if (signedIn === null) return NOT_ADMIN;
    if ('error' in signedIn) return signedIn;
    return signedIn.site === null ? null : NOT_WITH_A_SITE_KEY;
  }
  if (await isAdminKey(env, key)) return null;
  return (await isGuessing(env, addressOf(request.headers))) ? RATE_LIMITED : NOT_ADMIN;
}

/** For a route that is open to all and tells the operator more. Wrong keys count as elsewhere, and learn as little. */
export async function isAdmin({
  env,
  headers,
}: Pick<CallerRequest, 'env' | 'headers'>): Promise<boolean> {
  const key = readServerKey(headers);
  if (key === null) return false;
  if (await isAdminKey(env, key)) return true;
  await isGuessing(env, addressOf(headers));
  return false;
}

const NOT_ADMIN: Failure = {
  error: 'unauthorized',
  message: 'Send the ADMIN_KEY as "Authorization: Bearer KEY".',
};
const NOT_WITH_A_SITE_KEY: Failure = {
  error: 'forbidden',
  message: 'Only the holder of ADMIN_KEY may do this; sign in with that.',
};
