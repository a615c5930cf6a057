/** How the script is put into a page: its address, its attributes, several of it, frames. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  closeTab,
  context,
  expectSession,
  idIn,
  type Json,
  openShop,
  pass,
  type Shop,
  service,
  useRig,
} from './rig.ts';

useRig();

/** A page with the given elements, and what it writes to the console. */
async function visitWith(shop: Shop, elements: string) {
  shop.setOwn(elements);
  const page = await context.newPage();
  const logged: string[] = [];
  page.on('console', (message) => logged.push(message.text()));
  await page.goto(`${shop.origin}/own`);
  const warnings = () => logged.filter((text) => text.startsWith('visitorSession'));
  return { page, warnings };
}

const tag = (site: string, query = '', more = '') =>
  `<script defer src="${service.url.origin}/s.js${query}" data-site="${site}" ${more}></script>`;

it.each(['?v=2026/01', '?a=b/c#/d', '#/x'])('finds the API beside s.js%s', async (query) => {
  const shop = await openShop();
  const { page } = await visitWith(shop, tag(shop.siteId, query));
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
  await closeTab(page);
});

it.each([
  ['no data-site', () => `<script defer src="${service.url.origin}/s.js"></script>`, /data-site/],
  ['an id that is none', () => tag('my-shop'), /Correct the fields.*site_id|site_id/],
  ['an unknown site', () => tag(crypto.randomUUID()), /No site has this id; check site_id/],
])('warns what to do about %s, once', async (_name, elements, message) => {
  const shop = await openShop();
  const { page, warnings } = await visitWith(shop, elements());
  await expect.poll(warnings).toHaveLength(1);
  expect(warnings()[0]).toMatch(message);
  await page.evaluate(() => {
    history.pushState({}, '', '/two');
    (window as Json).visitorSession.identify({ email: 'ann@example.com' });
  });
  await pass(500);
  expect(warnings()).toHaveLength(1);
  await closeTab(page);
});

it('warns what to do about an origin that the site does not allow', async () => {
  const shop = await openShop();
  const stranger = await openShop();
  const { page, warnings } = await visitWith(stranger, tag(shop.siteId));
  await expect.poll(warnings).toHaveLength(1);
  expect(warnings()[0]).toContain('Add this origin to the allowed_origins of the site');
  expect(await shop.records()).toEqual([]);
  await closeTab(page);
});

it('serves two sites in one page, and has the calls of each', async () => {
  const shop = await openShop();
  const other = await openShop({ site: { allowed_origins: ['*'] } });
  const { page } = await visitWith(shop, tag(shop.siteId) + tag(other.siteId));
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
  await expectSession(other).toMatchObject({ status: 'active', page_views: 1 });
  await page.evaluate((site) => {
    const { visitorSession } = window as Json;
    visitorSession.identify({ email: 'ann@example.com' });
    visitorSession[site].identify({ email: 'bob@example.com' });
    history.pushState({}, '', '/two');
  }, other.siteId);
  await expectSession(shop).toMatchObject({ page_views: 2, lead: { email: 'ann@example.com' } });
  await expectSession(other).toMatchObject({ page_views: 2, lead: { email: 'bob@example.com' } });
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended' });
  await expectSession(other).toMatchObject({ status: 'ended' });
});

it('does not count a page in a frame of its own site, and takes its calls', async () => {
  const shop = await openShop();
  const frame = '<iframe src="/framed" width="200" height="100"></iframe>';
  const { page } = await visitWith(shop, `${frame}${tag(shop.siteId)}`);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
  const framed = page.frames().find((one) => one.url().endsWith('/framed')) as unknown as Page;
  await framed.evaluate(() => {
    history.pushState({}, '', '/framed/two');
    (window as Json).visitorSession.identify({ email: 'ann@example.com' });
  });
  await expectSession(shop).toMatchObject({ lead: { email: 'ann@example.com' } });
  await page.evaluate(() => document.querySelector('iframe')?.remove());
  await pass(500);
  expect(await shop.session()).toMatchObject({
    status: 'active',
    page_views: 1,
    current_url: `${shop.origin}/own`,
  });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});

it('takes calls that a frame made before the page around it had the script', async () => {
  const shop = await openShop();
  const { page } = await visitWith(shop, '<iframe src="/framed"></iframe>');
  await expect.poll(() => page.frames().length).toBe(2);
  const framed = page.frames()[1] as unknown as Page;
  await framed.waitForLoadState();
  const speak = (email: string) =>
    framed.evaluate(
      (email) => (window as Json).visitorSession.push(['identify', { email }]),
      email,
    );
  await speak('ann@example.com');
  expect(await shop.records()).toEqual([]);
  await page.evaluate((site) => {
    const script = document.createElement('script');
    script.src = (frames[0] as Json).document.querySelector('script').src;
    script.dataset.site = site;
    document.head.append(script);
  }, shop.siteId);
  await expectSession(shop).toMatchObject({ page_views: 1, lead: { email: 'ann@example.com' } });
  await framed.evaluate(() =>
    (window as Json).visitorSession.push(['update', { custom_data: { cart: 3 } }]),
  );
  await expectSession(shop).toMatchObject({ custom_data: { cart: 3 } });
  await closeTab(page);
});

it('counts a page of the site in a frame of another one', async () => {
  const shop = await openShop();
  const elsewhere = await openShop();
  const { page } = await visitWith(elsewhere, `<iframe src="${shop.origin}/framed"></iframe>`);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
  await closeTab(page);
});

it('has the id of the new session, or none, but never that of one that is long over', async () => {
  const head = `<script>
    if (location.pathname === '/later') {
      const now = Date.now;
      Date.now = () => now() + 3_600_000;
    }
    addEventListener('DOMContentLoaded', () => { window.first = [visitorSession.id] });
  </script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ status: 'active' });
  const before = await idIn(page);
  await page.goto(`${shop.origin}/later`);
  const [first] = await page.evaluate(() => (window as Json).first);
  await expect.poll(shop.records).toHaveLength(2);
  const now = await idIn(page);
  expect(now).not.toBe(before);
  expect([undefined, null, now]).toContain(first);
  expect((await shop.session(now)).status).toBe('active');
  await closeTab(page);
});

it('sends touch points, screen and pixel ratio', async () => {
  const shop = await openShop({
    head: "<script>Object.defineProperty(navigator, 'maxTouchPoints', { value: 5 })</script>",
  });
  const page = await shop.visit('/one');
  const { width, height, ratio } = await page.evaluate(() => ({
    width: screen.width,
    height: screen.height,
    ratio: devicePixelRatio,
  }));
  await expectSession(shop).toMatchObject({
    device: { touch_support: true, screen_size: { width, height }, pixel_ratio: ratio },
  });
  await closeTab(page);
});
