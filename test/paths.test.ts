import { expect, it } from 'vitest';
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
  expect(await allowed('/s.js')).toBe('GET');
});
