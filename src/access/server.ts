/** Callers of routes that are for servers: with a key of the site, or with `ADMIN_KEY` and the site's id. */
import type { Failure } from '../http/errors';
import type { SiteId } from '../ids/uuid';
import { type Caller, type CallerRequest, identifyCaller } from './caller';
import { isAdminKey, readServerKey } from './keys';

export type ServerCaller = Extract<Caller, { kind: 'server' }>;

/**
 * The caller, or why the call is refused: 400 where the operator names no site, 401, 403 (`forbidden`: a browser), 404 or 429.
 *
 * @example
 * const caller = await admitServer({ env, headers, now }, site_id);
 * if ('error' in caller) return fail(c, caller);
 */
export async function admitServer(
  shown: CallerRequest,
  siteId: SiteId | undefined,
): Promise<ServerCaller | Failure> {
  const caller = await identifyCaller(shown, siteId);
  if (caller === null) return refuseWithoutSite(shown);
  if ('error' in caller) return caller;
  return caller.kind === 'server' ? caller : { error: 'forbidden' };
}

async function refuseWithoutSite({ env, headers }: CallerRequest): Promise<Failure> {
  const key = readServerKey(headers);
  const isAdmin = key !== null && (await isAdminKey(env, key));
  return isAdmin ? NO_SITE : { error: 'unauthorized' };
}

const NO_SITE: Failure = {
  error: 'validation_failed',
  message: 'Name the site by site_id: ADMIN_KEY is for all of them.',
  details: { issues: [{ path: 'site_id', message: 'Give the id of the site.' }] },
};
