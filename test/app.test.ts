import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { app } from '../src/app';
import { asAdmin, expectFailure, request } from './api';
import { existing, expectRefused, PATH, stateOfAll } from './support/existing-session';

const UNKNOWN = '0199aaaa-0000-7000-8000-000000000001';

it.each([
  ['POST', '/api/visitors/session/'],
  ['DELETE', '/api/visitors/session/'],
  ['POST', '/api/visitors/session/end/'],
  ['GET', '/api/sites/'],
  ['GET', '/s.js/'],
])('%s %s is not found: the slash makes it another path', async (method, path) => {
  expectFailure(await request(path, { method }), 404, 'not_found');
});

it('lists the methods of a path, including routes that are loaded later', async () => {
  const allowed = async (path: string) => {
    const answer = await request(path, { method: 'PATCH' });
    expectFailure(answer, 405, 'method_not_allowed');
    return answer.headers.get('allow');
  };
  expect(await allowed('/api/visitors/session')).toBe('DELETE, GET, POST, PUT');
  expect(await allowed('/api/visitors/session/end')).toBe('POST');
  expect(await allowed(`/api/visitors/${crypto.randomUUID()}`)).toBe('DELETE, GET');
});

it('answers a request without a path with 404', async () => {
  // What the runtime makes of the request line `OPTIONS * HTTP/1.1`; no client lets us send it.
  const nameless = new Request('http://localhost/', { method: 'OPTIONS' });
  Object.defineProperty(nameless, 'url', { value: 'http://localhost*' });
  const answer = await app.fetch(nameless, env);
  expect(answer.status).toBe(404);
  expect(answer.headers.get('content-type')).toBe('application/json');
  expect(await answer.json()).toMatchObject({
    error: { code: 'not_found', request_id: answer.headers.get('x-request-id') },
  });
});

it.each([
  ['PATCH', PATH, 'DELETE, GET, POST, PUT'],
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, `${PATH}/end`, 'POST']),
  ...['GET', 'PUT', 'DELETE'].map((method) => [method, `${PATH}/${UNKNOWN}/identify`, 'POST']),
  ['POST', '/healthz', 'GET'],
])('answers %s %s with 405 and the methods allowed', async (method, path, allowed) => {
  const sent = () => request(path, { method, headers: asAdmin });
  const before = await stateOfAll();
  const answer = await sent();
  expectFailure(answer, 405, 'method_not_allowed');
  expect(answer.headers.get('allow')?.split(', ').sort().join(', ')).toBe(allowed);
  expect(await stateOfAll()).toEqual(before);
});

it.each([
  ['GET', '/nowhere'],
  ['POST', `${PATH}/start`],
  ['POST', `${PATH}/${UNKNOWN}/identify/more`],
  ['POST', '/api/visitors'],
  ['GET', '/API/VISITORS/SESSION'],
  ['GET', '/%E0%A4%A'],
])('answers %s %s with 404', async (method, path) => {
  await expectRefused(() => request(path, { method }), 404, 'not_found');
});

it('answers HEAD like GET without a body, and OPTIONS with 204', async () => {
  const { session_id, site_id } = existing;
  const query = `?session_id=${session_id}&site_id=${site_id}`;
  const head = await request(`${PATH}${query}`, { method: 'HEAD' });
  expect([head.status, head.body]).toEqual([200, null]);
  const options = await request(PATH, { method: 'OPTIONS' });
  expect([options.status, options.body]).toEqual([204, null]);
});

it('answers /healthz', async () => {
  expect((await request('/healthz')).data).toEqual({ status: 'ok' });
});
