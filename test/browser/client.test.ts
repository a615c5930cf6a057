/** The client in a page of another origin. */
import path from 'node:path';
import { buildSync } from 'esbuild';
import { expect, it } from 'vitest';
import { context, type Json, openDetour, openShop, service, useRig } from './rig.ts';

useRig();

const CLIENT = path.resolve(import.meta.dirname, '../../src/client/client.ts');
const { outputFiles } = buildSync({
  entryPoints: [CLIENT],
  bundle: true,
  format: 'iife',
  globalName: 'sessions',
  tsconfigRaw: {},
  write: false,
});

it('opens, identifies and ends a session without a preflight, reports with one, and tells what failed', async () => {
  const shop = await openShop();
  const detour = await openDetour();
  const page = await context.newPage();
  await page.goto(`${shop.origin}/bare`);
  await page.addScriptTag({ content: outputFiles[0]?.text ?? '' });
  const options = { url: new URL(detour.api).origin, site_id: shop.siteId };
  const session_id = await page.evaluate(async ({ url, site_id }) => {
    const { createClient, unwrap } = (window as Json).sessions;
    const client = createClient({ url });
    const { session_id } = unwrap(await client.createSession({ site_id, url: location.href }));
    unwrap(await client.identifySession({ session_id, name: 'Ann' }));
    unwrap(await client.endSession({ session_id }));
    return unwrap(await client.createSession({ site_id, id: session_id })).session_id;
  }, options);
  expect(detour.state).toMatchObject({ preflights: 0, seen: { length: 4 } });
  const ids = { session_id, site_id: shop.siteId };
  const codes = await page.evaluate(
    async ({ url, ids, direct }) => {
      const { createClient } = (window as Json).sessions;
      const client = createClient({ url, retries: 0 });
      const reported = await client.updateSession({ ...ids, page_views: 2 });
      const refused = await client.updateSession({ ...ids, page_views: -1 });
      // No page may list: the browser shows it no answer.
      const listed = await createClient({ url: direct, retries: 0 }).listSessions();
      return [reported, refused, listed].map(({ error }) => error?.code ?? null);
    },
    { url: options.url, ids, direct: service.url.origin },
  );
  expect(codes).toEqual([null, 'validation_failed', 'network']);
  expect(detour.state.preflights).toBe(1);
  expect(await shop.session(session_id)).toMatchObject({
    page_views: 2,
    landing_url: `${shop.origin}/bare`,
    lead: { name: 'Ann' },
    reopened_count: 1,
  });
  await page.close();
});
