/** Who is here now comes and goes by itself. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useRig } from '../rig.ts';
import { ask, makeKeyedSite, openDashboard, openSession } from './rig.ts';

useRig();

/** Who comes is to be seen within this. */
const SOON = { timeout: 10_000 };
const people = (page: Page) => page.locator('.here > li:not(.gone)');
const count = (page: Page) => page.locator('.live-head strong').textContent();

async function open() {
  const site = await makeKeyedSite({ name: 'Kestrel' });
  const { page } = await openDashboard({ key: site.keys.read, query: '?view=live' });
  await page.getByText('Nobody is here now').waitFor();
  return { site, page };
}

describe('the live list', () => {
  it('has who comes within ten seconds, and who leaves is gone from it, without reloading', async () => {
    const { site, page } = await open();
    const { session_id } = await openSession(site.siteId, {
      url: 'https://shop.example/shoes',
      location: { country: 'DE' },
    });
    await expect.poll(() => people(page).count(), SOON).toBe(1);
    expect(await count(page)).toBe('1');
    expect(await people(page).locator('a[data-row]').textContent()).toBe('/shoes');
    for (const [list, name] of [
      ['Pages', '/shoes'],
      ['Countries', 'Germany'],
      ['Sources', 'Direct'],
    ] as const)
      expect(
        await page.getByRole('region', { name: list }).locator('tbody tr').allTextContents(),
      ).toEqual([`${name}1`]);

    await ask('PUT', '/api/visitors/session', {
      session_id,
      site_id: site.siteId,
      current_url: 'https://shop.example/cart',
      page_views: 2,
    });
    await expect.poll(() => people(page).locator('a[data-row]').textContent(), SOON).toBe('/cart');

    await ask('POST', '/api/visitors/session/end', { session_id, site_id: site.siteId });
    await expect.poll(() => people(page).count(), SOON).toBe(0);
    expect(await count(page)).toBe('0');
    expect(await page.locator('.here > .gone').count()).toBe(1);
    await expect.poll(() => page.locator('.here > li').count(), { timeout: 25_000 }).toBe(0);
  }, 60_000);

  it('counts those alone that pass the filters', async () => {
    const { site, page } = await open();
    for (const country of ['DE', 'FR', 'FR'])
      await openSession(site.siteId, { location: { country } });
    await expect.poll(() => people(page).count(), SOON).toBe(3);
    await page
      .getByRole('region', { name: 'Countries' })
      .getByRole('button', { name: 'France' })
      .click();
    await expect.poll(() => people(page).count(), SOON).toBe(2);
    expect(await page.locator('.chip strong').textContent()).toBe('France');
    expect(await count(page)).toBe('2');
    // Who was filtered out has not left.
    expect(await page.locator('.here > .gone').count()).toBe(0);
  }, 60_000);

  it('says where not all were asked', async () => {
    const { page } = await open();
    await page.route('**/api/sessions/live*', async (route) => {
      const answer = await (await route.fetch()).json();
      await route.fulfill({
        json: { ...answer, data: { ...answer.data, exact: false, count: 412 } },
      });
    });
    await page.getByText('At least').waitFor(SOON);
    expect(await count(page)).toBe('412');
  });

  it('is not asked for where nobody looks', async () => {
    const { page, site } = await open();
    const asked: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('/live')) asked.push(request.url());
    });
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
    });
    await page.waitForTimeout(6_000);
    const before = asked.length;
    await page.waitForTimeout(7_000);
    expect(asked.length).toBe(before);
    await openSession(site.siteId);
    await page.evaluate(() => {
      Object.defineProperty(document, 'visibilityState', { value: 'visible', configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await expect.poll(() => people(page).count(), SOON).toBe(1);
  }, 60_000);
});
