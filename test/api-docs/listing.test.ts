import { METHOD_NAME_ALL } from 'hono/router';
import { Hono } from 'hono/tiny';
import { expect, it } from 'vitest';
import { app } from '../../src/app';
import type { App } from '../../src/context';
import { erasure } from '../../src/session/erasure-routes';
import { sites } from '../../src/sites/routes';
import { request } from '../api';

/** What the app takes for any method: its middleware, and routes that are loaded later. */
const MIDDLEWARE = ['/*', '/api/visitors/session/*'];
const LATER = { '/api/sites/*': new Hono<App>().route('/api/sites', sites) };

/** What Cloudflare serves without asking the Worker. */
const ASSETS = ['GET /s.js'];

it('lists at / every route there is, and none else', async () => {
  const later = Object.values(LATER).flatMap(({ routes }) => routes);
  const served = [...app.routes, ...later]
    .filter(({ method }) => method !== METHOD_NAME_ALL)
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const listed = (await listRoutes()).map(({ method, path }) => `${method} ${path}`);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.sort()).toEqual([...new Set([...served, ...ASSETS])].sort());
});

it('knows all that is loaded later', () => {
  const taken = app.routes.filter(({ method }) => method === METHOD_NAME_ALL);
  const known = [...MIDDLEWARE, ...Object.keys(LATER)];
  expect([...new Set(taken.map(({ path }) => path))].sort()).toEqual(known.sort());
});

it('erases by the routes that the app leads there', () => {
  const erasing = new Hono<App>().route('/api/visitors', erasure).routes;
  const leading = app.routes.filter(({ method }) => method === 'DELETE');
  const describe = ({ method, path }: { method: string; path: string }) => `${method} ${path}`;
  expect([...new Set(erasing.map(describe))].sort()).toEqual(leading.map(describe).sort());
});

it('says in a sentence what each route does', async () => {
  for (const { does } of await listRoutes()) expect(does).toMatch(/^[A-Z].{8,90}\.$/);
});

async function listRoutes(): Promise<{ method: string; path: string; does: string }[]> {
  const { status, body } = await request('/');
  expect(status).toBe(200);
  return body.data.routes;
}
