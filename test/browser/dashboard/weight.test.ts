/** What the page costs who opens it: bytes, requests, and time, which is told and not held to. */
import { gzipSync } from 'node:zlib';
import type { Response } from 'playwright-core';
import { expect, it } from 'vitest';
import { service } from '../rig.ts';
import { openDashboard, useFilledSite, waitForFigures } from './rig.ts';
import { readTimes, watchTimes } from './times.ts';

const site = useFilledSite();
const MAX_GZIP_BYTES = 70_000;

it('the page is an asset that caches ask for anew, its files are kept for good, and nobody may frame it', async () => {
  const page = await fetch(new URL('/dashboard', service.url));
  expect(Object.fromEntries(page.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
  });
  const files = [...(await page.text()).matchAll(/"(\/dashboard\/[^"]+)"/g)];
  expect(files).toHaveLength(3);
  for (const [, file = ''] of files) {
    const { status, headers } = await fetch(new URL(file, service.url));
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
  }
});

it('all that it loads weighs at most 70,000 bytes, comes from here, and breaks no rule', async () => {
  const responses: Response[] = [];
  const { page, told } = await openDashboard({
    key: site.keys.read,
    watch: (page) => page.on('response', (response) => responses.push(response)),
  });
  await waitForFigures(page);
  await page.getByRole('region', { name: 'Visits' }).scrollIntoViewIfNeeded();
  await page.locator('.world path').first().waitFor();
  const urls = responses.map((response) => new URL(response.url()));
  const elsewhere = urls.filter(
    ({ protocol, origin }) => protocol !== 'data:' && origin !== service.url.origin,
  );
  expect(elsewhere).toEqual([]);
  const isFile = (response: Response) => new URL(response.url()).pathname.startsWith('/dashboard');
  const files = responses.filter(isFile);
  expect(files.map((response) => new URL(response.url()).pathname).sort()).toEqual([
    '/dashboard',
    '/dashboard/app.css',
    '/dashboard/app.js',
    '/dashboard/world.json',
  ]);
  const sizes = await Promise.all(
    files.map(async (file) => gzipSync(await file.body(), { level: 9 }).length),
  );
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  expect(Math.min(...sizes)).toBeGreaterThan(0);
  expect(bytes).toBeLessThanOrEqual(MAX_GZIP_BYTES);
  expect(told).toEqual([]);
  console.log(
    `${bytes} bytes gzip, ${urls.filter(({ protocol }) => protocol !== 'data:').length} requests with those of the API`,
  );
});

it('nothing moves that was there, and the time to the first figures is told', async () => {
  const { page } = await openDashboard({ key: site.keys.read });
  await waitForFigures(page);
  await watchTimes(page);
  await page.reload();
  await waitForFigures(page);
  const { figuresMs, shift } = await readTimes(page);
  console.log(`first figures after ${Math.round(figuresMs)} ms`);
  expect(figuresMs).toBeGreaterThan(0);
  expect(shift).toBeLessThan(0.02);
});
