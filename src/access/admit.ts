/** Whether a call may go on: its caller is known, and within the rate limits. */

import type { Failure } from '../http/errors';
import type { SessionId, SiteId, VisitorId } from '../ids/uuid';
import { addressOf, type Caller, type CallerRequest, identifyCaller, RATE_LIMITED } from './caller';
import { type Counted, isLimited, isProbing } from './limits';

/** What a message is about: ids by which its site, and behind a proxy its visitor, are known. */
export type Subject = {
  site_id?: SiteId | undefined;
  session_id?: SessionId | undefined;
  visitor_id?: VisitorId | undefined;
  /** The session that a create names. */
  id?: SessionId | undefined;
};

/**
 * The caller, or why the call is refused: 401, 403, 404, 429 or 503. Reads have no limit.
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
  kind: 'read' | 'write' | 'identify',
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
  if ('error' in caller || kind === 'read') return caller;
  const counted = countedAs(caller, addressOf(headers), subject);
  return (await isLimited(env, kind, counted)) ? RATE_LIMITED : caller;
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
