/** What visitors have written is text, wherever it is shown. */
import { describe, expect, it } from 'vitest';
import { service, useRig } from '../rig.ts';
import { makeKeyedSite, openDashboard, openSession, waitForFigures } from './rig.ts';

useRig();

const TAG = '<img src=x onerror="window.harmed=1">';
const NAMES = [TAG, '"><script>window.harmed=1</script>', "'-alert(1)-'", '{{7*7}}', '‮evil'];

async function openHostile() {
  const site = await makeKeyedSite({ name: TAG });
  for (const name of NAMES)
    await openSession(site.siteId, {
      url: `https://shop.example/${encodeURIComponent(name)}?utm_campaign=${encodeURIComponent(name)}&utm_source=${encodeURIComponent(name)}`,
      referrer: `https://${'a'.repeat(40)}.example/${encodeURIComponent(name)}`,
      location: { country: 'DE', region: name, city: name },
      device: { type: 'constructor', os: name },
      browser: { name, language: 'de' },
    });
  const opened = await openDashboard({ key: site.keys.read });
  opened.page.setDefaultTimeout(10_000);
  await waitForFigures(opened.page);
  return opened;
}

describe('names of visitors', () => {
  it('are text in every list, chip, title and dialog', async () => {
    const { page, told } = await openHostile();
    expect(await page.locator('.where strong').textContent()).toBe(TAG);
    const tabs = page.locator('.tabs button');
    for (let i = 0; i < (await tabs.count()); i += 1) {
      await tabs.nth(i).scrollIntoViewIfNeeded();
      await tabs.nth(i).click();
    }
    const places = page.getByRole('region', { name: 'Places' });
    await places.getByRole('button', { name: 'Cities' }).click();
    await places.getByRole('button', { name: TAG, exact: true }).click();
    await expect.poll(() => page.locator('.chip strong').textContent()).toBe(TAG);
    await waitForFigures(page);
    await page.getByRole('button', { name: 'All of City' }).click();
    await page.getByRole('dialog').getByRole('button', { name: TAG, exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
    await page.keyboard.press('/');
    await page.keyboard.type('<img');
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    expect(await page.getByRole('listbox').getByRole('option').first().textContent()).toContain(
      TAG,
    );
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(told).toEqual([]);
  }, 60_000);

  it('in the address are text, too', async () => {
    const site = await makeKeyedSite({ name: 'Plain' });
    const query = new URLSearchParams({ city: TAG, view: TAG, number: TAG, period: TAG, q: TAG });
    const { page, told } = await openDashboard({ key: site.keys.read, query: `?${query}` });
    await expect.poll(() => page.locator('.chip strong').textContent()).toBe(TAG);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(told).toEqual([]);
  });

  it('would run nothing and load nothing even as markup', async () => {
    const { page } = await openHostile();
    const refused = await page.evaluate(async () => {
      const broken: string[] = [];
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        broken.push(effectiveDirective),
      );
      const box = document.createElement('div');
      box.innerHTML =
        '<img src=/x onerror="window.harmed=1"><p style="color:red"></p><iframe src="https://evil.example/"></iframe><img src="https://evil.example/">';
      document.body.append(box);
      const script = document.createElement('script');
      script.textContent = 'window.harmed=1';
      document.body.append(script);
      await fetch('https://evil.example/').catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 500));
      return broken.sort();
    });
    expect([...new Set(refused)]).toEqual([
      'connect-src',
      'frame-src',
      'img-src',
      'script-src-attr',
      'script-src-elem',
      'style-src-attr',
    ]);
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(service.url.protocol).toBe('http:');
  });
});
