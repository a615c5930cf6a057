/**
 * Debian's Chromium, as a visitor has it: tabs hide one another, windows lose the focus, and the back/forward
 * cache is on. Playwright takes all of that away from the browsers that it launches itself, and leaves it alone
 * (`noDefaults`) in one that it is only connected to.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { findChromium } from '../engines/programs.ts';

const FLAGS = [
  '--headless=new',
  '--no-sandbox',
  '--no-first-run',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A Chromium at an address, which nobody watches: one that is watched does not prerender. */
export function openUnwatched(url: string): () => Promise<void> {
  const { child, remove } = launch(url);
  return async () => {
    child.kill();
    await remove();
  };
}

/** A Chromium that is driven from here. */
export async function startChromium(): Promise<{ browser: Browser; stop: () => Promise<void> }> {
  const { endpoint, remove } = await launchOpen();
  const browser = await chromium.connectOverCDP(endpoint, { noDefaults: true });
  const stop = async () => {
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.close');
    await remove();
  };
  return { browser, stop };
}

/** A Chromium that takes commands at `endpoint`; `remove` waits for its end, and removes what it leaves. */
export async function launchOpen(): Promise<{ endpoint: string; remove: () => Promise<void> }> {
  const { child, remove } = launch('about:blank', '--remote-debugging-port=0');
  return { endpoint: await endpointOf(child), remove };
}

function launch(url: string, ...flags: string[]) {
  const file = findChromium();
  if (file === null)
    throw new Error('There is no Chromium; get one with: apt-get install chromium');
  const profile = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-chromium-'));
  const child = spawn(file, [...FLAGS, ...flags, `--user-data-dir=${profile}`, url], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const remove = async () => {
    await exited;
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  return { child, remove };
}

function endpointOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.once('exit', () => reject(new Error(`Chromium does not start: ${output}`)));
    child.stderr?.on('data', (chunk) => {
      output += chunk;
      const endpoint = /ws:\/\/\S+/.exec(output)?.[0];
      if (endpoint !== undefined) resolve(endpoint);
    });
  });
}
