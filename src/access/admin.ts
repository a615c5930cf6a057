/** The operator of the deployment, who shows `ADMIN_KEY`. */
import type { Failure } from '../http/errors';
import { addressOf, type CallerRequest, RATE_LIMITED } from './caller';
import { hasAdminKey, isAdminKey, readServerKey } from './keys';
import { isGuessing } from './limits';

/** Why a request is not the operator's; null when it is. 503 on a deployment without `ADMIN_KEY`. */
export async function refuseUnlessAdmin({
  env,
  headers,
}: Pick<CallerRequest, 'env' | 'headers'>): Promise<Failure | null> {
  if (!hasAdminKey(env)) return NO_ADMIN_KEY;
  const key = readServerKey(headers);
  if (key !== null && (await isAdminKey(env, key))) return null;
  const isTooMany = key !== null && (await isGuessing(env, addressOf(headers)));
  return isTooMany ? RATE_LIMITED : NOT_ADMIN;
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

const NO_ADMIN_KEY: Failure = {
  error: 'unavailable',
  message:
    'ADMIN_KEY is not set on this deployment; set it with "npx wrangler secret put ADMIN_KEY".',
};
const NOT_ADMIN: Failure = {
  error: 'unauthorized',
  message: 'Send the ADMIN_KEY as "Authorization: Bearer KEY".',
};
