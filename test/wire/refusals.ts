/** How requests are refused before there is talk of a session: the same way by each endpoint that takes a body. */
import { type Cases, type Exchange, exchange, type Sent } from './golden';
import { asAdmin, asForeignServer, asOtherPage, asPage, asServer, SITE, UNKNOWN } from './stage';

/** An endpoint with a body that it would accept, but for the session, which is unknown. */
export type Endpoint = {
  method: string;
  path: string;
  body: Record<string, unknown>;
  /** A body with more than one thing wrong. */
  wrong: Record<string, unknown>;
};

/** Stand in for what the platform gives, out of order. */
export const BROKEN_DATABASE = {
  prepare: () => {
    throw new Error('D1_ERROR: down');
  },
};
export const BROKEN_OBJECTS = {
  getByName: () => {
    throw new Error('no such luck');
  },
};
export const FULL = { limit: () => Promise.resolve({ success: false }) };

/** Sites that only these cases ask for: one that was found missing is remembered for a while. */
const UNREADABLE = '00000000-0000-4000-8000-00000000fffe';

/** Who may not call, at endpoints of every kind. `send` adds the site to a request that is fine otherwise. */
export function refusalsOfCallers(send: (site: string, sent: Sent) => Promise<Exchange>): Cases {
  return {
    'unauthorized: neither a key nor an origin': () => send(SITE, {}),
    'unauthorized: a wrong key': () => send(SITE, { headers: { authorization: 'Bearer wrong' } }),
    'unauthorized: a wrong key of a page': () =>
      send(SITE, { headers: { ...asPage, 'x-api-key': 'wrong' } }),
    'unauthorized: a proxy with a wrong key': () =>
      send(SITE, { headers: { ...asPage, 'x-proxy-key': 'wrong' } }),
    origin_not_allowed: () => send(SITE, { headers: asOtherPage }),
    'wrong_site: the key is of another one': () => send(SITE, { headers: asForeignServer() }),
    'site_not_found: to a page': () => send(UNKNOWN, { headers: asPage }),
    'site_not_found: to the operator': () => send(UNKNOWN, { headers: asAdmin }),
    'unavailable: the database is down': () =>
      send(UNREADABLE, { headers: asPage, bindings: { DB: BROKEN_DATABASE } }),
    'internal: the database is not bound': () =>
      send(UNREADABLE, { headers: asPage, bindings: { DB: undefined } }),
  };
}

/** Who has called too often. */
export function refusalsOfLimits(send: (site: string, sent: Sent) => Promise<Exchange>): Cases {
  return {
    'rate_limited: a page': () =>
      send(SITE, { headers: asPage, bindings: { WRITES_PER_CLIENT: FULL } }),
    'rate_limited: a key': () =>
      send(SITE, { headers: asServer(), bindings: { WRITES_PER_KEY: FULL } }),
    'rate_limited: wrong keys': () =>
      send(SITE, {
        headers: { authorization: 'Bearer wrong' },
        bindings: { WRITES_PER_CLIENT: FULL },
      }),
    'rate_limited: unknown sites': () =>
      send(UNREADABLE, { headers: asPage, bindings: { WRITES_PER_CLIENT: FULL } }),
  };
}

/** What is no body, or not one for this endpoint. */
export function refusalsOfBodies({ method, path, body, wrong }: Endpoint, headers = asPage): Cases {
  const send = (told: Sent['body'], type = 'application/json') =>
    exchange(method, path, { headers: { ...headers, 'content-type': type }, body: told });
  const nested = `${'{"a":'.repeat(17)}1${'}'.repeat(17)}`;
  return {
    'invalid_json: no body': () => exchange(method, path, { headers }),
    'invalid_json: cut off': () => send('{"site_id":'),
    'invalid_json: not UTF-8': () => send(new Uint8Array([0x7b, 0xff, 0x7d])),
    'validation_failed: no object': () => send('[]'),
    'validation_failed: several fields': () => send(JSON.stringify(wrong)),
    'validation_failed: nothing told': () => send('{}'),
    'validation_failed: too deep': () => send(nested),
    'validation_failed: __proto__': () => send('{"__proto__":{}}'),
    'validation_failed: half a character': () => send('{"name":"\\ud800"}'),
    payload_too_large: () => send(JSON.stringify({ ...body, more: 'x'.repeat(70_000) })),
    unsupported_media_type: () => send('x', 'image/png'),
  };
}

/** Everything by which an endpoint that takes a body refuses what it has not looked into yet. */
export function refusalsOf(endpoint: Endpoint): Cases {
  const { method, path, body } = endpoint;
  const send = (site_id: string, sent: Sent) =>
    exchange(method, path, { ...sent, body: { ...body, site_id } });
  return { ...refusalsOfBodies(endpoint), ...refusalsOfCallers(send), ...refusalsOfLimits(send) };
}
