/** Who may look, by a key or by a link. */
import { describe, expect, it } from 'vitest';
import { ADMIN_KEY } from '../../rig/serve.ts';
import { service } from '../rig.ts';
import {
  ask,
  figure,
  makeKeyedSite,
  openDashboard,
  queryOf,
  useFilledSite,
  waitForFigures,
} from './rig.ts';

const site = useFilledSite();

async function typeKey(key: string) {
  const opened = await openDashboard({});
  await opened.page.getByLabel('Key', { exact: true }).fill(key);
  await opened.page.getByRole('button', { name: 'Sign in' }).click();
  return opened;
}

describe('a key', () => {
  it('is exchanged for a cookie, and kept nowhere in the browser', async () => {
    const { page, window } = await typeKey(site.keys.read);
    await waitForFigures(page);
    expect(await page.locator('.where').textContent()).toContain('Kestrel');
    const kept = await page.evaluate(async () => [
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      location.href,
      document.documentElement.outerHTML,
      await indexedDB.databases(),
      await caches.keys(),
    ]);
    expect(JSON.stringify(kept)).not.toContain(site.keys.read);
    const [cookie, ...others] = await window.cookies();
    expect(others).toEqual([]);
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/api' });
    expect(cookie?.value).not.toContain(site.keys.read);
    await page.reload();
    await waitForFigures(page);
  });

  it('that is none is refused, and can be typed anew', async () => {
    const { page } = await typeKey('vs_nothing');
    await expect
      .poll(() => page.getByRole('alert').textContent())
      .toContain('Not a key of this service');
    await page.getByLabel('Key', { exact: true }).fill(site.keys.all);
    await page.keyboard.press('Enter');
    await waitForFigures(page);
  });

  it('that may not read is told so', async () => {
    const { page } = await typeKey(site.keys.write);
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('scope "write"');
    expect(await page.getByRole('alert').textContent()).toContain('"read" or "all"');
  });

  it('of the operator is for all sites, one at a time, as the address says', async () => {
    const other = await makeKeyedSite({ name: 'Other site' });
    const { page } = await openDashboard({ key: ADMIN_KEY, query: `?site_id=${site.siteId}` });
    await waitForFigures(page);
    const sessions = await figure(page, 'Sessions');
    expect(sessions).not.toBe('0');
    await page.getByLabel('Site').selectOption('Other site');
    await expect.poll(() => figure(page, 'Sessions')).toBe('0');
    expect(queryOf(page)).toBe(`?site_id=${other.siteId}`);
    await page.goBack();
    await expect.poll(() => figure(page, 'Sessions')).toBe(sessions);
  });
});

it('an address that names a site which is not among those of the key says so', async () => {
  const other = await makeKeyedSite({ name: 'Other site' });
  const notice = 'These are the figures of Kestrel';
  const { page } = await openDashboard({ key: site.keys.read, query: `?site_id=${other.siteId}` });
  await waitForFigures(page);
  expect(await page.locator('main').textContent()).toContain(notice);
  await page.getByRole('button', { name: 'Stay here' }).click();
  expect(await page.locator('main').textContent()).not.toContain(notice);
  expect(queryOf(page)).toBe('');
});

it('the operator finds the site that was looked at last, and its figures are asked for at once', async () => {
  await makeKeyedSite({ name: 'Newest' });
  const { page } = await openDashboard({ key: ADMIN_KEY, query: `?site_id=${site.siteId}` });
  await waitForFigures(page);
  const statuses: number[] = [];
  page.on('response', (response) => {
    if (response.url().includes('/api/')) statuses.push(response.status());
  });
  await page.goto(`${service.url.origin}/dashboard`);
  await waitForFigures(page);
  expect(await page.locator('.where').textContent()).toContain('Kestrel');
  expect(new Set(statuses)).toEqual(new Set([200]));
});

describe('signing out', () => {
  it('takes the cookie away, and the figures', async () => {
    const { page, window } = await openDashboard({ key: site.keys.read });
    await waitForFigures(page);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Key', { exact: true }).waitFor();
    expect(await page.locator('.tile').count()).toBe(0);
    expect(await window.cookies()).toEqual([]);
    await page.reload();
    await page.getByLabel('Key', { exact: true }).waitFor();
  });

  it('that did not reach the service says that the cookie is still there, and is tried again', async () => {
    const { page, window } = await openDashboard({ key: site.keys.read });
    await waitForFigures(page);
    await page.route('**/api/dashboard/session', (route) => route.abort());
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByText('You are still signed in').waitFor();
    expect(await window.cookies(`${service.url.origin}/api`)).toHaveLength(1);
    await page.unroute('**/api/dashboard/session');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByLabel('Key', { exact: true }).waitFor();
    expect(await window.cookies(`${service.url.origin}/api`)).toEqual([]);
  });

  it('is told where it was not asked for', async () => {
    const { page, window } = await openDashboard({ key: site.keys.read });
    await waitForFigures(page);
    await window.clearCookies();
    await page.keyboard.press('7');
    await page.getByLabel('Key', { exact: true }).waitFor();
    expect(await page.getByRole('alert').textContent()).toContain('You are signed out');
    // Who signs in again is where they were.
    await page.getByLabel('Key', { exact: true }).fill(site.keys.read);
    await page.keyboard.press('Enter');
    await waitForFigures(page);
    expect(queryOf(page)).toBe('?period=7d');
  });
});

describe('a share link', () => {
  const share = () => ask('POST', `/api/sites/${site.siteId}/shares`, { name: 'For the board' });

  it('shows figures, and nothing of people', async () => {
    const { url } = await share();
    const { page } = await openDashboard({ query: new URL(url).hash });
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await waitForFigures(page);
    expect(await page.getByText('Shared figures').isVisible()).toBe(true);
    expect(await page.getByText('Live now').count()).toBe(0);
    expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Export' }).click();
    expect(await page.getByText('Sessions one by one').count()).toBe(0);
    await page.keyboard.press('Escape');
    // The link goes along with what is chosen, and outlives a reload.
    await page.keyboard.press('7');
    await waitForFigures(page);
    expect(new URL(page.url()).hash).toBe(new URL(url).hash);
    await page.reload();
    await waitForFigures(page);
    expect(asked.filter((path) => /^\/api\/(?!reports\/|dashboard\/session)/.test(path))).toEqual(
      [],
    );
  });

  it('that is revoked says so', async () => {
    const { url, share_id } = await share();
    await ask('DELETE', `/api/sites/${site.siteId}/shares/${share_id}`);
    const { page } = await openDashboard({ query: new URL(url).hash });
    await page.getByText('This link is no longer shared').waitFor();
    expect(await page.getByLabel('Key', { exact: true }).count()).toBe(0);
  });
});

it('a service that is away is not taken for a sign-in that has ended', async () => {
  const { page } = await openDashboard({ key: site.keys.read });
  await waitForFigures(page);
  await page.route('**/api/dashboard/session', (route) => route.abort());
  await page.reload();
  await page.getByText('The service does not answer').waitFor({ timeout: 20_000 });
  expect(await page.getByLabel('Key', { exact: true }).count()).toBe(0);
  await page.unroute('**/api/dashboard/session');
  await page.getByRole('button', { name: 'Try again' }).click();
  await waitForFigures(page);
  expect(service.url.origin).toBe(new URL(page.url()).origin);
}, 60_000);
