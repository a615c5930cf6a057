import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectSession } from '../rig/shops.ts';
import type { Tab } from './driver.ts';
import { testedEngines } from './programs.ts';
import { idIn, useEngine } from './rig.ts';

const isVisible = (tab: Tab) => tab.evaluate(() => document.visibilityState === 'visible');

describe.each(testedEngines)('%s', (name) => {
  const { openShop, open } = useEngine(name);

  it('ends the session within seconds of closing the tab', async () => {
    const shop = await openShop();
    const tab = await open(`${shop.origin}/one`);
    await expectSession(shop).toMatchObject({ status: 'active' });
    await tab.close();
    await expect
      .poll(() => shop.session())
      .toMatchObject({
        status: 'ended',
        ended_by: 'client',
        exit_url: `${shop.origin}/one`,
        page_views: 1,
      });
    expect(shop.kinds()).toEqual(['open', 'end']);
  });

  it('ends the session when the visitor goes to another host, and reopens it on return', async () => {
    const elsewhere = await openShop();
    const shop = await openShop({ body: `<a id="away" href="${elsewhere.origin}/">away</a>` });
    const tab = await open(`${shop.origin}/one`);
    await expectSession(shop).toMatchObject({ status: 'active' });
    await tab.click('#away');
    await expectSession(shop).toMatchObject({
      status: 'ended',
      ended_by: 'client',
      exit_url: `${shop.origin}/one`,
    });
    await expectSession(elsewhere).toMatchObject({ status: 'active', page_views: 1 });
    await tab.evaluate(() => history.back());
    await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
    expect(await shop.records()).toHaveLength(1);
  });

  it('ends the session when the page is hidden, and reopens it when it is shown', async () => {
    const shop = await openShop();
    const tab = await open(`${shop.origin}/one`);
    await expectSession(shop).toMatchObject({ status: 'active' });
    await tab.hide();
    await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/one` });
    await tab.show();
    await expectSession(shop).toMatchObject({
      status: 'active',
      page_views: 1,
      reopened_count: 1,
    });
    expect(await shop.records()).toHaveLength(1);
  });

  it('makes one session of two windows opened at once, and ends it with the second', async () => {
    const shop = await openShop();
    const [one, two] = [await open(), await open()];
    await Promise.all([one.goto(`${shop.origin}/one`), two.goto(`${shop.origin}/two`)]);
    expect([await isVisible(one), await isVisible(two)]).toEqual([true, true]);
    await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
    await expect.poll(async () => (await idIn(one)) === (await idIn(two))).toBe(true);
    expect(await shop.records()).toHaveLength(1);
    await one.close();
    // The other reads it in the record and reports at once. Its report may overtake the end, which then closes nothing.
    await expect.poll(() => shop.kinds().sort()).toEqual(['end', 'open', 'open', 'open']);
    await pass(500);
    expect(await shop.session()).toMatchObject({ status: 'active', exit_url: null, page_views: 2 });
    await two.close();
    await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/two` });
    expect(await shop.records()).toHaveLength(1);
  });
});
