/** Visitors, leads and tasks: what is known of them, and what is changed in place. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Json, useRig } from '../rig.ts';
import { ask, type Filled, makeKeyedSite, openDashboard, openSession, queryOf } from './rig.ts';

useRig();
let site: Filled;
const NAMES = ['Ann', 'Ben', 'Cem'];
const leads: Record<string, Json> = {};

beforeAll(async () => {
  site = await makeKeyedSite({ name: 'Kestrel', timezone: 'Europe/Berlin' });
  for (const name of NAMES) leads[name] = await makeLead(site, name);
});

async function makeLead({ siteId }: Filled, name: string): Promise<Json> {
  const { session_id, visitor_id } = await openSession(siteId, {
    url: `https://shop.example/${name}`,
  });
  const { lead_id } = await ask('POST', `/api/visitors/session/${session_id}/identify`, {
    site_id: siteId,
    email: `${name}@shop.example`,
    name,
    create_task: true,
  });
  return { lead_id, session_id, visitor_id };
}

const open = async (query: string, key: 'read' | 'all' = 'all'): Promise<Page> =>
  (await openDashboard({ key: site.keys[key], query })).page;
const names = (page: Page) => page.locator('a[data-row]').allTextContents();
const leadNow = (name: string) =>
  ask('GET', `/api/leads/${leads[name].lead_id}`, undefined, site.keys.read);

describe('leads', () => {
  it('are found by a part of name or email, and by their status; both are in the address', async () => {
    const page = await open('?view=leads');
    await expect.poll(() => names(page)).toEqual(['Cem', 'Ben', 'Ann']);
    await page.keyboard.press('/');
    await page.keyboard.type('en@sh');
    await expect.poll(() => names(page)).toEqual(['Ben']);
    await page.reload();
    await expect.poll(() => names(page)).toEqual(['Ben']);
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await expect.poll(() => names(page)).toHaveLength(3);
    await page.getByRole('button', { name: 'Lost' }).click();
    await page.getByText('No lead is like that').waitFor();
    await page.reload();
    await page.getByText('No lead is like that').waitFor();
  });

  it('have a status that is changed in the row, and stays', async () => {
    const page = await open('?view=leads');
    const status = page.getByLabel('Status of Ann');
    await status.selectOption('Qualified');
    await expect.poll(async () => (await leadNow('Ann')).status).toBe('qualified');
    await page.reload();
    await status.waitFor();
    expect(await status.inputValue()).toBe('qualified');
  });

  it('show the old status again where the service refuses', async () => {
    const page = await open('?view=leads');
    const status = page.getByLabel('Status of Ben');
    await page.route('**/api/leads/*', (route) =>
      route.fulfill({
        status: 503,
        json: {
          success: false,
          error: { code: 'unavailable', message: 'Later.', details: {}, request_id: 'x' },
        },
      }),
    );
    await status.selectOption('Lost');
    await page.getByText('Not changed.').waitFor({ timeout: 20_000 });
    expect(await status.inputValue()).toBe('new');
    expect((await leadNow('Ben')).status).toBe('new');
  });

  it('cannot be changed with a key that only reads, which is told', async () => {
    const page = await open('?view=leads', 'read');
    const status = page.getByLabel('Status of Cem');
    await status.waitFor();
    expect(await status.isDisabled()).toBe(true);
    expect(await page.getByText('Your key may only read').isVisible()).toBe(true);
    const answer = await page.evaluate(
      async (id) =>
        (
          await fetch(`/api/leads/${id}`, {
            method: 'PATCH',
            headers: { 'content-type': 'application/json' },
            body: '{"status":"lost"}',
          })
        ).status,
      leads.Cem.lead_id,
    );
    expect(answer).toBe(403);
  });

  it('have a page with their sessions and tasks, where name and phone are changed', async () => {
    const page = await open('?view=leads');
    await page.getByRole('link', { name: 'Cem' }).click();
    const sessions = page.getByRole('region', { name: 'Sessions' });
    await sessions.getByRole('button', { name: '/Cem' }).first().waitFor();
    await page.getByRole('region', { name: 'Tasks' }).locator('tbody tr').waitFor();
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByRole('textbox', { name: 'Name' }).fill('Cem Öz');
    await page.getByRole('textbox', { name: 'Phone' }).fill('+49 30 5550');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Cem Öz' }).waitFor();
    await page.locator('.figures', { hasText: '+49 30 5550' }).waitFor();
    expect(await leadNow('Cem')).toMatchObject({ name: 'Cem Öz', phone: '+49 30 5550' });
    await page.keyboard.press('Escape');
    await expect.poll(() => names(page)).toContain('Cem Öz');
  });
});

describe('tasks', () => {
  it('are changed in the row, and chosen by their status', async () => {
    const page = await open('?view=tasks&stage=pending');
    await expect.poll(() => names(page)).toEqual(expect.arrayContaining(['Ann', 'Ben']));
    await page.getByLabel('Status of the task for Ann').selectOption('Done');
    const done = async () =>
      (await ask('GET', '/api/tasks?status=completed', undefined, site.keys.read)).tasks;
    await expect.poll(async () => (await done()).length).toBe(1);
    expect((await done())[0].lead_id).toBe(leads.Ann.lead_id);
    await page.reload();
    await expect.poll(() => names(page)).not.toContain('Ann');
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => names(page)).toEqual(['Ann']);
  });

  it('are found by a part of the name or email of their lead, of any status or of one', async () => {
    const own = await makeKeyedSite({ name: 'Finch' });
    for (const name of ['Bea', 'Bob', 'Dan']) await makeLead(own, name);
    const { page } = await openDashboard({ key: own.keys.all, query: '?view=tasks' });
    await expect.poll(() => names(page)).toEqual(['Dan', 'Bob', 'Bea']);
    await page.keyboard.press('/');
    await page.keyboard.type(' b');
    await expect.poll(() => names(page)).toEqual(['Bob', 'Bea']);
    await page.getByLabel('Status of the task for Bea').selectOption('Done');
    await expect
      .poll(() => ask('GET', '/api/tasks?status=completed', undefined, own.keys.read))
      .toEqual(expect.objectContaining({ tasks: [expect.anything()] }));
    await page.getByRole('button', { name: 'Done' }).click();
    await expect.poll(() => names(page)).toEqual(['Bea']);
    expect(queryOf(page)).toBe('?view=tasks&q=+b&stage=completed');
    await page.reload();
    await expect.poll(() => names(page)).toEqual(['Bea']);
    await page.getByRole('button', { name: 'Failed' }).click();
    await page.getByText('No task is like that').waitFor();
    await page.getByRole('searchbox').fill('an@shop');
    await page.getByRole('button', { name: 'All' }).click();
    await expect.poll(() => names(page)).toEqual(['Dan']);
    await page.getByRole('searchbox').fill('nobody');
    await page.getByText('No lead is like that').waitFor();
    await page.getByRole('searchbox').press('Escape');
    await expect.poll(() => names(page)).toEqual(['Dan', 'Bob', 'Bea']);
  });

  it('are those of the newest 20 leads that are found, which is told where there are more', async () => {
    const own = await makeKeyedSite({ name: 'Flock' });
    for (let i = 0; i < 21; i += 1) await makeLead(own, `Gull-${i}`);
    const { page } = await openDashboard({ key: own.keys.all, query: '?view=tasks&q=gull' });
    await page.getByText('More than 20 leads are like that').waitFor();
    await expect.poll(async () => (await names(page)).length).toBe(20);
    expect(await names(page)).not.toContain('Gull-0');
    await page.getByRole('searchbox').fill('gull-0');
    await expect.poll(() => names(page)).toEqual(['Gull-0']);
    expect(await page.getByText('More than 20 leads').count()).toBe(0);
  });

  it('are the newest of each lead, which is told where one has more', async () => {
    const page = await open('?view=tasks');
    await page.route('**/api/tasks?*lead_id=*', async (route) => {
      const response = await route.fetch();
      const answer = await response.json();
      const next = `1_${leads.Cem.lead_id}`;
      await route.fulfill({ response, json: { ...answer, data: { ...answer.data, next } } });
    });
    await page.getByRole('searchbox').fill('cem');
    await page.getByText('their page has all of them').waitFor();
  });

  it('are told not to be found where those of one lead are not answered', async () => {
    const page = await open('?view=tasks');
    await page.route(`**/api/tasks?*lead_id=${leads.Cem.lead_id}*`, (route) =>
      route.fulfill({
        status: 403,
        json: {
          success: false,
          error: { code: 'forbidden', message: 'No.', details: {}, request_id: 'x' },
        },
      }),
    );
    await page.getByRole('searchbox').fill('shop.example');
    await page.getByRole('alert').getByText('Your key may not do this').waitFor();
    expect(await page.getByText('is like that').count()).toBe(0);
  });
});

