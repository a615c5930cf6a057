import { expect, it } from 'vitest';
import { closeTab, expectSession, idIn, type Json, openShop, pass, useRig } from './rig.ts';

useRig();

it('counts each page of a single-page application once', async () => {
  const shop = await openShop();
  const page = await shop.visit('/app');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await page.evaluate(() => history.pushState({}, '', '/app/cart?step=1'));
  await expectSession(shop).toMatchObject({
    page_views: 2,
    current_url: `${shop.origin}/app/cart?step=1`,
  });
  // Frameworks repeat themselves and put addresses right; neither is a page view.
  await page.evaluate(() => {
    history.pushState({}, '', '/app/cart?step=1');
    history.replaceState({}, '', '/app/cart?step=one');
    location.hash = 'details';
  });
  await page.evaluate(() => history.pushState({}, '', '/app/pay'));
  await expectSession(shop).toMatchObject({ page_views: 3, current_url: `${shop.origin}/app/pay` });
  await page.evaluate(() => history.back());
  await expectSession(shop).toMatchObject({ page_views: 4 });
  await pass(300);
  expect(await shop.session()).toMatchObject({ status: 'active', page_views: 4 });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', page_views: 4 });
});

it('counts hashes where the site asks for it', async () => {
  const shop = await openShop({ attributes: 'data-hash' });
  const page = await shop.visit('/#/list');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await page.evaluate(() => {
    location.hash = '/shoes';
  });
  await expectSession(shop).toMatchObject({ page_views: 2, current_url: `${shop.origin}/#/shoes` });
  await closeTab(page);
});

it('identifies the visitor and makes one task', async () => {
  const shop = await openShop();
  const page = await shop.visit('/contact');
  await page.evaluate(() => {
    const { visitorSession } = window as Json;
    visitorSession.identify({ email: 'Ann@Example.com', name: 'Ann', create_task: true });
    visitorSession.update({ custom_data: { cart: 3 } });
  });
  await expectSession(shop).toMatchObject({
    lead: { email: 'ann@example.com', name: 'Ann' },
    custom_data: { cart: 3 },
    engaged: true,
  });
  await closeTab(page);
});

it('takes the calls that were made before it had loaded', async () => {
  const head = `<script>
    (window.visitorSession ||= []).push(['identify', { email: 'early@example.com' }]);
    (window.visitorSession ||= []).push(['update', { custom_data: { plan: 'pro' } }], ['nonsense'], 7);
  </script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/');
  await expectSession(shop).toMatchObject({
    lead: { email: 'early@example.com' },
    custom_data: { plan: 'pro' },
  });
  await page.evaluate(() =>
    (window as Json).visitorSession.push(['update', { custom_data: { seats: 2 } }]),
  );
  await expectSession(shop).toMatchObject({ custom_data: { plan: 'pro', seats: 2 } });
  await closeTab(page);
});

it('ends on call, and begins another session of the same visitor with the next page view', async () => {
  const shop = await openShop();
  const page = await shop.visit('/');
  await expectSession(shop).toMatchObject({ status: 'active' });
  const { session_id, visitor_id } = await shop.session();
  await page.evaluate(() => (window as Json).visitorSession.end());
  await expectSession(shop, session_id).toMatchObject({ status: 'ended', ended_by: 'client' });
  expect(await idIn(page)).toBeUndefined();
  await page.evaluate(() => history.pushState({}, '', '/again'));
  await expect.poll(shop.records).toHaveLength(2);
  const next = await shop.session();
  expect(next).toMatchObject({ visitor_id, status: 'active', page_views: 1 });
  expect(next.session_id).not.toBe(session_id);
  await closeTab(page);
});
