import { METHOD_NAME_ALL } from 'hono/router';
import { expect, it } from 'vitest';
import { app } from '../../src/app';
import { request } from '../api';

/** What Cloudflare serves without asking the Worker. */
const ASSETS = ['GET /s.js', 'GET /s-older.js', 'GET /docs', 'GET /openapi.json'];

type Listed = { method: string; path: string; does: string };

async function listRoutes(): Promise<Listed[]> {
  return (await request<{ routes: Listed[] }>('/')).data.routes;
}

it('lists at / every route there is, and no other', async () => {
  const served = app.routes
    .filter(({ method }) => method !== METHOD_NAME_ALL)
    .map(({ method, path }) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`);
  const listed = (await listRoutes()).map(({ method, path }) => `${method} ${path}`);
  expect(new Set(listed).size).toBe(listed.length);
  expect(listed.sort()).toEqual([...new Set([...served, ...ASSETS])].sort());
});

it('says in a sentence what each route does', async () => {
  for (const { does } of await listRoutes()) expect(does).toMatch(/^[A-Z].{8,90}\.$/);
});
