/** What a page says (who the visitor is, custom data) reaches its session, however the page is left. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  closeTab,
  context,
  expectSession,
  idIn,
  type Json,
  openShop,
  openWatchedShop,
  pass,
  service,
  useRig,
} from './rig.ts';

useRig();

const SAY = "visitorSession.identify({ email: 'ann@example.com', create_task: true });";
const BODY = `<form action="/thanks" onsubmit="${SAY}"><button id="form">Go</button></form>
  <form action="/bare" onsubmit="${SAY}"><button id="bareform">Go</button></form>
  <a id="link" href="/thanks" onclick="${SAY}">go</a>
  <a id="barelink" href="/bare" onclick="${SAY}">go</a>
  <a id="update" href="/bare" onclick="visitorSession.update({ custom_data: { cart: 3 } })">go</a>`;

async function openSlowShop(delayMs: number, settings: Json = {}) {
  const watched = await openWatchedShop({ body: BODY, ...settings });
  watched.detour.state.delayMs = delayMs;
  return watched;
}

async function countTasks(siteId: string) {
  const db = await service.miniflare.getD1Database('DB');
  const count = 'SELECT COUNT(*) AS n FROM tasks WHERE site_id = ?';
  return db.prepare(count).bind(siteId).first('n');
}

const identify = (page: Page) =>
  page.evaluate(() =>
    (window as Json).visitorSession.identify({ email: 'ann@example.com', create_task: true }),
  );

const WAYS: Record<string, (page: Page) => Promise<unknown>> = {
  'a form to a page with the script': (page) => page.click('#form'),
  'a form to a page without it': (page) => page.click('#bareform'),
  'a link to a page with the script': (page) => page.click('#link'),
  'a link to a page without it': (page) => page.click('#barelink'),
  'location.assign': (page) =>
    page.evaluate(`${SAY} location.assign('/bare')`).catch(() => undefined),
  'a closed tab': async (page) => {
    await identify(page);
    await closeTab(page);
  },
};

describe.each(Object.entries(WAYS))('Who the visitor is, said before %s', (_name, go) => {
  it.each([
    ['after the create was answered', 80, 400],
    ['before the create was answered', 500, 0],
  ])('%s', async (_when, delayMs, waitMs) => {
    const { shop, said } = await openSlowShop(delayMs);
    const page = await shop.visit('/contact');
    await expect.poll(said).toContain('open');
    await pass(waitMs);
    await go(page);
    await expectSession(shop).toMatchObject({ lead: { email: 'ann@example.com' } });
    await pass(300);
    expect(await countTasks(shop.siteId)).toBe(1);
    expect(await shop.records()).toHaveLength(1);
    if (!page.isClosed()) await closeTab(page);
  });
});

it('is kept from the queue of a page that is left before the API has answered', async () => {
  const head = `<script>(window.visitorSession ||= []).push(['identify', { email: 'ann@example.com' }])</script>`;
  const { shop, said } = await openSlowShop(500, { head });
  const page = await shop.visit('/one');
  await expect.poll(said).toContain('open');
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', lead: { email: 'ann@example.com' } });
});

it.each([
  ['before the API has answered', 500],
  ['once it has', 20],
])('keeps custom data that a link says on the way, %s', async (_when, delayMs) => {
  const { shop, said } = await openSlowShop(delayMs);
  const page = await shop.visit('/one');
  await expect.poll(said).toContain('open');
  await page.click('#update');
  await expectSession(shop).toMatchObject({ status: 'active', custom_data: { cart: 3 } });
  await closeTab(page);
});

it('tells custom data with the end of a closed tab', async () => {
  const { shop, said, messages } = await openSlowShop(300);
  const page = await shop.visit('/one');
  await expect.poll(said).toContain('open');
  await page.evaluate(() => (window as Json).visitorSession.update({ custom_data: { cart: 3 } }));
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', custom_data: { cart: 3 } });
  expect(messages.at(-1)).toMatchObject({ about: 'end', body: { custom_data: { cart: 3 } } });
});

it('says again on the next page what no beacon has brought', async () => {
  const head = `<script>
    Navigator.prototype.sendBeacon = () => true;
    const { fetch } = window;
    if (location.pathname === '/one') window.fetch = (url, init) =>
      /identify|cart/.test(url + init.body) ? new Promise(() => {}) : fetch(url, init);
  </script>`;
  const { shop, messages } = await openSlowShop(0, { head });
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ status: 'active' });
  await identify(page);
  await page.evaluate(() => (window as Json).visitorSession.update({ custom_data: { cart: 3 } }));
  await pass(200);
  await page.goto(`${shop.origin}/two`);
  await expectSession(shop).toMatchObject({
    page_views: 2,
    lead: { email: 'ann@example.com' },
    custom_data: { cart: 3 },
  });
  await expect
    .poll(() => page.evaluate((key) => localStorage[key], `visitorSession:${shop.siteId}`))
    .not.toContain('ann@example.com');
  expect(messages.filter(({ about }) => about === 'identify')).toHaveLength(1);
  await closeTab(page);
});

it('tells the session before of what was said in it, when the visitor is back after long', async () => {
  const head = `<script>
    if (location.pathname === '/one') {
      Navigator.prototype.sendBeacon = () => true;
      const { fetch } = window;
      window.fetch = (url, init) =>
        /identify|cart/.test(url + init.body) ? new Promise(() => {}) : fetch(url, init);
    } else {
      const now = Date.now;
      Date.now = () => now() + 3_600_000;
    }
  </script>`;
  const { shop } = await openSlowShop(0, { head });
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ status: 'active' });
  const first = await idIn(page);
  await identify(page);
  await page.evaluate(() => (window as Json).visitorSession.update({ custom_data: { cart: 3 } }));
  await pass(200);
  await page.goto(`${shop.origin}/two`);
  await expect.poll(shop.records).toHaveLength(2);
  await expectSession(shop, first).toMatchObject({
    lead: { email: 'ann@example.com' },
    custom_data: { cart: 3 },
    page_views: 1,
  });
  const second = await idIn(page);
  expect(second).not.toBe(first);
  await expectSession(shop, second).toMatchObject({
    previous_session_id: first,
    custom_data: {},
    page_views: 1,
  });
  await closeTab(page);
});

it('keeps a removed key away, though an older message comes after', async () => {
  const shop = await openShop();
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ status: 'active' });
  await page.evaluate(() => {
    // The message that tells of the cart is held up on its way.
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

it('gives the second session of a shared computer to whom it is', async () => {
  const shop = await openShop();
  const page = await shop.visit('/account');
  await identify(page);
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

it('says all of a visitor who comes, says who they are, and signs out at once', async () => {
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

it('tells the page of a refusal, and warns once', async () => {
  const shop = await openShop();
  const page = await context.newPage();
  const warnings: string[] = [];
  page.on('console', (message) => warnings.push(message.text()));
  await page.goto(shop.origin);
  await page.evaluate(() => {
    const { visitorSession } = window as Json;
    const told: unknown[] = [];
    Object.assign(window, { told });
    visitorSession.onerror = (error: Json) => told.push(error.code ?? error.message);
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
    .poll(() => page.evaluate(() => (window as Json).told))
    .toEqual(['That is more than 4 KiB.', 'validation_failed', 'lead_conflict']);
  expect(warnings.filter((text) => /^visitorSession/.test(text))).toEqual([
    expect.stringContaining('more than 4 KiB'),
  ]);
  await closeTab(page);
});

it('tells nobody else what was said before the visit was over', async () => {
  const { shop, said } = await openSlowShop(200);
  const page = await shop.visit('/account');
  await expect.poll(said).toContain('open');
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

it('tells what a page says while it is hidden, or is being so', async () => {
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

it('says of the session that there is what was said of one that was never opened', async () => {
  const head = `<script>
    if (location.pathname === '/one') {
      window.fetch = () => Promise.reject(new TypeError('offline'));
      Navigator.prototype.sendBeacon = () => true;
    } else {
      const now = Date.now;
      Date.now = () => now() + 7_200_000;
    }
  </script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await identify(page);
  await pass(200);
  expect(await shop.records()).toEqual([]);
  await page.goto(`${shop.origin}/two`);
  await expectSession(shop).toMatchObject({
    status: 'active',
    page_views: 1,
    lead: { email: 'ann@example.com' },
  });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});

it('tells a page of refusals that asked for it before the script had loaded', async () => {
  const head = `<script>
    window.told = [];
    (window.visitorSession ||= []).push(['identify', { email: 'no address' }]);
    visitorSession.onerror = ({ code }) => told.push(code);
  </script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await expect
    .poll(() => page.evaluate(() => (window as Json).told))
    .toEqual(['validation_failed']);
  await closeTab(page);
});

it('says nothing of a visitor who had refused before the script had loaded', async () => {
  const head = `<script>(window.visitorSession ||= []).push(['consent', false])</script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await pass(500);
  await closeTab(page);
  await pass(300);
  expect([shop.sent, await shop.records()]).toEqual([[], []]);
});
