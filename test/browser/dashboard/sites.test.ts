/** Sites are made and kept in the dashboard, so that nobody needs curl to begin. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { ADMIN_KEY } from '../../rig/serve.ts';
import { service, useRig } from '../rig.ts';
import { ask, makeKeyedSite, openDashboard, queryOf } from './rig.ts';

useRig();

const idIn = (page: Page) => new URLSearchParams(queryOf(page)).get('id') ?? '';
const region = (page: Page, name: string) => page.getByRole('region', { name });

async function makeInPage(page: Page, name: string): Promise<string> {
  await page.getByRole('button', { name: 'New site' }).click();
  const form = page.getByRole('dialog');
  await form.getByLabel('Name').fill(name);
  await form.getByLabel('Allowed origins').fill('https://Shop.example/\nhttps://*.shop.example');
  await form.getByLabel('Time zone').fill('Europe/Lisbon');
  await form.getByLabel('Idle timeout').fill('45');
  await form.getByLabel('Kept for').fill('90');
  await form.getByRole('button', { name: 'Make the site' }).click();
  await page.getByRole('heading', { name, exact: true }).waitFor();
  return idIn(page);
}

describe('the operator', () => {
  it('of a service that has no site begins with making one', async () => {
    const { page } = await openDashboard({ key: ADMIN_KEY });
    await page.getByRole('heading', { name: 'The first site' }).waitFor();
    await page.getByLabel('Name').fill('First');
    await page.getByRole('button', { name: 'Make the site' }).click();
    await page.getByRole('heading', { name: 'First', exact: true }).waitFor();
    expect((await ask('GET', '/api/sites')).sites).toMatchObject([{ name: 'First' }]);
  });

  it('makes a site, with the line for its pages', async () => {
    const { page } = await openDashboard({ key: ADMIN_KEY, query: '?view=sites' });
    const id = await makeInPage(page, 'Harbour');
    expect(await ask('GET', `/api/sites/${id}`)).toMatchObject({
      name: 'Harbour',
      allowed_origins: ['https://shop.example', 'https://*.shop.example'],
      timezone: 'Europe/Lisbon',
      idle_timeout_ms: 45 * 60_000,
      retention_days: 90,
    });
    expect(await region(page, 'Script').locator('code').textContent()).toBe(
      `<script defer src="${service.url.origin}/s.js" data-site="${id}"></script>`,
    );
    expect(await page.getByLabel('Site', { exact: true }).inputValue()).toBe(id);
  });

  it('changes its settings, and is told what is wrong with them', async () => {
    const { siteId } = await makeKeyedSite({ name: 'Old name' });
    const { page } = await openDashboard({ key: ADMIN_KEY, query: `?view=sites&id=${siteId}` });
    const settings = region(page, 'Settings');
    await settings.getByLabel('Allowed origins').fill('shop.example');
    await settings.getByRole('button', { name: 'Save' }).click();
    await settings.getByRole('alert').waitFor();
    expect(await settings.getByRole('alert').textContent()).toContain('allowed_origins');
    await settings.getByLabel('Allowed origins').fill('https://shop.example/');
    await settings.getByLabel('Name').fill('New name');
    await settings.getByRole('button', { name: 'Save' }).click();
    await settings.getByText('Saved').waitFor();
    expect(await settings.getByLabel('Allowed origins').inputValue()).toBe('https://shop.example');
    await page.getByRole('heading', { name: 'New name' }).waitFor();
    expect(await ask('GET', `/api/sites/${siteId}`)).toMatchObject({
      name: 'New name',
      allowed_origins: ['https://shop.example'],
    });
  });

  it('makes a key that is shown once and works, and deletes it', async () => {
    const { siteId } = await makeKeyedSite({ name: 'Keyed' });
    const { page } = await openDashboard({ key: ADMIN_KEY, query: `?view=sites&id=${siteId}` });
    const keys = region(page, 'Keys');
    await keys.getByLabel('Name of a new key').fill('Report');
    await keys.getByLabel('Scope').selectOption('read');
    await keys.getByRole('button', { name: 'Make' }).click();
    const key = (await keys.locator('.once code').textContent()) ?? '';
    expect(await ask('GET', '/api/reports/summary', undefined, key)).toMatchObject({ sessions: 0 });
    await page.reload();
    await keys.getByText('Report', { exact: true }).waitFor();
    expect(await page.content()).not.toContain(key);
    await keys.getByRole('button', { name: 'Delete the key “Report”' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Keep it' }).click();
    expect((await ask('GET', `/api/sites/${siteId}/keys`)).keys).toHaveLength(4);
    await keys.getByRole('button', { name: 'Delete the key “Report”' }).click();
    await dialog.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => keys.getByText('Report', { exact: true }).count()).toBe(0);
    expect((await ask('GET', `/api/sites/${siteId}/keys`)).keys).toHaveLength(3);
  });
});

describe('the holder of a key that may do all', () => {
  it('shares figures by a link, and ends that', async () => {
    const site = await makeKeyedSite({ name: 'Shared' });
    const { page } = await openDashboard({ key: site.keys.all, query: '?view=sharing' });
    const shares = region(page, 'Share links');
    await shares.getByLabel('Name of a new share link').fill('For the board');
    await shares.getByRole('button', { name: 'Make' }).click();
    const url = (await shares.locator('.once code').textContent()) ?? '';
    const { window } = await openDashboard({});
    const shared = await window.newPage();
    await shared.goto(url);
    await shared.getByText('Shared figures').waitFor();
    expect(await shared.getByRole('link', { name: 'Sessions' }).count()).toBe(0);
    await shares.getByRole('button', { name: 'Delete the link “For the board”' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect.poll(() => shares.getByText('For the board').count()).toBe(0);
    await shared.reload();
    await shared.getByText('This link is no longer shared').waitFor();
  });

  it('sees no site of others, and one that only reads shares nothing', async () => {
    const site = await makeKeyedSite({ name: 'Mine' });
    for (const [role, sharing] of [
      ['all', 1],
      ['read', 0],
    ] as const) {
      const { page } = await openDashboard({ key: site.keys[role] });
      await page.getByRole('link', { name: 'Leads' }).waitFor();
      expect(await page.getByRole('link', { name: 'Sites' }).count()).toBe(0);
      expect(await page.getByRole('link', { name: 'Sharing' }).count()).toBe(sharing);
    }
  });
});
