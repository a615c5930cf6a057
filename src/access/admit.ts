/** Whether a call may go on: its caller is known, may do this, and is within the rate limits. */

import { type Failure, invalidFields } from '../http/errors';
import type { SessionId, SiteId, VisitorId } from '../ids/uuid';
import {
  addressOf,
  type Caller,
  type CallerRequest,
  identifyCaller,
  RATE_LIMITED,
  type ServerCaller,
  type ServerRequest,
} from './caller';
import { type Counted, isLimited, isProbing } from './limits';
import { type CallKind, refuseByScope } from './scope';
import { identifyServer } from './server';

/** What a message is about: ids by which its site, and behind a proxy its visitor, are known. */
export type Subject = {
  site_id?: SiteId | undefined;
  session_id?: SessionId | undefined;
  visitor_id?: VisitorId | undefined;
  /** The session that a create names. */
  id?: SessionId | undefined;
};

/**
 * The caller, or why the call is refused: 401, 403, 404, 429 or 503. Reads and reports have no limit.
 *
 * `findSite` is asked for the site of `subject.session_id` only where neither `site_id` nor a key of a site says it: that
 * is one more call to the session's object.
 *
 * @example
 * const caller = await admit({ env, headers }, 'write', { site_id, session_id }, findSite);
 * if ('error' in caller) return fail(c, caller);
 */
export async function admit(
  shown: CallerRequest,
  kind: CallKind,
  subject: Subject,
  findSite: (sessionId: SessionId) => Promise<SiteId | Failure>,
): Promise<Caller | Failure> {
  const { env, headers } = shown;
  let caller = await identifyCaller(shown, subject.site_id);
  if (caller === null) {
    if (subject.session_id === undefined) return { error: 'session_not_found' };
    if (await isProbing(env, addressOf(headers))) return RATE_LIMITED;
    const siteId = await findSite(subject.session_id);
    if (typeof siteId !== 'string') return siteId;
    caller = await identifyCaller(shown, siteId);
    if (caller === null) return { error: 'session_not_found' };
  }
  if ('error' in caller) return caller;
  return (await refuse(shown, caller, kind, subject)) ?? caller;
}

/**
 * The same for routes of servers alone, and of the dashboard, whose cookie counts for the key that it was given for: to a page it
 * is 403 `forbidden`, and a share link may ask for `figures` alone. `siteId` may be left out with a key of a site; the operator, who has a key of none, is answered 400
 * without it, unless `findSite` finds it.
 *
 * @example
 * const caller = await admitServer({ env, request, now }, 'report', site_id);
 * if ('error' in caller) return fail(c, caller);
 */
export async function admitServer(
  shown: ServerRequest,
  kind: Exclude<CallKind, 'read' | 'identify'>,
  siteId: SiteId | undefined,
  findSite?: () => Promise<SiteId | Failure>,
): Promise<ServerCaller | Failure> {
  let caller = await identifyServer(shown, siteId);
  if (caller === null) {
    const found = await findSite?.();
    if (found === undefined) return NO_SITE;
    if (typeof found !== 'string') return found;
    caller = await identifyServer(shown, found);
  }
  if (caller === null) return NO_SITE;
  if ('error' in caller) return caller;
  const { env, request, now } = shown;
  const refused = await refuse({ env, headers: request.headers, now }, caller, kind, {});
  if (refused !== null) return refused;
  return caller.kind === 'browser' ? { error: 'forbidden' } : caller;
}

const NO_SITE = invalidFields([
  { path: 'site_id', message: 'Give the id of the site in the query, or use a key of the site.' },
]);

async function refuse(
  { env, headers }: CallerRequest,
  caller: Caller,
  kind: CallKind,
  subject: Subject,
): Promise<Failure | null> {
  const refused = refuseByScope(caller, kind);
  if (refused !== null || (kind !== 'write' && kind !== 'identify')) return refused;
  const counted = countedAs(caller, addressOf(headers), subject);
  return (await isLimited(env, kind, counted)) ? RATE_LIMITED : null;
}

function countedAs(caller: Caller, connecting: string, subject: Subject): Counted {
  if (caller.kind === 'server') return { by: 'key', keyId: caller.keyId };
  const { proxied } = caller;
  const siteId = caller.site.site_id;
  if (proxied === null) return { by: 'address', siteId, address: connecting };
  if (proxied.address !== null) return { by: 'address', siteId, address: proxied.address };
  const visitor = subject.visitor_id ?? subject.session_id ?? subject.id ?? null;
  return { by: 'visitor', siteId, visitor, proxyKeyId: proxied.keyId };
}
