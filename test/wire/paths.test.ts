import { type Cases, exchange, golden } from './golden';
import { BROKEN_DATABASE } from './refusals';
import { asAdmin, asPage, makeStage, PATH, SITE, UNKNOWN } from './stage';

const READ = `${PATH}?session_id=${UNKNOWN}&site_id=${SITE}`;

function preflight(method: string, path: string, origin = asPage.origin) {
  const headers = {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': 'content-type,authorization',
  };
  return () => exchange('OPTIONS', path, { headers });
}

golden('preflights', makeStage, {
  'of a create': preflight('POST', PATH),
  'of a read': preflight('GET', READ),
  'of an update': preflight('PUT', PATH),
  'of an end': preflight('POST', `${PATH}/end`),
  'of an identify': preflight('POST', `${PATH}/${UNKNOWN}/identify`),
  'from a page that no site knows': preflight('POST', PATH, 'https://evil.example'),
  'from a page without an origin': preflight('POST', PATH, 'null'),
  'of the erasure of a session': preflight('DELETE', READ),
  'of the erasure of a visitor': preflight('DELETE', `/api/visitors/${UNKNOWN}?site_id=${SITE}`),
  'of the sites': preflight('GET', '/api/sites'),
  'of no route': preflight('GET', '/nowhere'),
  'of a route below the five': preflight('POST', `${PATH}/${UNKNOWN}`),
  'no preflight: OPTIONS without an origin': () => exchange('OPTIONS', PATH),
});

const ROUTES = {
  '/': ['POST'],
  '/healthz': ['POST'],
  [PATH]: ['PATCH'],
  [`${PATH}/end`]: ['GET', 'PUT', 'DELETE'],
  [`${PATH}/${UNKNOWN}/identify`]: ['GET', 'DELETE'],
  [`/api/visitors/${UNKNOWN}`]: ['POST'],
  [`/api/visitors/${UNKNOWN}/sessions`]: ['DELETE'],
  '/api/leads': ['POST'],
  [`/api/leads/${UNKNOWN}`]: ['DELETE'],
  '/api/tasks': ['DELETE'],
  [`/api/tasks/${UNKNOWN}`]: ['GET'],
  '/api/sites': ['PUT'],
  [`/api/sites/${SITE}`]: ['POST'],
  [`/api/sites/${SITE}/keys`]: ['PATCH'],
  [`/api/sites/${SITE}/keys/${UNKNOWN}`]: ['GET'],
  '/api/reports/summary': ['POST'],
};

const wrongMethods: Cases = {};
for (const [path, methods] of Object.entries(ROUTES)) {
  for (const method of methods) {
    const headers = path.startsWith('/api/sites') ? asAdmin : asPage;
    wrongMethods[`method_not_allowed: ${method} ${path}`] = () =>
      exchange(method, path, { headers });
  }
}

golden('paths', () => Promise.resolve(), {
  'what there is': () => exchange('GET', '/'),
  'what there is, without its body': () => exchange('HEAD', '/'),
  health: () => exchange('GET', '/healthz'),
  'health, to the operator': () => exchange('GET', '/healthz', { headers: asAdmin }),
  'health, to somebody with a wrong key': () =>
    exchange('GET', '/healthz', { headers: { 'x-api-key': 'wrong' } }),
  'health, while the database is down': () =>
    exchange('GET', '/healthz', { bindings: { DB: BROKEN_DATABASE } }),
  'the id of a request that the caller has chosen': () =>
    exchange('GET', '/', { headers: { 'x-request-id': 'mine-1' } }),
  'the id of a request that no log can hold': () =>
    exchange('GET', '/', { headers: { 'x-request-id': 'mine {"a":1}' } }),
  not_found: () => exchange('GET', '/nowhere', { headers: asPage }),
  'not_found: without its body': () => exchange('HEAD', '/nowhere'),
  'not_found: below an endpoint': () => exchange('POST', `${PATH}/${UNKNOWN}`, { headers: asPage }),
  'not_found: below the sites': () =>
    exchange('GET', `/api/sites/${SITE}/nothing`, { headers: asAdmin }),
  'not_found: below the sites, to anybody': () => exchange('GET', `/api/sites/${SITE}/nothing`),
  'not_found: a slash too many': () => exchange('POST', `${PATH}/`, { headers: asPage }),
  'not_found: a slash too many, after end': () =>
    exchange('POST', `${PATH}/end/`, { headers: asPage }),
  'not_found: a slash too many, after the sites': () =>
    exchange('GET', '/api/sites/', { headers: asAdmin }),
  ...wrongMethods,
});
