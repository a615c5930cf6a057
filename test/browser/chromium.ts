/**
 * Debian's Chromium, as a visitor has it: tabs hide one another, windows lose the focus, and the back/forward
 * cache is on. Playwright takes all of that away from the browsers that it launches itself, and leaves it alone
 * (`noDefaults`) in one that it is only connected to.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--no-first-run',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--remote-debugging-port=0',
];

/** Where Chromium is: `CHROMIUM_PATH`, or by name. Null when there is none. */
export function findChromium(): string | null {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined) return existsSync(named) ? named : null;
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const found = NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
  return found.find((file) => existsSync(file)) ?? null;
}

export async function startChromium(): Promise<{ browser: Browser; stop: () => Promise<void> }> {
  const file = findChromium();
  if (file === null) throw new Error('There is no Chromium; install one with: apt-get install chromium');
  const profile = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-chromium-'));
  const child = spawn(file, [...FLAGS, `--user-data-dir=${profile}`, 'about:blank'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const browser = await chromium.connectOverCDP(await endpointOf(child), { noDefaults: true });
  const stop = async () => {
    await browser.newBrowserCDPSession().then((session) => session.send('Browser.close'));
    await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve(0)));
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { browser, stop };
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.once('exit', () => reject(new Error(`Chromium does not start: ${said}`)));
    child.stderr?.on('data', (chunk) => {
      said += chunk;
      const endpoint = /ws:\/\/\S+/.exec(said)?.[0];
      if (endpoint !== undefined) resolve(endpoint);
    });
  });
}
