import { expect, it } from 'vitest';
import { visit } from './leave-page.ts';
import {
  closeTab,
  context,
  expectSession,
  type Json,
  openDetour,
  openShop,
  pass,
  useRig,
} from './rig.ts';

useRig();

async function openShopBehindDetour() {
  const detour = await openDetour();
  return { detour, shop: await openShop({ api: detour.api }) };
}

it('loses nothing while the browser is offline', async () => {
  const shop = await openShop();
  const page = await shop.visit('/app');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await context.setOffline(true);
  await page.evaluate(() => {
    history.pushState({}, '', '/app/one');
    history.pushState({}, '', '/app/two');
    (window as Json).visitorSession.update({ custom_data: { cart: 3 } });
  });
  await pass(500);
  expect(await shop.session()).toMatchObject({ page_views: 1, custom_data: {} });
  await context.setOffline(false);
  await expectSession(shop).toMatchObject({
    status: 'active',
    page_views: 3,
    custom_data: { cart: 3 },
    current_url: `${shop.origin}/app/two`,
  });
  await closeTab(page);
});

it('opens one session through an API that fails at first', async () => {
  const { detour, shop } = await openShopBehindDetour();
  detour.state.status = 503;
  const page = await shop.visit('/app');
  await page.evaluate(() => {
    history.pushState({}, '', '/app/two');
    (window as Json).visitorSession.identify({ email: 'ann@example.com' });
  });
  await expect.poll(() => detour.state.seen.length).toBeGreaterThan(1);
  expect(await shop.records()).toEqual([]);
  detour.state.status = 0;
  await expectSession(shop).toMatchObject({
    status: 'active',
    page_views: 2,
    lead: { email: 'ann@example.com' },
  });
  expect(await shop.records()).toHaveLength(1);
  const opens = detour.state.messages.filter(({ about }) => about === 'open');
  expect(new Set(opens.map(({ body }) => body.session_id)).size).toBe(1);
  await closeTab(page);
});

it('repeats sent_at with each attempt of a create, and increases it for the next report', async () => {
  const { detour, shop } = await openShopBehindDetour();
  detour.state.status = 503;
  const page = await shop.visit('/app');
  await expect.poll(() => detour.state.seen.length).toBe(2);
  detour.state.status = 0;
  await expectSession(shop).toMatchObject({ page_views: 1 });
  await page.evaluate(() => history.pushState({}, '', '/app/two'));
  await expectSession(shop).toMatchObject({ page_views: 2 });
  const sent = detour.state.messages.map(({ body }) => body.sent_at);
  const attempts = sent.slice(0, -1);
  expect(attempts.length).toBeGreaterThan(2);
  expect(new Set(attempts).size).toBe(1);
  expect(sent.at(-1)).toBeGreaterThan(attempts[0]);
  await closeTab(page);
});

it('tries again after 429 and loses no page view', async () => {
  const { detour, shop } = await openShopBehindDetour();
  const page = await shop.visit('/app');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  detour.state.status = 429;
  await page.evaluate(() => history.pushState({}, '', '/app/two'));
  await pass(300);
  await page.evaluate(() => history.pushState({}, '', '/app/three'));
  await pass(300);
  detour.state.status = 0;
  await expectSession(shop).toMatchObject({ page_views: 3 });
  await closeTab(page);
});

it('waits for a slow API with one message at a time', async () => {
  const { detour, shop } = await openShopBehindDetour();
  detour.state.delayMs = 1500;
  const page = await shop.visit('/app');
  await expect.poll(() => detour.state.seen.length).toBe(1);
  await page.evaluate(() => {
    for (const step of [1, 2, 3]) history.pushState({}, '', `/app/${step}`);
  });
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 4 });
  expect(detour.state.messages.map(({ body }) => body.page_views)).toEqual([1, 4]);
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', page_views: 4 });
});

