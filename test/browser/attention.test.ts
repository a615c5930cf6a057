import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import {
  closeTab,
  context,
  expectSession,
  type Json,
  openShop,
  openWatchedShop,
  pass,
  useRig,
} from './rig.ts';

useRig();

it('counts the time in which the page is visible and has the focus', async () => {
  const shop = await openShop();
  const page = await shop.visit('/');
  await pass(1500);
  const other = await context.newPage();
  await expectSession(shop).toMatchObject({ status: 'ended' });
  const { active_time } = await shop.session();
  expect(active_time).toBeGreaterThan(1000);
  await pass(1500);
  await page.bringToFront();
  await expectSession(shop).toMatchObject({ status: 'active' });
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended' });
  const ended = await shop.session();
  expect(ended.active_time).toBeGreaterThanOrEqual(active_time);
  expect(ended.duration - ended.active_time).toBeGreaterThan(1400);
  await closeTab(other);
});

/** A page whose clock is moved on: its visitor does nothing but what the test does. */
async function stay(page: Page, minutes: number, each: () => Promise<unknown>) {
  for (let minute = 0; minute < minutes; minute += 1) {
    await each();
    await page.clock.runFor(30_000);
    await pass(60);
    await each();
    await page.clock.runFor(30_000);
    await pass(60);
  }
}

it.each([
  ['a video that plays', (page: Page) => page.evaluate(() => (window as Json).play())],
  [
    'scrolling',
    (page: Page) =>
      page.evaluate(() => {
        scrollBy(0, 3);
      }),
  ],
])(
  'takes %s for presence, up to 10 minutes after the last movement',
  async (_name, each) => {
    // Only the event of media: this Chromium plays none.
    const body = `<div style="height: 90000px"></div><video></video><script>
    window.play = () => document.querySelector('video').dispatchEvent(new Event('timeupdate'));
  </script>`;
    const { shop, messages } = await openWatchedShop({ body });
    const page = await context.newPage();
    await page.clock.install();
    await page.goto(`${shop.origin}/`);
    await expectSession(shop).toMatchObject({ status: 'active' });
    await page.mouse.move(1, 1);
    await stay(page, 9, () => each(page));
    const sent = messages.length;
    expect(sent).toBeGreaterThanOrEqual(4);
    expect(messages.at(-1)?.body.active_time).toBeGreaterThan(4 * 60_000);
    await stay(page, 15, () => each(page));
    // One may still have been due within the 10 minutes.
    expect(messages.length).toBeLessThanOrEqual(sent + 1);
    const silent = messages.length;
    await page.mouse.move(5, 5);
    await page.clock.runFor(31_000);
    await expect.poll(() => messages.length).toBe(silent + 1);
    const active = messages.at(-1)?.body.active_time;
    expect(active).toBeGreaterThan(9 * 60_000);
    expect(active).toBeLessThan(11.5 * 60_000);
    expect(await shop.records()).toHaveLength(1);
    await closeTab(page);
  },
  60_000,
);

it('does not take an element that scrolls by itself for presence', async () => {
  const body = `<div id="ticker" style="height: 50px; overflow: auto"><p style="height: 9000px"></p></div>`;
  const { shop, messages } = await openWatchedShop({ body });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${shop.origin}/`);
  await expectSession(shop).toMatchObject({ status: 'active' });
  await page.mouse.move(1, 1);
  await stay(page, 6, () => page.evaluate(() => document.querySelector('#ticker')?.scrollBy(0, 5)));
  expect(messages.length).toBeLessThanOrEqual(2);
  await closeTab(page);
}, 60_000);

it('begins another session in the same page without the referrer and campaign of the first', async () => {
  const from = await openShop({ body: '' });
  const { shop, messages } = await openWatchedShop({ site: { idle_timeout_ms: 60_000 } });
  const page = await context.newPage();
  await page.clock.install();
  await page.goto(`${from.origin}/`);
  await page.evaluate((url) => location.assign(url), `${shop.origin}/one?utm_source=news`);
  await page.waitForURL(/utm_source/);
  await expectSession(shop).toMatchObject({
    utm_params: { source: 'news' },
    referrer: `${from.origin}/`,
  });
  const first = await shop.session();
  await page.clock.runFor(31_000);
  await expect.poll(() => messages.length).toBe(2);
  await pass(300);
  await page.clock.runFor(20 * 60_000);
  await page.mouse.move(5, 5);
  await page.clock.runFor(31_000);
  await expect.poll(shop.records).toHaveLength(2);
  const { session_id } = (await shop.records()).find(
    (record) => record.session_id !== first.session_id,
  ) ?? { session_id: '' };
  await expectSession(shop, session_id).toMatchObject({
    status: 'active',
    previous_session_id: first.session_id,
    visitor_id: first.visitor_id,
    referrer: null,
    utm_params: { source: null },
    landing_url: `${shop.origin}/one?utm_source=news`,
    page_views: 1,
  });
  await closeTab(page);
}, 60_000);
