/** What is true of every view beside the overview: everybody can use it, and what visitors have written is text. */
import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_KEY } from '../../rig/serve.ts';
import { useRig } from '../rig.ts';
import {
  ask,
  type Filled,
  findFaults,
  makeKeyedSite,
  openDashboard,
  openSession,
  PHONE,
  WIDE,
} from './rig.ts';

useRig();

const TAG = '<img src=x onerror="window.harmed=1">';
const LONG = 'a-path-that-is-longer-than-any-screen-is-wide/'.repeat(4);
let site: Filled;
let hostile: { session_id: string; visitor_id: string; lead_id: string };

beforeAll(async () => {
  site = await makeKeyedSite({ name: TAG, timezone: 'Europe/Berlin' });
  const { session_id, visitor_id } = await openSession(site.siteId, {
    url: `https://shop.example/${encodeURIComponent(TAG)}?utm_campaign=${encodeURIComponent(TAG)}&utm_source=${encodeURIComponent(TAG)}`,
    referrer: 'https://news.example/',
    location: { country: 'DE', region: TAG, city: TAG },
    browser: { name: TAG, language: 'de' },
    device: { os: TAG },
    custom_data: { [TAG]: TAG },
    consent: { [TAG]: TAG },
  });
  // One word, which has no place to break.
  const current_url = `https://shop.example/${'x'.repeat(400)}`;
  await ask('PUT', '/api/visitors/session', { site_id: site.siteId, session_id, current_url });
  const identify = (body: object) =>
    ask('POST', `/api/visitors/session/${session_id}/identify`, { site_id: site.siteId, ...body });
  const { lead_id } = await identify({
    email: 'tag@shop.example',
    name: TAG,
    phone: TAG,
    create_task: true,
  });
  await ask('POST', `/api/sites/${site.siteId}/shares`, { name: TAG });
  hostile = { session_id, visitor_id, lead_id };
  await openSession(site.siteId, { url: `https://shop.example/${LONG}` });
  const ended = await openSession(site.siteId, { url: 'https://shop.example/' });
  await ask('POST', '/api/visitors/session/end', {
    session_id: ended.session_id,
    site_id: site.siteId,
  });
});

type View = {
  query: () => string;
  role?: 'read' | 'all' | 'admin';
  /** Until it is there. */
  there: (page: Page) => Promise<void>;
  /** Whether anything of it was written by a visitor, or by whoever made the site. */
  hasText?: boolean;
};

const row = (page: Page) => page.locator('[data-row]').first().waitFor();
const VIEWS: Record<string, View> = {
  sessions: { query: () => '?view=sessions', there: row },
  'a session': {
    query: () => `?view=sessions&id=${hostile.session_id}`,
    there: (page) => page.getByRole('region', { name: 'What happened' }).waitFor(),
  },
  visitors: { query: () => '?view=visitors', there: row, hasText: false },
  'a visitor': { query: () => `?view=visitors&id=${hostile.visitor_id}`, there: row },
  leads: { query: () => '?view=leads', there: row },
  'leads that cannot be changed': { query: () => '?view=leads', role: 'read', there: row },
  'a lead': { query: () => `?view=leads&id=${hostile.lead_id}`, there: row },
  'the edited lead': {
    query: () => `?view=leads&id=${hostile.lead_id}`,
    there: async (page) => {
      await page.getByRole('button', { name: 'Edit' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  tasks: { query: () => '?view=tasks', there: row },
  live: { query: () => '?view=live', there: row },
  sharing: {
    query: () => '?view=sharing',
    there: (page) => page.getByRole('button', { name: 'Delete' }).first().waitFor(),
  },
  sites: { query: () => `?view=sites&site_id=${site.siteId}`, role: 'admin', there: row },
  'a site': {
    query: () => `?view=sites&id=${site.siteId}&site_id=${site.siteId}`,
    role: 'admin',
    there: (page) => page.getByRole('button', { name: 'Delete the key “all”' }).waitFor(),
  },
  'a new site': {
    query: () => `?view=sites&site_id=${site.siteId}`,
    role: 'admin',
    there: async (page) => {
      await page.getByRole('button', { name: 'New site' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
};

async function open(
  name: string,
  look: { size?: typeof WIDE; colorScheme?: 'light' | 'dark' } = {},
) {
  const view = VIEWS[name];
  if (view === undefined) throw new Error('There is no such view.');
  const { role = 'all' } = view;
  const key = role === 'admin' ? ADMIN_KEY : site.keys[role];
  const opened = await openDashboard({ key, query: view.query(), ...look });
  opened.page.setDefaultTimeout(10_000);
  await view.there(opened.page);
  return opened;
}

/** What is wider than the screen, or sticks out of it. */
async function findOutside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    const what = 'main :is(button, a, input, select, textarea, td, th, h2, h3, code, li)';
    const out = [...document.querySelectorAll(what)]
      .filter((one) => one.checkVisibility() && one.closest('.hidden, .stages, thead') === null)
      .filter((one) => {
        const { left, right } = one.getBoundingClientRect();
        return left < -0.5 || right > clientWidth + 0.5;
      })
      .map((one) => one.outerHTML.slice(0, 160));
    for (const name of document.querySelectorAll('dt'))
      if (name.scrollWidth > name.clientWidth) out.push(`over its value: ${name.textContent}`);
    return scrollWidth > clientWidth ? [`${scrollWidth} wide`, ...out] : out;
  });
}

describe.each(Object.keys(VIEWS))('%s', (name) => {
  it.each(['light', 'dark'] as const)(
    'has nothing wrong by axe in the %s theme, wide and on a phone, which it fits',
    async (colorScheme) => {
      const { page } = await open(name, { colorScheme, size: WIDE });
      expect(await findFaults(page)).toEqual([]);
      await page.setViewportSize(PHONE);
      expect(await findOutside(page)).toEqual([]);
      expect(await findFaults(page)).toEqual([]);
    },
    60_000,
  );

  it('shows what visitors have written as text', async () => {
    const { page, told } = await open(name);
    // Visitors themselves have ids alone.
    const texts = VIEWS[name]?.hasText === false ? 0 : 1;
    const written = page.locator('main', { hasText: TAG });
    await expect.poll(() => written.count()).toBe(texts);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.locator('script').count()).toBe(1);
    expect(await page.evaluate(() => 'harmed' in window)).toBe(false);
    expect(told).toEqual([]);
  });
});
