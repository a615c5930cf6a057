/** Chromium and Firefox, headless, which both follow Puppeteer: the one by its own protocol, the other by WebDriver BiDi. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { launchOpen } from '../browser/chromium.ts';
import { callOf, type Engine, type Tab } from './driver.ts';
import { findFirefox } from './programs.ts';

export async function startChromium(): Promise<Engine> {
  const { endpoint, remove } = await launchOpen();
  const browser = await puppeteer.connect({ browserWSEndpoint: endpoint, defaultViewport: null });
  return engineOf(browser, remove);
}

export async function startFirefox(): Promise<Engine> {
  const executablePath = findFirefox();
  if (executablePath === null)
    throw new Error('There is no Firefox; get one with: apt-get install firefox-esr');
  // Beside its profile, which Puppeteer makes and removes, it keeps things at home.
  const home = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-firefox-'));
  const remove = async () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  try {
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath,
      env: { ...process.env, HOME: home },
      defaultViewport: null,
    });
    return engineOf(browser, remove);
  } catch (error) {
    await remove();
    throw error;
  }
}

function engineOf(browser: Browser, remove: () => Promise<void>): Engine {
  return {
    open: async () => tabOf(browser, await browser.newPage({ type: 'window' })),
    stop: async () => {
      await browser.close();
      await remove();
    },
  };
}

function tabOf(browser: Browser, page: Page): Tab {
  let before: Page | undefined;
  return {
    // Firefox reports no load where it has waited for one after the back/forward cache; this suffices everywhere.
    goto: (url) => page.goto(url, { waitUntil: 'domcontentloaded' }),
    evaluate: async (run, ...args) => (await page.evaluate(callOf(run, args))) as never,
    click: (selector) => page.click(selector),
    enter: async (selector) => {
      await page.focus(selector);
      await page.keyboard.press('Enter');
    },
    hide: async () => {
      // A tab comes before the one that is in front.
      await page.bringToFront();
      before = await browser.newPage();
    },
    show: async () => {
      await page.bringToFront();
      await before?.close();
    },
    close: () => page.close(),
  };
}