it('keeps the session of a visitor who leaves before a slow API has responded', async () => {
  const { detour, shop } = await openShopBehindDetour();
  detour.state.delayMs = 1500;
  const page = await shop.visit('/');
  await expect.poll(() => detour.state.seen.length).toBe(1);
  await closeTab(page);
  await expect.poll(shop.records).toHaveLength(1);
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/` });
});

it('sends the end by fetch when the beacon is refused', async () => {
  const head = '<script>Navigator.prototype.sendBeacon = () => false</script>';
  const shop = await openShop({ head });
  const page = await shop.visit('/');
  await expectSession(shop).toMatchObject({ status: 'active' });
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/` });
});

it('waits as long as the API asks for, whatever happens meanwhile', async () => {
  const { detour, shop } = await openShopBehindDetour();
  const page = await shop.visit('/app');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  detour.state.status = 429;
  detour.state.retryAfter = 4;
  await page.evaluate(() => history.pushState({}, '', '/app/two'));
  await expect.poll(() => detour.state.messages.length).toBe(2);
  detour.state.status = 0;
  const other = await context.newPage();
  await page.bringToFront();
  await page.evaluate(() => {
    dispatchEvent(new Event('online'));
    history.pushState({}, '', '/app/three');
  });
  await pass(2500);
  // The end of the hidden page goes by beacon, which has no response.
  expect(detour.state.messages.filter(({ about }) => about === 'open')).toHaveLength(2);
  await expectSession(shop).toMatchObject({ page_views: 3, status: 'active' });
  await Promise.all([closeTab(other), closeTab(page)]);
});

it('throws nothing into a page whose fetch throws, and sends everything on leave', async () => {
  const head = '<script>window.fetch = () => { throw new Error("no") }</script>';
  const shop = await openShop({ head });
  const page = await shop.visit('/app');
  const errors: unknown[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.evaluate(() => {
    const { visitorSession } = window as Json;
    visitorSession.update({ custom_data: { cart: 3 } });
    visitorSession.identify({ email: 'ann@example.com' });
  });
  await pass(300);
  await closeTab(page);
  await expectSession(shop).toMatchObject({
    status: 'ended',
    page_views: 1,
    custom_data: { cart: 3 },
    lead: { email: 'ann@example.com' },
  });
  expect(errors).toEqual([]);
});

it.each([9_999_999, -1])(
  'sends nothing at once where the API asks to wait for %i s',
  async (retryAfter) => {
    const { detour, shop } = await openShopBehindDetour();
    detour.state.status = 503;
    detour.state.retryAfter = retryAfter;
    const page = await shop.visit('/app');
    await expect.poll(() => detour.state.messages.length).toBe(1);
    await pass(800);
    expect(detour.state.messages).toHaveLength(1);
    await closeTab(page);
  },
);

it('retries at its own pace where the API gives a date to retry after', async () => {
  const head = `<script>
    window.requests = 0;
    window.fetch = async () => {
      requests += 1;
      const headers = { 'retry-after': new Date(Date.now() + 2000).toUTCString() };
      return new Response('{}', { status: 503, headers });
    };
  </script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/app');
  const requests = () => page.evaluate(() => (window as Json).requests);
  await expect.poll(requests).toBe(1);
  await pass(800);
  expect(await requests()).toBe(1);
  await expect.poll(requests, { timeout: 3000 }).toBe(2);
  await closeTab(page);
});

it('sends every kind of message without a preflight', async () => {
  const { page, shop, messages, detour } = await visit();
  await page.evaluate(() => {
    const { visitorSession } = window as Json;
    visitorSession.update({ custom_data: { cart: 3 } });
    visitorSession.identify({ email: 'ann@example.com' });
  });
  await expectSession(shop).toMatchObject({
    custom_data: { cart: 3 },
    lead: { email: 'ann@example.com' },
  });
  await page.evaluate(() => (window as Json).visitorSession.identify({ name: 'Ann' }));
  await expect
    .poll(() => messages.map(({ about }) => about))
    .toEqual(['open', 'open', 'identify', 'identify']);
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended' });
  expect([detour.state.preflights, detour.state.seen.every((seen) => /^POST/.test(seen))]).toEqual([
    0,
    true,
  ]);
});
