/** Sessions one by one: the list, and one of them, are what the API tells of them. */
import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { Json } from '../rig.ts';
import { ask, openDashboard, openSession, queryOf, useFilledSite } from './rig.ts';

const site = useFilledSite();
const PER_PAGE = 50;

const list = (page: Page) => page.getByRole('region', { name: 'Sessions' });
const rows = (page: Page) => list(page).locator('tbody tr');
const idsIn = (page: Page): Promise<(string | null)[]> =>
  list(page)
    .locator('a[data-row]')
    .evaluateAll((links) =>
      links.map((link) => new URL((link as HTMLAnchorElement).href).searchParams.get('id')),
    );

async function open(query = ''): Promise<Page> {
  const { page } = await openDashboard({
    key: site.keys.read,
    query: `?view=sessions${query.replace('?', '&')}`,
  });
  await rows(page).first().waitFor();
  return page;
}

async function expectIds(page: Page, question: string, count: number): Promise<void> {
  const { sessions } = await ask(
    'GET',
    `/api/sessions?${question}&limit=${count}`,
    undefined,
    site.keys.read,
  );
  await expect.poll(() => idsIn(page)).toEqual(sessions.map((one: Json) => one.session_id));
}

describe('the list', () => {
  it('has the newest sessions of the period, as many as the API counts', async () => {
    const page = await open('?period=7d');
    await expectIds(page, 'period=7d', PER_PAGE);
    const { total } = await ask(
      'GET',
      '/api/sessions?period=7d&total=true&limit=1',
      undefined,
      site.keys.read,
    );
    await expect
      .poll(() => list(page).getByRole('status').textContent())
      .toBe(`${total.toLocaleString('en')} sessions`);
  });

  it('goes on when its end comes near, and by its button', async () => {
    const page = await open();
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect.poll(() => rows(page).count()).toBe(2 * PER_PAGE);
    await page.evaluate(() => scrollTo(0, 0));
    await page.getByRole('button', { name: 'Show more' }).dispatchEvent('click');
    await expect.poll(() => rows(page).count()).toBeGreaterThanOrEqual(3 * PER_PAGE);
    const shown = await rows(page).count();
    await expectIds(page, 'period=30d', shown);
  });

  it('ends where the API has no more, also after a page that was full', async () => {
    const { sessions } = await ask(
      'GET',
      `/api/sessions?limit=${PER_PAGE}`,
      undefined,
      site.keys.read,
    );
    // From the beginning of the fiftieth on: one page, which is full.
    const from = sessions.at(-1).started_at;
    const page = await open(`?from=${from}&to=${Date.now()}`);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await expect.poll(() => rows(page).count()).toBe(PER_PAGE);
    await expect.poll(() => page.getByRole('button', { name: 'Show more' }).count()).toBe(0);
  });

  it('filters everything by a click on a value', async () => {
    const page = await open();
    const value = list(page).locator('td.source button').first();
    const name = await value.textContent();
    await value.click();
    await expect.poll(() => page.locator('.chip strong').textContent()).toBe(name);
    const source = new URLSearchParams(queryOf(page)).get('source') ?? '';
    await expectIds(page, `period=30d&source=${encodeURIComponent(source)}`, PER_PAGE);
    await page.getByRole('link', { name: 'Overview' }).click();
    expect(new URLSearchParams(queryOf(page)).get('source')).toBe(source);
  });

  it('is taken along as CSV, with the filters', async () => {
    const page = await open('?period=7d&country=DE');
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      list(page).getByRole('link', { name: 'CSV' }).click(),
    ]);
    const text = readFileSync(await file.path(), 'utf8');
    const { total } = await ask(
      'GET',
      '/api/sessions?period=7d&country=DE&total=true&limit=1',
      undefined,
      site.keys.read,
    );
    expect(text.trim().split('\r\n')).toHaveLength(total + 1);
  });

  it('is gone through by keys, and found again where it was left', async () => {
    const page = await open();
    for (let i = 0; i < 30; i += 1) await page.keyboard.press('j');
    await page.keyboard.press('k');
    const ids = await idsIn(page);
    const top = await page.evaluate(() => scrollY);
    expect(top).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await page.getByRole('region', { name: 'What happened' }).waitFor();
    expect(new URLSearchParams(queryOf(page)).get('id')).toBe(ids[28]);
    await page.keyboard.press('Escape');
    await rows(page).first().waitFor();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(top);
    // By the link, too, of which the browser knows no place to go back to.
    await page.keyboard.press('Enter');
    await page.locator('.detail').getByRole('link', { name: 'Sessions' }).click();
    await expect.poll(() => page.evaluate(() => scrollY)).toBe(top);
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await expect.poll(() => new URLSearchParams(queryOf(page)).get('id')).toBe(ids[29]);
  });
});

describe('one session', () => {
  it('has its course, its reasons and its facts', async () => {
    const { session_id } = await openSession(site.siteId, {
      url: 'https://shop.example/first?utm_campaign=spring',
      location: { country: 'DE', city: 'Bremen' },
      custom_data: { plan: 'pro' },
    });
    const told = { session_id, site_id: site.siteId };
    await ask('PUT', '/api/visitors/session', {
      ...told,
      current_url: 'https://shop.example/second',
      page_views: 2,
    });
    const { lead_id } = await ask('POST', `/api/visitors/session/${session_id}/identify`, {
      site_id: site.siteId,
      email: 'ann@shop.example',
      name: 'Ann',
    });
    await ask('POST', '/api/visitors/session/end', told);
    const { page } = await openDashboard({
      key: site.keys.read,
      query: `?view=sessions&id=${session_id}`,
    });
    const course = page.getByRole('region', { name: 'What happened' });
    await course.getByRole('link', { name: 'Ann' }).waitFor();
    expect(await course.locator('li .what').allTextContents()).toEqual([
      'The visit began',
      expect.stringContaining('/first'),
      expect.stringContaining('/second'),
      'Identified as Ann',
      'The visit endedLeft',
    ]);
    const { statements } = await ask(
      'GET',
      `/api/sessions/${session_id}/explain`,
      undefined,
      site.keys.read,
    );
    const reasons = page.getByRole('region', { name: 'Why' }).locator('li');
    const texts = await reasons.allTextContents();
    expect(texts).toHaveLength(statements.length);
    expect(texts).toContain(statements.find((one: Json) => one.about === 'engaged').text);
    // The site is an hour, or two, ahead of UTC.
    expect(texts.join()).not.toMatch(/\dZ/);
    const began = new Intl.DateTimeFormat('en-GB', {
      timeStyle: 'medium',
      timeZone: 'Europe/Berlin',
    }).format(statements[0].value);
    expect(texts[0]).toContain(began);
    const facts = page.getByRole('region', { name: 'Facts' });
    for (const text of ['spring', 'Germany', 'Bremen', 'Chrome', 'pro', session_id, lead_id])
      expect(await facts.textContent()).toContain(text);
    await facts.getByRole('button', { name: 'Bremen' }).click();
    await expect.poll(() => page.locator('.chip strong').textContent()).toBe('Bremen');
    await expect.poll(() => idsIn(page)).toEqual([session_id]);
  });

  it('that is not there says so', async () => {
    const { page } = await openDashboard({
      key: site.keys.read,
      query: `?view=sessions&id=${crypto.randomUUID()}`,
    });
    await page.getByText('It is not there').waitFor();
    await page.keyboard.press('Escape');
    await rows(page).first().waitFor();
  });
});
