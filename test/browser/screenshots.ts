/**
 * `npm run screenshots`: pictures of every view of the dashboard, of the demo as `npm run dev` fills it, in light, in dark and on a
 * phone. They are for looking at: nothing compares them.
 *
 *   node test/browser/screenshots.ts [--only overview] [--readme] [--out .wrangler/screenshots]
 *
 * `--readme` also makes anew the picture that README shows.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { findChromium } from '../engines/programs.ts';
import { FIGURE, readTimes, watchTimes } from './dashboard/times.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const PORT = 8792;
const ORIGIN = `http://localhost:${PORT}`;
const WIDE = { width: 1280, height: 800 };
const PHONE = { width: 390, height: 844 };
const LOOKS = [
  { name: 'light', viewport: WIDE, colorScheme: 'light' },
  { name: 'dark', viewport: WIDE, colorScheme: 'dark' },
  { name: 'phone', viewport: PHONE, colorScheme: 'light' },
] as const;
const USER_AGENT =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const MAX_README_BYTES = 200_000;

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string' },
    readme: { type: 'boolean', default: false },
    out: { type: 'string', default: '.wrangler/screenshots' },
  },
});
const out = path.resolve(ROOT, flags.out);

/** What is opened of the overview beyond the view itself, by a name. */
const STATES: Record<string, (page: Page) => Promise<void>> = {
  period: (page) => page.locator('.period > button').click(),
  search: (page) => page.getByLabel('Filter', { exact: true }).fill('go'),
  list: (page) => page.getByRole('button', { name: 'All of Entry page' }).click(),
  keys: (page) => page.keyboard.press('?'),
};

const stateDir = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-screenshots-'));
const service = spawn(
  process.execPath,
  ['src/dev/start.ts', '--port', String(PORT), '--persist-to', stateDir],
  { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] },
);
const executablePath = findChromium();
if (executablePath === null) throw new Error('There is no Chromium.');
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
});
try {
  mkdirSync(out, { recursive: true });
  await waitForService();
  await comeToTheShop(browser);
  for (const { name, ...look } of LOOKS) await takeAll(name, look);
  if (flags.readme) await takeForReadme();
} finally {
  await browser.close();
  const ended = new Promise((resolve) => service.once('exit', resolve));
  service.kill();
  await ended;
  rmSync(stateDir, { recursive: true, force: true, maxRetries: 5 });
}

async function waitForService(): Promise<void> {
  for (let tries = 0; tries < 120; tries += 1) {
    if (await fetch(ORIGIN).catch(() => null)) return;
    await pass(1_000);
  }
  throw new Error('"npm run dev" does not start.');
}

/** Somebody is there, so that "live" has something to show. */
async function comeToTheShop(browser: Browser): Promise<void> {
  for (const visited of ['/demo', '/demo/journal', '/demo/studio']) {
    // By its own name a browser without a window is a bot.
    const page = await browser.newPage({ userAgent: USER_AGENT });
    await page.goto(ORIGIN + visited);
    await pass(1_000);
  }
}

type Look = Pick<(typeof LOOKS)[number], 'viewport' | 'colorScheme'>;

async function openSignedIn(look: Look): Promise<Page> {
  const window = await browser.newContext(look);
  await window.request.post(`${ORIGIN}/api/dashboard/session`, {
    data: { key: 'dev-admin-key' },
    headers: { origin: ORIGIN },
  });
  return await window.newPage();
}

async function takeAll(look: string, options: Look): Promise<void> {
  const signedOut = await browser.newPage(options);
  await signedOut.goto(`${ORIGIN}/dashboard`);
  await take(signedOut, `sign-in.${look}`);
  const page = await openSignedIn(options);
  await watchTimes(page);
  await page.goto(`${ORIGIN}/dashboard`);
  await page.locator(FIGURE).first().waitFor();
  const { figuresMs } = await readTimes(page);
  console.log(`first figures in a new ${look} window after ${Math.round(figuresMs)} ms`);
  await settle(page);
  // With one view there are no tabs.
  const links = await page
    .locator('.top nav a')
    .evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
  for (const href of links.length === 0 ? ['/dashboard'] : links) {
    const view = new URL(href, ORIGIN).searchParams.get('view') ?? 'overview';
    if (flags.only !== undefined && flags.only !== view) continue;
    await page.goto(ORIGIN + href);
    // Lists have no end; the overview has.
    await take(page, `${view}.${look}`, view === 'overview');
    if (view === 'overview') await takeStates(page, href, look);
    else await takeOne(page, `${view}-one.${look}`);
  }
}

async function takeStates(page: Page, href: string, look: string): Promise<void> {
  for (const [name, reach] of Object.entries(STATES)) {
    await page.goto(ORIGIN + href);
    await settle(page);
    await reach(page);
    await take(page, `overview-${name}.${look}`, false);
  }
}

/** What the first row of a list leads to. */
async function takeOne(page: Page, name: string): Promise<void> {
  const row = page.locator('main a[data-row]').first();
  if ((await row.count()) === 0) return;
  await row.click();
  await page.locator('.detail .card').first().waitFor();
  await take(page, name);
}

async function take(page: Page, name: string, fullPage = true): Promise<void> {
  await settle(page);
  await page.screenshot({ path: path.join(out, `${name}.png`), fullPage });
  console.log(path.relative(ROOT, path.join(out, `${name}.png`)));
}

/** Until everything is there, what comes when it is scrolled to as well. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.evaluate(async () => {
    const { scrollHeight } = document.documentElement;
    for (let y = 0; y < scrollHeight; y += 400) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    scrollTo(0, 0);
  });
  await page.waitForLoadState('networkidle');
  await page.waitForTimeout(300);
}

async function takeForReadme(): Promise<void> {
  const page = await openSignedIn({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' });
  await page.goto(`${ORIGIN}/dashboard`);
  await settle(page);
  const file = path.join(ROOT, 'src/dashboard/overview.png');
  await page.screenshot({ path: file });
  const { size } = statSync(file);
  console.log(`${path.relative(ROOT, file)}: ${size} bytes (at most ${MAX_README_BYTES})`);
  if (size > MAX_README_BYTES) process.exitCode = 1;
}
