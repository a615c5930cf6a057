import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectSession, type Json } from '../rig/shops.ts';
import { testedEngines } from './programs.ts';
import { useEngine } from './rig.ts';

/** A router that took what it needs before the script came. */
const EARLY_ROUTER = '<script>window.push = history.pushState.bind(history)</script>';
const NAVIGATION_ROUTER = `<script>
  window.navigation?.addEventListener('navigate', (event) => event.intercept({ handler: async () => {} }));
</script>`;

describe.each(testedEngines)('%s', (name) => {
  const { openShop, open } = useEngine(name);

  it('counts each page of a single-page application once', async () => {
    const shop = await openShop();
    const tab = await open(`${shop.origin}/app`);
    await expectSession(shop).toMatchObject({ page_views: 1 });
    await tab.evaluate(() => history.pushState({}, '', '/app/cart'));
    await expectSession(shop).toMatchObject({
      page_views: 2,
      current_url: `${shop.origin}/app/cart`,
    });
    await tab.evaluate(() => {
      history.pushState({}, '', '/app/cart');
      history.replaceState({}, '', '/app/cart?sort=price');
    });
    await pass(500);
    expect(await shop.session()).toMatchObject({ page_views: 2 });
    await tab.evaluate(() => history.pushState({}, '', '/app/pay'));
    await expectSession(shop).toMatchObject({ page_views: 3 });
    await tab.evaluate(() => history.back());
    await expectSession(shop).toMatchObject({
      status: 'active',
      page_views: 4,
      current_url: `${shop.origin}/app/cart?sort=price`,
    });
    expect(await shop.records()).toHaveLength(1);
  });

  it('counts pages of a router that took pushState before the script came', async () => {
    const shop = await openShop({ head: EARLY_ROUTER });
    const tab = await open(`${shop.origin}/app`);
    await expectSession(shop).toMatchObject({ page_views: 1 });
    for (const [views, path] of [
      [2, '/app/cart'],
      [3, '/app/pay'],
    ] as const) {
      await tab.evaluate((path) => (window as Json).push({}, '', path), path);
      await pass(1500);
      expect(await shop.session()).toMatchObject({
        page_views: views,
        current_url: shop.origin + path,
      });
    }
  });

  it('counts pages of a router on the Navigation API', async ({ skip }) => {
    const shop = await openShop({ head: NAVIGATION_ROUTER });
    const tab = await open(`${shop.origin}/app`);
    await expectSession(shop).toMatchObject({ page_views: 1 });
    if (!(await tab.evaluate(() => 'navigation' in window)))
      skip(`This ${name} has no Navigation API.`);
    for (const [views, path] of [
      [2, '/app/cart'],
      [3, '/app/pay'],
    ] as const) {
      await tab.evaluate(async (path) => {
        await (window as Json).navigation.navigate(path).finished;
      }, path);
      await expectSession(shop).toMatchObject({
        status: 'active',
        page_views: views,
        current_url: shop.origin + path,
      });
    }
    await pass(500);
    expect(await shop.session()).toMatchObject({ page_views: 3 });
  });
});
