import { expect, it } from 'vitest';
import {
  closeTab,
  context,
  expectSession,
  idIn,
  type Json,
  openShop,
  pass,
  useRig,
  visibilityOf,
  visitInNewWindow,
} from './rig.ts';

useRig();

/** Two tabs of a shop that has never been visited, loaded at once. */
async function openTwo(shop: { origin: string }) {
  const [one, two] = [await context.newPage(), await visitInNewWindow('about:blank')];
  await Promise.all([one.goto(`${shop.origin}/one`), two.goto(`${shop.origin}/two`)]);
  return [one, two] as const;
}

it('makes one session of two tabs opened at once', async () => {
  const shop = await openShop();
  const [one, two] = await openTwo(shop);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  await pass(300);
  expect(await shop.records()).toHaveLength(1);
  expect(await idIn(one)).toBe(await idIn(two));
  await closeTab(one);
  await closeTab(two);
  await expectSession(shop).toMatchObject({ status: 'ended', page_views: 2 });
});

it('makes one session of two tabs opened at once without Web Locks', async () => {
  const head = '<script>Object.defineProperty(navigator, "locks", { value: undefined })</script>';
  const shop = await openShop({ head });
  const [one, two] = await openTwo(shop);
  await expectSession(shop).toMatchObject({ status: 'active' });
  await pass(500);
  expect(await shop.records()).toHaveLength(1);
  expect(await idIn(one)).toBe(await idIn(two));
  await Promise.all([closeTab(one), closeTab(two)]);
});

it('keeps the session open for a tab that outlives another', async () => {
  const shop = await openShop();
  const one = await shop.visit('/one');
  const two = await visitInNewWindow(`${shop.origin}/two`);
  expect([await visibilityOf(one), await visibilityOf(two)]).toEqual(['visible', 'visible']);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  await closeTab(one);
  // Two reopens what one has ended, as soon as it reads the record.
  await expectSession(shop).toMatchObject({ status: 'active', reopened_count: 1 });
  await pass(500);
  expect(await shop.session()).toMatchObject({ status: 'active', exit_url: null, page_views: 2 });
  await closeTab(two);
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/two` });
  expect(await shop.records()).toHaveLength(1);
});

it('ends the session when all tabs are closed at once', async () => {
  const shop = await openShop();
  const one = await shop.visit('/one');
  const two = await visitInNewWindow(`${shop.origin}/two`);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  await Promise.all([closeTab(one), closeTab(two)]);
  await expectSession(shop).toMatchObject({ status: 'ended', page_views: 2 });
  expect(await shop.records()).toHaveLength(1);
});

it('goes on in the other tab of the window when the visitor switches', async () => {
  const shop = await openShop();
  const one = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
  const two = await shop.visit('/two');
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  await one.bringToFront();
  await pass(300);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  await closeTab(one);
  await two.bringToFront();
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  await closeTab(two);
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/two` });
  expect(await shop.records()).toHaveLength(1);
});

it('comes back from the back/forward cache into the same session', async () => {
  const head =
    '<script>addEventListener("pageshow", (event) => (window.wasKept = event.persisted))</script>';
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
  const id = await idIn(page);
  await page.evaluate(() => location.assign('/two'));
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  await page.evaluate(() => history.back());
  await expect.poll(() => page.evaluate(() => location.pathname)).toBe('/one');
  expect(await page.evaluate(() => (window as Json).wasKept)).toBe(true);
  await expectSession(shop).toMatchObject({
    session_id: id,
    status: 'active',
    page_views: 3,
    current_url: `${shop.origin}/one`,
  });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/one` });
});

it('comes back to the session after the page of another site', async () => {
  const shop = await openShop();
  const elsewhere = await openShop();
  const page = await shop.visit('/');
  await expectSession(shop).toMatchObject({ status: 'active' });
  await page.evaluate((url) => location.assign(url), elsewhere.origin);
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/` });
  // The session ends before the other page is there.
  await page.waitForURL(`${elsewhere.origin}/`);
  await page.evaluate(() => history.back());
  await expectSession(shop).toMatchObject({ status: 'active', reopened_count: 1, page_views: 2 });
  await closeTab(page);
});

it('does not let an end that comes late close what the next page has opened', async () => {
  const shop = await openShop();
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ status: 'active' });
  await page.evaluate(() => {
    // The beacon of this page is held up on its way, until the next page has long been open.
    Navigator.prototype.sendBeacon = (url, body) => {
      sessionStorage.setItem('late', JSON.stringify([url, body]));
      return true;
    };
  });
  await page.goto(`${shop.origin}/two`);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  const status = await page.evaluate(async () => {
    const [url, body] = JSON.parse(sessionStorage.getItem('late') ?? '[]');
    return (await fetch(url, { method: 'POST', body })).status;
  });
  expect(status).toBe(200);
  expect(await shop.session()).toMatchObject({ status: 'active', page_views: 2, exit_url: null });
  await closeTab(page);
});
