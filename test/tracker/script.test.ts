import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, it } from 'vitest';
import { startWatched, type Watched } from '../rig/watched.ts';

const FILE = path.resolve(import.meta.dirname, '../../src/assets/s.js');
const HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'public, max-age=86400, stale-while-revalidate=604800',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

let service: Watched;
beforeAll(async () => {
  service = await startWatched({ script: inject('workerScript'), withScript: true });
}, 60_000);
afterAll(async () => {
  await service.stop();
});

const ask = (path: string, init: RequestInit = {}) =>
  fetch(new URL(path, service.url), { redirect: 'manual', ...init });

it('serves the script to any page, for caches to keep', async () => {
  const response = await ask('/s.js', { headers: { origin: 'https://shop.example' } });
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject(HEADERS);
  expect(response.headers.get('etag')).toMatch(/^"\w{16,}"$/);
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  expect(await response.text()).toBe(readFileSync(FILE, 'utf8'));
});

it('serves it without asking the Worker, which marks all its answers', async () => {
  expect((await ask('/s.js')).headers.get('x-request-id')).toBeNull();
  expect((await ask('/')).headers.get('x-request-id')).not.toBeNull();
});

it('answers HEAD like GET, without the script', async () => {
  const response = await ask('/s.js', { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject(HEADERS);
  expect(await response.text()).toBe('');
});

it('answers 304 to a client that has the script', async () => {
  const etag = (await ask('/s.js')).headers.get('etag') ?? '';
  // Caches on the way mark a tag as weak when they compress.
  for (const known of [etag, `W/${etag}`]) {
    const response = await ask('/s.js', { headers: { 'if-none-match': known } });
    expect([known, response.status, await response.text()]).toEqual([known, 304, '']);
    expect(response.headers.get('cache-control')).toBe(HEADERS['cache-control']);
  }
  const outdated = await ask('/s.js', { headers: { 'if-none-match': '"other"' } });
  expect(outdated.status).toBe(200);
});

it('refuses other methods', async () => {
  expect((await ask('/s.js', { method: 'POST', body: '{}' })).status).toBe(405);
});

it.each([
  ['GET', '/s.js/', 404],
  ['GET', '/s', 404],
  ['GET', '/_headers', 404],
  ['GET', '/demo/', 404],
  ['GET', '/demo/panel.js', 404],
  ['GET', '/index.html', 404],
  ['GET', '/', 200],
  ['GET', '/healthz', 200],
  ['POST', '/', 405],
  ['POST', '/api/visitors/session', 400],
  ['PUT', '/api/visitors/session', 400],
  ['POST', '/api/visitors/session/end', 400],
])('leaves %s %s to the Worker, which answers %s in JSON', async (method, path, status) => {
  const response = await ask(path, { method, ...(method !== 'GET' && { body: '{}' }) });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await response.json()).toMatchObject({ success: status === 200 });
});
