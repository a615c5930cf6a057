/** The dashboard of a site that has sessions, in windows that share nothing with each other. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';
import { beforeAll, expect, onTestFinished } from 'vitest';
import { fillSite } from '../../bench/reports-data.ts';
import { ADMIN_KEY, makeSite } from '../../rig/serve.ts';
import { context, type Json, service, useRig } from '../rig.ts';
import { FIGURE } from './times.ts';

export const WIDE = { width: 1280, height: 800 };
export const PHONE = { width: 390, height: 844 };
const SESSIONS = 3_000;

export type Filled = { siteId: string; keys: Record<'read' | 'write' | 'all', string> };

/** Starts the rig with a site of 3,000 sessions of the last thirty days. */
export function useFilledSite(): Filled {
  const filled: Filled = { siteId: '', keys: { read: '', write: '', all: '' } };
  useRig();
  beforeAll(async () => {
    Object.assign(filled, await makeKeyedSite({ name: 'Kestrel', timezone: 'Europe/Berlin' }));
    const db = await service.miniflare.getD1Database('DB');
    await fillSite(db, { siteId: filled.siteId, count: SESSIONS, until: Date.now() }, () => {});
  }, 60_000);
  return filled;
}

/** A site without sessions, and a key of each scope. */
export async function makeKeyedSite(settings: Record<string, unknown> = {}): Promise<Filled> {
  const siteId = await makeSite(service.url, settings);
  const makeKey = async (scope: string): Promise<string> =>
    (await ask('POST', `/api/sites/${siteId}/keys`, { name: scope, scope })).key;
  const [read, write, all] = [await makeKey('read'), await makeKey('write'), await makeKey('all')];
  return { siteId, keys: { read, write, all } };
}

/** The `data` of an answer of the API; asked as the operator, unless it is said. */
export async function ask(
  method: string,
  path: string,
  body?: object,
  key = ADMIN_KEY,
): Promise<Json> {
  const response = await fetch(new URL(path, service.url), {
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer: Json = await response.json();
  expect(answer).toMatchObject({ success: true });
  return answer.data;
}

/** Opens a session of a visitor with a common browser. */
export async function openSession(siteId: string, facts: object = {}): Promise<Json> {
  const response = await fetch(new URL('/api/visitors/session', service.url), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent':
        'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36',
    },
    body: JSON.stringify({ site_id: siteId, ...facts }),
  });
  const answer: Json = await response.json();
  expect(answer).toMatchObject({ success: true });
  return answer.data;
}

type Opening = {
  /** Signs in with it first. */
  key?: string;
  query?: string;
  size?: { width: number; height: number };
  colorScheme?: 'light' | 'dark';
  /** Is told the page before it loads anything. */
  watch?: (page: Page) => void;
};

export type Opened = {
  page: Page;
  window: BrowserContext;
  /** What the console was told, but for what the browser itself says of an answer that is no success. */
  told: string[];
};

/** Opens the dashboard in a window of its own. */
export async function openDashboard({
  key,
  query = '',
  size = WIDE,
  colorScheme = 'light',
  watch,
}: Opening) {
  const browser = context.browser();
  if (browser === null) throw new Error('The browser is gone.');
  const window = await browser.newContext({ viewport: size, colorScheme, acceptDownloads: true });
  onTestFinished(() => window.close());
  const { origin } = service.url;
  if (key !== undefined) {
    const signedIn = await window.request.post(`${origin}/api/dashboard/session`, {
      data: { key },
      headers: { origin },
    });
    expect(signedIn.status()).toBe(201);
  }
  const page = await window.newPage();
  const told: string[] = [];
  page.on('console', (message) => {
    if (!message.text().startsWith('Failed to load resource')) told.push(message.text());
  });
  page.on('pageerror', ({ message }) => told.push(message));
  watch?.(page);
  await page.goto(`${origin}/dashboard${query}`);
  return { page, window, told } satisfies Opened;
}

/** The number of a tile, whole. */
export const figure = (page: Page, label: string) =>
  page.locator('.tile', { hasText: label }).locator('strong').getAttribute('title');

/** Until the figures are there. */
export async function waitForFigures(page: Page): Promise<void> {
  await page.locator(FIGURE).first().waitFor();
  await expect.poll(() => page.locator('.old').count()).toBe(0);
}

/** What the rows of a list say: their names and whole numbers. */
export const rowsOf = (page: Page, panel: string) =>
  page
    .getByRole('region', { name: panel })
    .evaluate((section) =>
      [...section.querySelectorAll('tbody tr')].map((row) => [
        row.querySelector('th')?.textContent,
        Number(row.querySelector('td.number')?.getAttribute('title')?.replaceAll(',', '')),
      ]),
    );

export const queryOf = (page: Page) => new URL(page.url()).search;

/** What axe finds wrong. */
export async function findFaults(page: Page): Promise<Json[]> {
  await page.evaluate(readFileSync(createRequire(import.meta.url).resolve('axe-core'), 'utf8'));
  const violations: Json[] = await page.evaluate(async () => {
    const { axe } = window as Json;
    return (await axe.run({ resultTypes: ['violations'] })).violations;
  });
  return violations.map(({ id, impact, nodes }) => ({
    id,
    impact,
    nodes: nodes.slice(0, 3).map(({ html }: Json) => html.slice(0, 200)),
  }));
}
