/** The calls of a page: what reaches which session, and which refusals are reported to the page. */
import { expect, it } from 'vitest';
import {
  closeTab,
  context,
  expectSession,
  idIn,
  type Json,
  openShop,
  openWatchedShop,
  pass,
  useRig,
} from './rig.ts';

useRig();

it('keeps a key removed when an older message arrives later', async () => {
  const shop = await openShop();
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ status: 'active' });
  await page.evaluate(() => {
    // The message with the cart arrives late.
    const { fetch } = window;
    window.fetch = async (url, init) => {
      if (String(init?.body).includes('"cart":3')) {
        Object.assign(window, { late: () => fetch(url, { method: 'POST', body: init?.body }) });
        throw new TypeError('lost');
      }
      return fetch(url, init);
    };
    const { visitorSession } = window as Json;
    visitorSession.update({ custom_data: { cart: 3, kept: 1 } });
    setTimeout(() => visitorSession.update({ custom_data: { cart: null } }), 100);
  });
  await expectSession(shop).toMatchObject({ custom_data: { kept: 1 } });
  const status = await page.evaluate(async () => (await (window as Json).late()).status);
  expect(status).toBe(200);
  expect((await shop.session()).custom_data).toEqual({ kept: 1 });
  await page.goto(`${shop.origin}/two`);
  await expectSession(shop).toMatchObject({ page_views: 2 });
  expect((await shop.session()).custom_data).toEqual({ kept: 1 });
  await closeTab(page);
});

it('identifies another visitor in the second session of a shared computer', async () => {
  const shop = await openShop();
  const page = await shop.visit('/account');
  await page.evaluate(() =>
    (window as Json).visitorSession.identify({ email: 'ann@example.com', create_task: true }),
  );
  await expectSession(shop).toMatchObject({ lead: { email: 'ann@example.com' } });
  const first = await idIn(page);
  await page.evaluate(() => (window as Json).visitorSession.end());
  await expectSession(shop, first).toMatchObject({ status: 'ended' });
  await page.goto(`${shop.origin}/sign-in`);
  await expect.poll(shop.records).toHaveLength(2);
  await page.evaluate(() => (window as Json).visitorSession.identify({ email: 'bob@example.com' }));
  await expectSession(shop).toMatchObject({ lead: { email: 'bob@example.com' } });
  await expectSession(shop, first).toMatchObject({ lead: { email: 'ann@example.com' } });
  await closeTab(page);
});

it('records a visitor who is identified and signs out at once', async () => {
  const head = `<script>
    (window.visitorSession ||= []).push(['identify', { email: 'ann@example.com' }], ['end']);
  </script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({
    status: 'ended',
    lead: { email: 'ann@example.com' },
    page_views: 1,
  });
  await pass(300);
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});

it('reports refusals to the page, and warns once', async () => {
  const shop = await openShop();
  const page = await context.newPage();
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  await page.goto(shop.origin);
  await page.evaluate(() => {
    const { visitorSession } = window as Json;
    const errors: unknown[] = [];
    Object.assign(window, { errors });
    visitorSession.onerror = (error: Json) => errors.push(error.code ?? error.message);
    visitorSession.identify({ email: 'no address' });
    visitorSession.identify({ email: 'ann@example.com' });
    visitorSession.identify({ email: 'bob@example.com' });
    visitorSession.update({ custom_data: { text: 'x'.repeat(5000) } });
    visitorSession.update({ custom_data: { cart: 3 } });
  });
  await expectSession(shop).toMatchObject({
    lead: { email: 'ann@example.com' },
    custom_data: { cart: 3 },
  });
  await expect
    .poll(() => page.evaluate(() => (window as Json).errors))
    .toEqual(['That is more than 4 KiB.', 'validation_failed', 'lead_conflict']);
  expect(warnings.filter((text) => /^visitorSession/.test(text))).toEqual([
    expect.stringContaining('more than 4 KiB'),
  ]);
  await closeTab(page);
});

it('sends custom data to the ended session only, and not to the next', async () => {
  const { shop, detour, kinds } = await openWatchedShop();
  detour.state.delayMs = 200;
  const page = await shop.visit('/account');
  await expect.poll(kinds).toContain('open');
  const first = await idIn(page);
  await page.evaluate(() => {
    const { visitorSession } = window as Json;
    visitorSession.update({ custom_data: { plan: 'pro' } });
    visitorSession.end();
  });
  await expectSession(shop, first).toMatchObject({
    status: 'ended',
    custom_data: { plan: 'pro' },
  });
  await page.goto(`${shop.origin}/next`);
  await expect.poll(shop.records).toHaveLength(2);
  const second = await idIn(page);
  await expectSession(shop, second).toMatchObject({ status: 'active', custom_data: {} });
  await pass(500);
  expect(await shop.records()).toHaveLength(2);
  await closeTab(page);
});

it('sends custom data of a page that is hidden, or is being hidden', async () => {
  const head = `<script>
    addEventListener('visibilitychange', () =>
      visitorSession.update({ custom_data: { [document.visibilityState]: 1 } }));
  </script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ status: 'active' });
  const other = await context.newPage();
  await expectSession(shop).toMatchObject({ status: 'ended', custom_data: { hidden: 1 } });
  await page.evaluate(() => (window as Json).visitorSession.update({ custom_data: { later: 1 } }));
  await expectSession(shop).toMatchObject({ status: 'ended', custom_data: { later: 1 } });
  await Promise.all([closeTab(other), closeTab(page)]);
});

it('reports refusals to an onerror that was set before the script had loaded', async () => {
  const head = `<script>
    window.errors = [];
    (window.visitorSession ||= []).push(['identify', { email: 'no address' }]);
    visitorSession.onerror = ({ code }) => errors.push(code);
  </script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await expect
    .poll(() => page.evaluate(() => (window as Json).errors))
    .toEqual(['validation_failed']);
  await closeTab(page);
});

it('sends nothing of a visitor who refused before the script had loaded', async () => {
  const head = `<script>(window.visitorSession ||= []).push(['consent', false])</script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await pass(500);
  await closeTab(page);
  await pass(300);
  expect([shop.sent, await shop.records()]).toEqual([[], []]);
});