describe('visitors', () => {
  it('are found by a part of name or email, each with the page of their lead', async () => {
    const page = await open('?view=visitors');
    await page.locator('a[data-row]').first().waitFor();
    // Of the two fields, the one that the key leads to says so.
    const keyed = page.locator('.search', { has: page.locator('kbd:visible') });
    expect(await keyed.count()).toBe(1);
    expect(await keyed.getByRole('searchbox').count()).toBe(1);
    await page.keyboard.press('/');
    await page.keyboard.type('en@sh');
    await expect.poll(() => names(page)).toEqual(['Ben']);
    expect(queryOf(page)).toBe('?view=visitors&q=en%40sh');
    await page.reload();
    await page.getByRole('link', { name: 'Ben' }).click();
    await page.getByRole('heading', { name: 'Ben' }).waitFor();
    const sessions = page.getByRole('region', { name: 'Sessions' });
    await sessions.getByRole('button', { name: '/Ben' }).first().waitFor();
    await page.goBack();
    await expect.poll(() => names(page)).toEqual(['Ben']);
    await page.getByRole('searchbox').fill('nobody');
    await page.getByText('Nobody is like that').waitFor();
    await page.getByRole('searchbox').press('Escape');
    await page.getByText('Who came most often').waitFor();
  });

  it('are searched for where none came in the period as well', async () => {
    const page = await open('?view=visitors&from=2020-01-01&to=2020-02-01');
    await page.getByText('Nobody came in this period').waitFor();
    await page.getByRole('searchbox').fill('ben');
    await expect.poll(() => names(page)).toEqual(['Ben']);
  });

  it('are opened by their whole id, however it is written, and Back leads to the list', async () => {
    const { visitor_id } = leads.Ben;
    const page = await open('?view=visitors');
    await page.getByRole('searchbox').fill(` ${visitor_id.toUpperCase()} `);
    await page.getByRole('heading', { name: 'Ben' }).waitFor();
    expect(queryOf(page)).toBe(`?view=visitors&id=${visitor_id}`);
    await page.goBack();
    await page.getByText('Who came most often').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('');
    await page
      .getByRole('searchbox')
      .fill(visitor_id.replace(/^./, (digit: string) => (digit === '0' ? '1' : '0')));
    await page.getByText('It is not there').waitFor();
  });

  it('have a page with all their sessions and what those come to', async () => {
    const { session_id, visitor_id } = await openSession(site.siteId);
    await ask('POST', `/api/visitors/session/${session_id}/identify`, {
      site_id: site.siteId,
      email: 'dee@shop.example',
      name: 'Dee',
    });
    await openSession(site.siteId, { visitor_id, url: 'https://shop.example/again' });
    const page = await open('?view=visitors');
    await page.locator(`a[data-row][title="${visitor_id}"]`).click();
    const sessions = page.getByRole('region', { name: 'Sessions' });
    await expect.poll(() => sessions.locator('tbody tr').count()).toBe(2);
    const visitor = await ask('GET', `/api/visitors/${visitor_id}`, undefined, site.keys.read);
    const figures = page.locator('.figures > div');
    expect(await figures.filter({ hasText: 'Sessions' }).locator('dd').textContent()).toBe(
      String(visitor.sessions),
    );
    expect(await figures.filter({ hasText: 'Page views' }).locator('dd').textContent()).toBe(
      String(visitor.totals.page_views),
    );
    await page.getByRole('link', { name: 'Their lead' }).click();
    await page.getByRole('heading', { name: 'Dee' }).waitFor();
  });
});
