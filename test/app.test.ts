import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { app } from '../src/app';
import { expectFailure, request } from './api';

it.each([
  ['POST', '/api/visitors/session/'],
  ['DELETE', '/api/visitors/session/'],
  ['POST', '/api/visitors/session/end/'],
  ['GET', '/api/sites/'],
  ['GET', '/s.js/'],
])('%s %s is no route: the slash makes it another path', async (method, path) => {
  expectFailure(await request(path, { method }), 404, 'not_found');
});

it('says which methods a path takes, those of routes that are loaded later included', async () => {
  const allowed = async (path: string) => {
    const answer = await request(path, { method: 'PATCH' });
    expectFailure(answer, 405, 'method_not_allowed');
    return answer.headers.get('allow');
  };
  expect(await allowed('/api/visitors/session')).toBe('DELETE, GET, POST, PUT');
  expect(await allowed('/api/visitors/session/end')).toBe('POST');
  expect(await allowed(`/api/visitors/${crypto.randomUUID()}`)).toBe('DELETE');
});

it('answers what names no path as any path there is not', async () => {
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
