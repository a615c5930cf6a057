/** A session that the API has ended or erased, and a browser without storage. */
import { expect, it } from 'vitest';
import { ADMIN_KEY } from '../rig/serve.ts';
import { closeTab, expectSession, idIn, type Json, openShop, service, useRig } from './rig.ts';

useRig();

it('reopens a session that a server has ended', async () => {
  const shop = await openShop();
  const page = await shop.visit('/app');
  await expectSession(shop).toMatchObject({ status: 'active' });
  const { session_id } = await shop.session();
  await fetch(new URL('/api/visitors/session/end', service.url), {
    method: 'POST',
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
    body: JSON.stringify({ session_id, site_id: shop.siteId }),
  });
  await expectSession(shop).toMatchObject({ status: 'ended' });
  await page.evaluate(() => history.pushState({}, '', '/app/two'));
  await expectSession(shop).toMatchObject({ session_id, status: 'active', page_views: 2 });
  await closeTab(page);
});

async function eraseSession(siteId: string, sessionId: string | undefined) {
  const session = new URL('/api/visitors/session', service.url);
  session.search = `session_id=${sessionId}&site_id=${siteId}`;
  const erased = await fetch(session, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${ADMIN_KEY}` },
  });
  expect(erased.status).toBe(200);
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
