/** Shops, and a Chromium that visits them. */
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, inject, onTestFinished } from 'vitest';
import { makeDetour } from '../rig/detour.ts';
import type { Service } from '../rig/serve.ts';
import {
  type Json,
  type Settings,
  type Shop as ShopAlone,
  type Shops,
  startShops,
} from '../rig/shops.ts';
import { startChromium } from './chromium.ts';

export type { Message } from '../rig/detour.ts';
export { expectSession } from '../rig/shops.ts';
export type { Json };

export type Shop = ShopAlone & {
  /** Opens a page of the shop in a new tab. */
  visit: (path?: string) => Promise<Page>;
  /** What the pages have sent to the API, as `METHOD /path`, in order. */
  sent: string[];
};

export let context: BrowserContext;
export let service: Service;
let shops: Shops;

/** Starts it all before the tests of a file, and stops it afterwards. */
export function useRig(): void {
  let stopChromium = async () => {};
  beforeAll(async () => {
    shops = await startShops(inject('workerScript'));
    service = shops.service;
    const { browser, stop } = await startChromium();
    stopChromium = stop;
    context = browser.contexts()[0] as BrowserContext;
  }, 60_000);
  afterAll(async () => {
    await stopChromium();
    await shops.stop();
  }, 30_000);
}

/** Makes a shop of which is seen what its pages send to the API, if they find it beside the script. */
export async function openShop(settings: Settings = {}): Promise<Shop> {
  const shop = await shops.open(settings);
  const { origin } = shop;
  const sent: string[] = [];
  context.on('request', (request) => {
    const { origin: target, pathname } = new URL(request.url());
    if (
      target === service.url.origin &&
      // The frame of a page that is just being opened is not there yet.
      !request.isNavigationRequest() &&
      request.frame().url().startsWith(origin) &&
      pathname !== '/s.js'
    )
      sent.push(`${request.method()} ${pathname.replace('/api/visitors/session', '')}`);
  });
  const visit = async (path = '/') => {
    const page = await context.newPage();
    await page.goto(origin + path);
    return page;
  };
  return { ...shop, sent, visit };
}

/** A way to the API that can be made slow, or to fail, and that sees everything that is sent. */
export async function openDetour() {
  const detour = await makeDetour(service.url);
  onTestFinished(detour.close);
  return detour;
}

/** Closes a tab as its visitor would. */
export async function closeTab(page: Page): Promise<void> {
  await page.close();
}

/** A shop whose messages are all seen on their way. */
export async function openWatchedShop(settings: Settings = {}) {
  const detour = await openDetour();
  const shop = await openShop({ ...settings, api: detour.api });
  const { messages } = detour.state;
  return { shop, detour, messages, kinds: () => messages.map(({ about }) => about) };
}

/** Opens a page in a window of its own, so that it hides no other. */
export async function visitInNewWindow(url: string): Promise<Page> {
  const browser = context.browser();
  if (browser === null) throw new Error('The browser is gone.');
  const session = await browser.newBrowserCDPSession();
  const [page] = await Promise.all([
    context.waitForEvent('page'),
    session.send('Target.createTarget', { url, newWindow: true }),
  ]);
  await page.waitForLoadState();
  return page;
}

export const visibilityOf = (page: Page) => page.evaluate(() => document.visibilityState);
export const idIn = (page: Page): Promise<string | undefined> =>
  page.evaluate(() => (window as Json).visitorSession.id);
/** Lets pass what must not happen. */
export const pass = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
