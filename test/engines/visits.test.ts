import { describe, expect, it } from 'vitest';
import { expectSession } from '../rig/shops.ts';
import { testedEngines } from './programs.ts';
import { idIn, useEngine } from './rig.ts';

const BODY = `<a id="link" href="/two">two</a>
  <form action="/three"><input id="field" name="q"><button id="submit">Go</button></form>`;

describe.each(testedEngines)('%s', (name) => {
  const { openShop, open } = useEngine(name);

  it('opens one session on the first visit, with one message', async () => {
    const shop = await openShop();
    const url = `${shop.origin}/shoes?utm_source=mail`;
    const tab = await open(url);
    await expectSession(shop).toMatchObject({
      status: 'active',
      landing_url: url,
      page_views: 1,
      utm_params: { source: 'mail' },
    });
    const [record] = await shop.records();
    await expect.poll(() => idIn(tab)).toBe(record?.session_id);
    expect(shop.kinds()).toEqual(['open']);
    expect(await shop.records()).toHaveLength(1);
  });

  it('goes on with the session by a link, by forms and after a reload', async () => {
    const shop = await openShop({ body: BODY });
    const tab = await open(`${shop.origin}/one`);
    await expectSession(shop).toMatchObject({ page_views: 1 });
    const { session_id } = await shop.session();
    await tab.click('#link');
    await expectSession(shop).toMatchObject({ page_views: 2, current_url: `${shop.origin}/two` });
    await tab.click('#submit');
    await expectSession(shop).toMatchObject({ page_views: 3 });
    await tab.enter('#field');
    await expectSession(shop).toMatchObject({ page_views: 4 });
    expect(shop.kinds()).toEqual(['open', 'open', 'open', 'open']);
    await tab.evaluate(() => location.reload());
    await expectSession(shop).toMatchObject({
      session_id,
      status: 'active',
      page_views: 5,
      landing_url: `${shop.origin}/one`,
      current_url: `${shop.origin}/three?q=`,
      engaged: true,
    });
    expect(await shop.records()).toHaveLength(1);
  });

  it('goes on with the session back and forward', async () => {
    const shop = await openShop({ body: BODY });
    const tab = await open(`${shop.origin}/one`);
    await expectSession(shop).toMatchObject({ page_views: 1 });
    const { session_id } = await shop.session();
    await tab.click('#link');
    await expectSession(shop).toMatchObject({ page_views: 2 });
    await tab.evaluate(() => history.back());
    await expectSession(shop).toMatchObject({ page_views: 3, current_url: `${shop.origin}/one` });
    await tab.evaluate(() => history.forward());
    await expectSession(shop).toMatchObject({
      session_id,
      status: 'active',
      page_views: 4,
      current_url: `${shop.origin}/two`,
    });
    expect(await shop.records()).toHaveLength(1);
    await tab.close();
    await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/two` });
  });
});
