import { exports } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { expectFailure, request } from '../api';

const ask = (method: string, headers: HeadersInit = {}) =>
  exports.default.fetch('https://sessions.test/s.js', { method, headers });

const HEADERS = {
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'public, max-age=86400, stale-while-revalidate=604800',
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
  'x-content-type-options': 'nosniff',
};

it('serves the script to any page, for caches to keep', async () => {
  const response = await ask('GET', { origin: 'https://shop.example' });
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject(HEADERS);
  expect(response.headers.get('etag')).toMatch(/^"[\w-]{16}"$/);
  expect(response.headers.get('set-cookie')).toBeNull();
  expect(response.headers.get('access-control-allow-credentials')).toBeNull();
  expect(await response.text()).toContain('visitorSession');
});

it('answers HEAD like GET, without the script', async () => {
  const response = await ask('HEAD');
  expect(response.status).toBe(200);
  expect(Object.fromEntries(response.headers)).toMatchObject(HEADERS);
  expect(await response.text()).toBe('');
});

it('answers 304 to who has the script already', async () => {
  const etag = (await ask('HEAD')).headers.get('etag') ?? '';
  for (const known of [etag, `W/${etag}`, `"other", ${etag}`, '*']) {
    const response = await ask('GET', { 'if-none-match': known });
    expect([known, response.status, await response.text()]).toEqual([known, 304, '']);
    expect(response.headers.get('etag')).toBe(etag);
    expect(response.headers.get('cache-control')).toBe(HEADERS['cache-control']);
  }
  const outdated = await ask('GET', { 'if-none-match': '"other"' });
  expect(outdated.status).toBe(200);
});

it('takes no other method, and serves no demo', async () => {
  expectFailure(await request('/s.js', { method: 'POST' }), 405, 'method_not_allowed');
  for (const path of ['/demo', '/demo/', '/demo/panel.js']) {
    expectFailure(await request(path), 404, 'not_found');
  }
});
