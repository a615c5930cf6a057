/** Shops, and an engine that visits them. What their pages send is seen on its way, and asks for no preflight in any engine. */
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { type Message, makeDetour } from '../rig/detour.ts';
import { type Json, type Settings, type Shop, type Shops, startShops } from '../rig/shops.ts';
import type { Engine, Tab } from './driver.ts';
import type { EngineName } from './programs.ts';
import { startChromium, startFirefox } from './puppeteer.ts';
import { startWebKit } from './webkit.ts';

const STARTS = { Chromium: startChromium, Firefox: startFirefox, WebKit: startWebKit };

export type WatchedShop = Shop & {
  /** What its pages have sent, in order. */
  messages: Message[];
  kinds: () => string[];
  /** The API answers that much later. */
  delayBy: (ms: number) => void;
  /** How many tasks the site's newest session has. */
  countTasks: () => Promise<number | undefined>;
};

/** Starts an engine before the tests that are described together, and stops it afterwards. */
export function useEngine(name: EngineName) {
  let shops: Shops;
  let engine: Engine | undefined;
  let tabs: Tab[] = [];
  let detours: Awaited<ReturnType<typeof makeDetour>>[] = [];

  beforeAll(async () => {
    shops = await startShops(inject('workerScript'));
    engine = await STARTS[name]();
  }, 60_000);
  afterEach(async () => {
    const preflights = detours.map(({ state }) => state.preflights);
    // A test may have closed some.
    await Promise.allSettled(tabs.map((tab) => tab.close()));
    for (const { close } of detours) close();
    tabs = [];
    detours = [];
    expect(preflights).not.toContainEqual(expect.toSatisfy((count) => count > 0));
  });
  afterAll(async () => {
    await engine?.stop();
    await shops.stop();
  }, 30_000);

  const openShop = async (settings: Settings = {}): Promise<WatchedShop> => {
    const detour = await makeDetour(shops.service.url);
    detours.push(detour);
    const shop = await shops.open({ ...settings, api: detour.api });
    const { messages } = detour.state;
    const countTasks = async () => {
      const db = await shops.service.miniflare.getD1Database('DB');
      return db
        .prepare('SELECT COUNT(*) AS tasks FROM tasks WHERE session_id = ?')
        .bind((await shop.records()).at(-1)?.session_id ?? '')
        .first<number>('tasks');
    };
    return {
      ...shop,
      messages,
      kinds: () => messages.map(({ about }) => about),
      delayBy: (ms) => {
        detour.state.delayMs = ms;
      },
      countTasks: async () => (await countTasks()) ?? 0,
    };
  };
  /** Opens a tab in a window of its own, empty or at an address. */
  const open = async (url?: string): Promise<Tab> => {
    if (engine === undefined) throw new Error(`${name} has not started.`);
    const tab = await engine.open();
    tabs.push(tab);
    if (url !== undefined) await tab.goto(url);
    return tab;
  };
  return { openShop, open };
}

/** Of the session that a page takes part in. */
export const idIn = (tab: Tab): Promise<string | null> =>
  tab.evaluate(() => (window as Json).visitorSession.id ?? null);
