/**
 * Which programs may speak MCP with the service: those that show a key of it, and reach it by a name of its own.
 *
 * A page of another site must not get through by DNS rebinding, which gives the address of a service on this machine to a name of
 * the attacker's: the browser takes the two for one origin, so that only `Host` tells. Such a name has no certificate here, so over
 * `https:` any host is right; over `http:` it is this machine's own names alone. `Origin` is sent by pages, and then must be ours.
 * https://modelcontextprotocol.io/specification/2025-11-25/basic/transports#security-warning
 */
import { type CallerRequest, identifyCaller } from '../access/caller';
import { readServerKey } from '../access/keys';
import type { Failure } from '../http/errors';
import type { KeyScope } from '../sites/schema';

/** What a client may do. */
export type Client = { scope: KeyScope; isOfSite: boolean };

/** The client, or why it is refused: 401, 403, 429. `url`: as it was asked, with the host of `Host`. */
export async function admitClient(shown: CallerRequest, url: string): Promise<Client | Failure> {
  const rebound = refuseRebound(url, shown.headers.get('origin'));
  if (rebound !== null) return rebound;
  if (readServerKey(shown.headers) === null) return NO_KEY;
  const caller = await identifyCaller(shown, undefined);
  // Nothing else than the operator's key names no site.
  if (caller === null) return { scope: 'all', isOfSite: false };
  // The words for pages do not help a program.
  if ('error' in caller) return caller.error === 'unauthorized' ? NO_KEY : caller;
  if (caller.kind !== 'server' || caller.scope === 'share') return NO_KEY;
  return { scope: caller.scope, isOfSite: true };
}

/** Why a request may come from a page of another site, or null. */
export function refuseRebound(url: string, origin: string | null): Failure | null {
  if (!URL.canParse(url)) return FOREIGN_HOST;
  const { protocol, hostname, host } = new URL(url);
  if (protocol !== 'https:' && !isOfThisMachine(hostname)) return FOREIGN_HOST;
  if (origin === null || origin === '') return null;
  return URL.canParse(origin) && new URL(origin).host === host ? null : FOREIGN_ORIGIN;
}

/** `localhost`, and names below it, are loopback by RFC 6761. */
function isOfThisMachine(hostname: string): boolean {
  return /^(localhost|.*\.localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);
}

const NO_KEY: Failure = {
  error: 'unauthorized',
  message: 'Have the MCP client send a key of the site as "Authorization: Bearer KEY".',
};
const FOREIGN_HOST: Failure = {
  error: 'origin_not_allowed',
  message: 'Over http: name this machine as localhost or 127.0.0.1; use https: for any other host.',
};
const FOREIGN_ORIGIN: Failure = {
  error: 'origin_not_allowed',
  message: 'Call from a program: pages of other origins may not speak MCP here.',
};
