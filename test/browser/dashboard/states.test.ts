/** What is shown where there is nothing, where something fails, and what is taken along as files. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type Json, service } from '../rig.ts';
import {
  ask,
  figure,
  makeKeyedSite,
  openDashboard,
  openSession,
  queryOf,
  useFilledSite,
  waitForFigures,
} from './rig.ts';

const site = useFilledSite();

async function open(query = ''): Promise<Page> {
  const { page } = await openDashboard({ key: site.keys.read, query });
  await waitForFigures(page);
  return page;
}

describe('a site without sessions', () => {
  it('says how to install the script, and shows the first session once it is there', async () => {
    const empty = await makeKeyedSite({ name: 'Nothing yet' });
    const { page, window } = await openDashboard({ key: empty.keys.read });
    await window.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByText('Waiting for the first session').waitFor();
    const line = `<script defer src="${service.url.origin}/s.js" data-site="${empty.siteId}"></script>`;
    expect(await page.locator('.line code').textContent()).toBe(line);
    await page.getByRole('button', { name: 'Copy' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(line);
    await openSession(empty.siteId, { url: 'https://shop.example/first' });
    await page.keyboard.press('r');
    await expect.poll(() => figure(page, 'Sessions')).toBe('1');
    await page.getByRole('button', { name: '/first' }).waitFor();
  });

  it('is not one that had none in the period, or none that passes the filters', async () => {
    const page = await open('?from=2020-01-01&to=2020-02-01');
    await page.getByText('Nobody came in this period').waitFor();
    await page.getByRole('button', { name: 'Show the last 12 months' }).click();
    await waitForFigures(page);
    expect(queryOf(page)).toBe('?period=12mo');
    await page.goto(`${service.url.origin}/dashboard?city=Atlantis`);
    await page.getByText('No session passes these filters').waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await waitForFigures(page);
    expect(await figure(page, 'Sessions')).not.toBe('0');
  });
});

describe('what fails', () => {
  it('leaves the last figures in place, and is tried again', async () => {
    const page = await open();
    const before = await figure(page, 'Sessions');
    await page.route('**/api/reports/**', (route) =>
      route.fulfill({
        status: 500,
        json: {
          success: false,
          error: { code: 'internal', message: 'It failed.', details: {}, request_id: 'x' },
        },
      }),
    );
    await page.keyboard.press('7');
    await page.getByText('The service has failed').waitFor();
    expect(await figure(page, 'Sessions')).toBe(before);
    expect(await page.locator('.old .tile').count()).toBeGreaterThan(0);
    await page.unroute('**/api/reports/**');
    await page.getByRole('button', { name: 'Try again' }).click();
    await waitForFigures(page);
    expect(await page.getByRole('alert').count()).toBe(0);
    expect(await figure(page, 'Sessions')).not.toBe(before);
  });

  it('because of a filter says which and why', async () => {
    const { page } = await openDashboard({ key: site.keys.read, query: '?engaged=perhaps' });
    await expect
      .poll(() => page.getByRole('alert').textContent())
      .toContain('engaged: Give any of');
  });
});

it('while other figures are on their way the last ones stay where they are', async () => {
  const page = await open();
  const before = await figure(page, 'Visitors');
  let answer = () => {};
  await page.route('**/api/reports/overview*', async (route) => {
    await new Promise<void>((resolve) => {
      answer = resolve;
    });
    await route.continue();
  });
  const box = await page.locator('.plot').boundingBox();
  await page.keyboard.press('7');
  await page.locator('.old').first().waitFor();
  expect(await figure(page, 'Visitors')).toBe(before);
  expect(await page.locator('.plot').boundingBox()).toEqual(box);
  answer();
  await waitForFigures(page);
  expect(await figure(page, 'Visitors')).not.toBe(before);
  expect(await page.locator('.plot').boundingBox()).toEqual(box);
});

it('who is here now is counted anew by itself, but not where nobody looks', async () => {
  const live = await makeKeyedSite({ name: 'Live' });
  await openSession(live.siteId, { url: 'https://shop.example/' });
  const { page } = await openDashboard({ key: live.keys.read });
  await expect.poll(() => figure(page, 'Live now')).toBe('1');
  await openSession(live.siteId, { url: 'https://shop.example/' });
  await expect.poll(() => figure(page, 'Live now'), { timeout: 20_000 }).toBe('2');
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('/api/sessions/live')) asked += 1;
  });
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
  });
  await new Promise((resolve) => setTimeout(resolve, 17_000));
  expect(asked).toBe(0);
  await page.evaluate(() => {
    Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await expect.poll(() => asked).toBeGreaterThan(0);
}, 60_000);

it('who comes back after a minute gets new figures, and sooner the same', async () => {
  const page = await open();
  let asked = 0;
  page.on('request', (request) => {
    if (request.url().includes('/api/reports/overview')) asked += 1;
  });
  const comeBack = (afterMs: number) =>
    page.evaluate((ms) => {
      const now = Date.now();
      Date.now = () => now + ms;
      document.dispatchEvent(new Event('visibilitychange', { bubbles: true }));
    }, afterMs);
  await comeBack(50_000);
  await comeBack(15_000);
  await expect.poll(() => asked).toBe(1);
});

describe('a file', () => {
  async function save(page: Page, name: string): Promise<string[][]> {
    await page.getByRole('button', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('.export .choices').getByText(name).click(),
    ]);
    const { data } = Papa.parse<string[]>(readFileSync(await download.path(), 'utf8'), {
      skipEmptyLines: true,
    });
    return data;
  }
  const report = (): Promise<Json> =>
    ask('GET', '/api/reports/overview?period=7d&country=DE&limit=30', undefined, site.keys.read);

  it('of the numbers over time has the points of the API', async () => {
    const page = await open('?period=7d&country=DE');
    const [header, ...rows] = await save(page, 'Numbers over time');
    const { timeseries } = await report();
    expect(header?.slice(0, 3)).toEqual(['at', 'sessions', 'visitors']);
    expect(rows.map(([at, sessions]) => [Date.parse(at ?? ''), Number(sessions)])).toEqual(
      timeseries.points.map((point: Json) => [point.at, point.sessions]),
    );
  });

  it('of the lists has their rows', async () => {
    const page = await open('?period=7d&country=DE');
    const rows = await save(page, 'Lists');
    const { breakdowns } = await report();
    expect(rows.filter(([by]) => by === 'os').map(([, value, count]) => [value, count])).toEqual(
      breakdowns.os.rows.map(({ value, sessions }: Json) => [value, String(sessions)]),
    );
  });

  it('of the sessions is the export of the API, of what is seen', async () => {
    const page = await open('?period=7d&country=DE');
    const [, ...rows] = await save(page, 'Sessions one by one');
    const { summary } = await report();
    expect(rows).toHaveLength(summary.sessions);
  });
});
