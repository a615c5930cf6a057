import { setTimeout as pass } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { expectSession, type Json } from '../rig/shops.ts';
import type { Tab } from './driver.ts';
import { testedEngines } from './programs.ts';
import { useEngine } from './rig.ts';

const CALLS = `<script>
  function identify() {
    visitorSession.identify({ email: 'ann@example.com', create_task: true });
  }
  function addToCart() {
    visitorSession.update({ custom_data: { cart: 1 } });
  }
</script>`;
const WITHOUT_BEACONS = `<script>
  Navigator.prototype.sendBeacon = () => { throw new TypeError('Blocked') };
</script>`;
const body = (elsewhere: string) => `
  <form action="/bare" onsubmit="identify()"><button id="form">Send</button></form>
  <a id="link" href="/two" onclick="identify()">two</a>
  <button id="assign" onclick="identify(); location.assign('${elsewhere}/')">Pay</button>
  <a id="noting" href="/two" onclick="addToCart()">Put into the cart</a>
  <a id="noting-bare" href="/bare" onclick="addToCart()">Put into the cart</a>`;

type Leave = (tab: Tab, click: (selector: string) => Promise<unknown>) => Promise<unknown>;
const WAYS: [string, Leave][] = [
  ['by a form to a page without the script', (_tab, click) => click('#form')],
  ['by a link to a page with the script', (_tab, click) => click('#link')],
  ['by location.assign to another host', (_tab, click) => click('#assign')],
  [
    'by closing the tab',
    async (tab) => {
      await tab.evaluate(() => (window as Json).identify());
      await tab.close();
    },
  ],
];
/** Drivers take their time to click; a visitor who is faster than the API is played in the page. */
const clickAtOnce = (tab: Tab, selector: string) =>
  tab.evaluate((selector) => document.querySelector<HTMLElement>(selector)?.click(), selector);
const CASES = [
  { when: '', isAnswered: true, head: CALLS },
  { when: ', before the session was opened', isAnswered: false, head: CALLS },
  { when: ', where beacons throw', isAnswered: true, head: WITHOUT_BEACONS + CALLS },
  {
    when: ', before the session was opened, where beacons throw',
    isAnswered: false,
    head: WITHOUT_BEACONS + CALLS,
  },
].flatMap(({ when, ...page }) =>
  WAYS.map(([how, leave]) => ({ name: how + when, leave, ...page })),
);

describe.each(testedEngines)('%s', (name) => {
  const { openShop, open } = useEngine(name);

  /** A page to leave, whose create has its response, or is still on its way. */
  async function visit(head: string, isAnswered: boolean) {
    const { origin } = await openShop();
    const shop = await openShop({ head, body: body(origin) });
    shop.delayBy(isAnswered ? 80 : 400);
    const tab = await open(`${shop.origin}/one`);
    if (isAnswered) await expectSession(shop).toMatchObject({ status: 'active' });
    // For the answer to arrive; or no more than a quick visitor needs.
    await pass(isAnswered ? 150 : 50);
    return { shop, tab };
  }

  it.each(CASES)('identifies a visitor on leaving $name', async (page) => {
    const { shop, tab } = await visit(page.head, page.isAnswered);
    await page.leave(tab, (selector) =>
      page.isAnswered ? tab.click(selector) : clickAtOnce(tab, selector),
    );
    await expectSession(shop).toMatchObject({ lead: { email: 'ann@example.com' } });
    // Long enough for it to arrive twice.
    await pass(500);
    expect(await shop.countTasks()).toBe(1);
    expect(await shop.records()).toHaveLength(1);
  });

  it.each([
    ['with', '#noting'],
    ['without', '#noting-bare'],
  ])('keeps data given on a link to a page %s the script', async (_with, link) => {
    const { shop, tab } = await visit(CALLS, true);
    await tab.click(link);
    await expectSession(shop).toMatchObject({ custom_data: { cart: 1 } });
    expect(await shop.records()).toHaveLength(1);
  });
});
