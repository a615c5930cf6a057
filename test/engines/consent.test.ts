import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectSession, type Json } from '../rig/shops.ts';
import type { Tab } from './driver.ts';
import { testedEngines } from './programs.ts';
import { idIn, useEngine } from './rig.ts';

const SETTINGS = { attributes: 'data-auto="off"', body: '<a id="link" href="/two">two</a>' };
const stored = (tab: Tab) => tab.evaluate(() => ({ ...localStorage }) as Record<string, string>);
const consent = (tab: Tab, isGiven: boolean) =>
  tab.evaluate((isGiven) => (window as Json).visitorSession.consent(isGiven), isGiven);

describe.each(testedEngines)('%s', (name) => {
  const { openShop, open } = useEngine(name);

  it('sends and stores nothing before consent, and begins by itself on the pages after it', async () => {
    const shop = await openShop(SETTINGS);
    const tab = await open(`${shop.origin}/one`);
    await tab.evaluate(() => history.pushState({}, '', '/one/more'));
    await pass(500);
    expect([shop.kinds(), await shop.records(), await stored(tab)]).toEqual([[], [], {}]);
    await consent(tab, true);
    await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
    await tab.click('#link');
    await expectSession(shop).toMatchObject({
      status: 'active',
      page_views: 2,
      current_url: `${shop.origin}/two`,
    });
    expect(await shop.records()).toHaveLength(1);
  });

  it('ends the session when consent is withdrawn, and keeps still afterwards', async () => {
    const shop = await openShop(SETTINGS);
    const tab = await open(`${shop.origin}/one`);
    await consent(tab, true);
    await expectSession(shop).toMatchObject({ status: 'active' });
    await expect.poll(() => idIn(tab)).toBeTypeOf('string');
    await consent(tab, false);
    expect(await stored(tab)).toEqual({ [`visitorSession:${shop.siteId}`]: '0' });
    expect(await idIn(tab)).toBeNull();
    await expectSession(shop).toMatchObject({ status: 'ended', ended_by: 'client' });
    const { length } = shop.kinds();
    await tab.click('#link');
    await expect.poll(() => tab.evaluate(() => location.pathname)).toBe('/two');
    await tab.evaluate(() => history.pushState({}, '', '/unseen'));
    await pass(500);
    await tab.close();
    await pass(300);
    expect(shop.kinds()).toHaveLength(length);
    expect(await shop.session()).toMatchObject({ status: 'ended', page_views: 1 });
  });
});
