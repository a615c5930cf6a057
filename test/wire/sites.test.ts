import { makeKey, makeSite } from '../api';
import { passMs } from '../support/clock';
import { exchange, golden, type Sent } from './golden';
import { BROKEN_DATABASE, FULL, refusalsOfBodies } from './refusals';
import { asAdmin, asServer, MINUTE_MS, makeStage, OTHER_SITE, SITE, UNKNOWN } from './stage';

const SITES = '/api/sites';
const KEYS = `${SITES}/${SITE}/keys`;
const asOperator = (method: string, path: string, body?: Sent['body']) =>
  exchange(method, path, { headers: asAdmin, ...(body && { body }) });

const SETTINGS = {
  name: 'Shop',
  allowed_origins: ['https://shop.example', 'https://*.shop.example'],
  idle_timeout_ms: 60_000,
  respect_gpc: false,
  retention_days: 30,
  timezone: 'asia/calcutta',
  proxy_address_header: 'X-Visitor-Address',
  proxy_country_header: 'x-visitor-country',
};
const WRONG = {
  name: '',
  allowed_origins: ['shop'],
  idle_timeout_ms: 1,
  retention_days: 'all',
  timezone: 'Mars',
};

/** What every one of these routes refuses to callers. */
const refusalsOfOperators = (send: (sent: Sent) => ReturnType<typeof exchange>) => ({
  'unauthorized: no key': () => send({}),
  'unauthorized: a wrong key': () => send({ headers: { authorization: 'Bearer wrong' } }),
  'unauthorized: a key of the site': () => send({ headers: asServer() }),
  'rate_limited: wrong keys': () =>
    send({ headers: { 'x-api-key': 'wrong' }, bindings: { WRITES_PER_CLIENT: FULL } }),
  'unavailable: no ADMIN_KEY is set': () =>
    send({ headers: asAdmin, bindings: { ADMIN_KEY: undefined } }),
  'unavailable: the database is down': () =>
    send({ headers: asAdmin, bindings: { DB: BROKEN_DATABASE } }),
  'internal: the database is not bound': () =>
    send({ headers: asAdmin, bindings: { DB: undefined } }),
});

/** Each route on its own: what holds for all of them may be lost for one. */
const refusalsOfRoute = (title: string, method: string, path: string, body?: Sent['body']) => ({
  [`${title}: unauthorized`]: () =>
    exchange(method, path, { headers: asServer(), ...(body && { body }) }),
  [`${title}: unavailable, the database is down`]: () =>
    exchange(method, path, {
      headers: asAdmin,
      bindings: { DB: BROKEN_DATABASE },
      ...(body && { body }),
    }),
});

golden('sites-list', makeStage, {
  all: () => asOperator('GET', SITES),
  'a page of them': () => asOperator('GET', `${SITES}?limit=1`),
  'the page after': () => asOperator('GET', `${SITES}?limit=1&after=${SITE}`),
  ...refusalsOfOperators((sent) => exchange('GET', SITES, sent)),
  validation_failed: () => asOperator('GET', `${SITES}?limit=0&after=one`),
});

golden('sites-create', () => Promise.resolve(), {
  'with a name only': () => asOperator('POST', SITES, { name: 'Shop' }),
  'with every setting': () => asOperator('POST', SITES, SETTINGS),
  ...refusalsOfOperators((sent) => exchange('POST', SITES, { ...sent, body: { name: 'Shop' } })),
  ...refusalsOfBodies(
    { method: 'POST', path: SITES, body: { name: 'Shop' }, wrong: WRONG },
    { origin: 'https://shop.example', ...asAdmin },
  ),
});

golden('sites-one', () => Promise.resolve(), {
  read: () => asOperator('GET', `${SITES}/${SITE}`),
  changed: async () => {
    passMs(MINUTE_MS);
    return asOperator('PATCH', `${SITES}/${OTHER_SITE}`, SETTINGS);
  },
  deleted: async () => asOperator('DELETE', `${SITES}/${await makeSite()}`),
  'read: site_not_found': () => asOperator('GET', `${SITES}/${UNKNOWN}`),
  'changed: site_not_found': () => asOperator('PATCH', `${SITES}/${UNKNOWN}`, { name: 'Shop' }),
  'deleted: site_not_found': () => asOperator('DELETE', `${SITES}/${UNKNOWN}`),
  'read: validation_failed': () => asOperator('GET', `${SITES}/one`),
  'deleted: validation_failed': () => asOperator('DELETE', `${SITES}/one`),
  ...refusalsOfRoute('read', 'GET', `${SITES}/${SITE}`),
  ...refusalsOfRoute('changed', 'PATCH', `${SITES}/${SITE}`, { name: 'Taken' }),
  ...refusalsOfRoute('deleted', 'DELETE', `${SITES}/${SITE}`),
  ...refusalsOfBodies(
    { method: 'PATCH', path: `${SITES}/${SITE}`, body: { name: 'Shop' }, wrong: WRONG },
    { origin: 'https://shop.example', ...asAdmin },
  ),
});

golden('keys', () => Promise.resolve(), {
  listed: () => asOperator('GET', KEYS),
  made: () => asOperator('POST', KEYS, { name: 'CRM' }),
  'made, to read alone': () => asOperator('POST', KEYS, { name: 'Reports', scope: 'read' }),
  revoked: async () => {
    const { key_id } = await makeKey(SITE);
    return asOperator('DELETE', `${KEYS}/${key_id}`);
  },
  'listed: site_not_found': () => asOperator('GET', `${SITES}/${UNKNOWN}/keys`),
  'made: site_not_found': () => asOperator('POST', `${SITES}/${UNKNOWN}/keys`, { name: 'CRM' }),
  'revoked: key_not_found': () => asOperator('DELETE', `${KEYS}/${UNKNOWN}`),
  'revoked: validation_failed': () => asOperator('DELETE', `${KEYS}/one`),
  ...refusalsOfRoute('listed', 'GET', KEYS),
  ...refusalsOfRoute('made', 'POST', KEYS, { name: 'CRM' }),
  ...refusalsOfRoute('revoked', 'DELETE', `${KEYS}/${UNKNOWN}`),
  'made: validation_failed, there are too many': async () => {
    const site_id = await makeSite();
    for (let count = 0; count < 20; count += 1) await makeKey(site_id);
    return asOperator('POST', `${SITES}/${site_id}/keys`, { name: 'CRM' });
  },
  ...refusalsOfBodies(
    { method: 'POST', path: KEYS, body: { name: 'CRM' }, wrong: { name: '', scope: 'none' } },
    { origin: 'https://shop.example', ...asAdmin },
  ),
});
