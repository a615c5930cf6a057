/** A session that the API has ended or erased, and a browser without storage. */
import { expect, it } from 'vitest';
import { unwrap } from '../../src/client/client.ts';
import { adminOf } from '../rig/serve.ts';
import { closeTab, expectSession, idIn, type Json, openShop, service, useRig } from './rig.ts';

useRig();

it('reopens a session that a server has ended', async () => {
  const shop = await openShop();
  const page = await shop.visit('/app');
  await expectSession(shop).toMatchObject({ status: 'active' });
  const { session_id } = await shop.session();
  unwrap(await adminOf(service.url).endSession({ session_id, site_id: shop.siteId }));
  await expectSession(shop).toMatchObject({ status: 'ended' });
  await page.evaluate(() => history.pushState({}, '', '/app/two'));
  await expectSession(shop).toMatchObject({ session_id, status: 'active', page_views: 2 });
  await closeTab(page);
});

async function eraseSession(site_id: string, session_id = '') {
  unwrap(await adminOf(service.url).eraseSession({ session_id, site_id }));
}

it('identifies in a new session when the API no longer has the old one', async () => {
  const shop = await openShop();
  const page = await shop.visit('/app');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await eraseSession(shop.siteId, await idIn(page));
  await page.evaluate(() => (window as Json).visitorSession.identify({ email: 'bo@example.com' }));
  await expectSession(shop).toMatchObject({ status: 'active', lead: { email: 'bo@example.com' } });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});

it('opens a new session when the API no longer has the old one', async () => {
  const shop = await openShop();
  const page = await shop.visit('/app');
  await page.evaluate(() => history.pushState({}, '', '/app/two'));
  await expectSession(shop).toMatchObject({ page_views: 2 });
  await eraseSession(shop.siteId, await idIn(page));
  await page.evaluate(() => history.pushState({}, '', '/app/three'));
  await expectSession(shop).toMatchObject({
    status: 'active',
    // The page reports the totals of its visit, as always.
    page_views: 3,
    landing_url: `${shop.origin}/app/three`,
  });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});

it.each([
  [
    'refused',
    'Object.defineProperty(window, "localStorage", { get() { throw new DOMException("", "SecurityError") } })',
  ],
  [
    'full',
    'Storage.prototype.setItem = () => { throw new DOMException("", "QuotaExceededError") }',
  ],
])('works without storage when it is %s', async (_name, script) => {
  const shop = await openShop({ head: `<script>${script}</script>` });
  const page = await shop.visit('/app');
  const errors: unknown[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await page.evaluate(() => history.pushState({}, '', '/app/two'));
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  expect(await shop.records()).toHaveLength(1);
  expect(errors).toEqual([]);
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/app/two` });
});
