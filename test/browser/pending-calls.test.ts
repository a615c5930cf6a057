/** Calls of a page (`identify`, `update`) reach its session, however the page is left while they are pending. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  closeTab,
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

const IDENTIFY = "visitorSession.identify({ email: 'ann@example.com', create_task: true });";

const BODY = `<form action="/thanks" onsubmit="${IDENTIFY}"><button id="form">Go</button></form>
  <form action="/bare" onsubmit="${IDENTIFY}"><button id="bareform">Go</button></form>
  <a id="link" href="/thanks" onclick="${IDENTIFY}">go</a>
  <a id="barelink" href="/bare" onclick="${IDENTIFY}">go</a>
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
    page.evaluate(`${IDENTIFY} location.assign('/bare')`).catch(() => undefined),
  'a closed tab': async (page) => {
    await identify(page);
    await closeTab(page);
  },
};

describe.each(Object.entries(WAYS))('Identify, pending before %s', (_name, go) => {
  it.each([
    ['after the response to the create', 80, 400],
    ['before the response to the create', 500, 0],
  ])('%s', async (_when, delayMs, waitMs) => {
    const { shop, kinds } = await openSlowShop(delayMs);
    const page = await shop.visit('/contact');
    await expect.poll(kinds).toContain('open');
    await pass(waitMs);
    await go(page);
    await expectSession(shop).toMatchObject({ lead: { email: 'ann@example.com' } });
    await pass(300);
    expect(await countTasks(shop.siteId)).toBe(1);
    expect(await shop.records()).toHaveLength(1);
    if (!page.isClosed()) await closeTab(page);
  });
});

it('keeps an identify from the queue of a page that is left before the first response', async () => {
  const head = `<script>(window.visitorSession ||= []).push(['identify', { email: 'ann@example.com' }])</script>`;
  const { shop, kinds } = await openSlowShop(500, { head });
  const page = await shop.visit('/one');
  await expect.poll(kinds).toContain('open');
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', lead: { email: 'ann@example.com' } });
});

it.each([
  ['before the first response', 500],
  ['after it', 20],
])('keeps custom data that the click on a link gives, %s', async (_when, delayMs) => {
  const { shop, kinds } = await openSlowShop(delayMs);
  const page = await shop.visit('/one');
  await expect.poll(kinds).toContain('open');
  await page.click('#update');
  await expectSession(shop).toMatchObject({ status: 'active', custom_data: { cart: 3 } });
  await closeTab(page);
});

it('sends pending custom data with the end of a closed tab', async () => {
  const { shop, kinds, messages } = await openSlowShop(300);
  const page = await shop.visit('/one');
  await expect.poll(kinds).toContain('open');
  await page.evaluate(() => (window as Json).visitorSession.update({ custom_data: { cart: 3 } }));
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', custom_data: { cart: 3 } });
  expect(messages.at(-1)).toMatchObject({ about: 'end', body: { custom_data: { cart: 3 } } });
});

it('sends pending calls again from the next page, where beacons are lost', async () => {
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

it('sends pending calls to the session they were made in, after it has expired', async () => {
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

it('sends an identify to the current session if its own was never opened', async () => {
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
