import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useLeavePage, visit, WITHOUT_NAVIGATION } from './leave-page.ts';
import { closeTab, expectSession, pass } from './rig.ts';

useLeavePage();

const WAYS: Record<string, (page: Page) => Promise<unknown>> = {
  'a click on a link': (page) => page.click('#link'),
  'a link by the keyboard': (page) => page.press('#link', 'Enter'),
  'a form': (page) => page.click('#submit'),
  'a form by the keyboard': (page) => page.press('#field', 'Enter'),
  'a button with an address of its own': (page) => page.click('#other'),
};

const MORE_WAYS: Record<string, (page: Page) => Promise<unknown>> = {
  'location.assign': (page) => page.evaluate(() => location.assign('/two')),
  'location.reload': (page) => page.evaluate(() => location.reload()),
};

describe('One message per page, and none from the page that is left', () => {
  it.each([
    ...Object.entries(WAYS).map(([name, go]) => [name, go, ''] as const),
    ...Object.entries(MORE_WAYS).map(([name, go]) => [name, go, ''] as const),
    ...Object.entries(WAYS).map(
      ([name, go]) => [`${name}, without the Navigation API`, go, WITHOUT_NAVIGATION] as const,
    ),
  ])('by %s', async (_name, go, head) => {
    const { page, shop, messages, kinds } = await visit(head);
    const id = (await shop.session()).session_id;
    await go(page);
    await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
    await pass(500);
    expect(kinds()).toEqual(['open', 'open']);
    expect(messages[1]?.body).toMatchObject({ id, page_views: 2 });
    expect(messages[1]?.body.active_time).toBeGreaterThan(650);
    expect(messages[1]?.body.farewell).toBeUndefined();
    await closeTab(page);
    await expectSession(shop).toMatchObject({
      session_id: id,
      status: 'ended',
      page_views: 2,
      reopened_count: 0,
    });
    expect(kinds()).toEqual(['open', 'open', 'end']);
    expect(messages[2]?.body).toMatchObject({ page_views: 2 });
    expect((await shop.session()).active_time).toBeGreaterThan(1100);
    expect(await shop.records()).toHaveLength(1);
  });

  it('back and forward', async () => {
    const { page, shop, kinds } = await visit();
    await page.click('#link');
    await expectSession(shop).toMatchObject({ page_views: 2 });
    await page.evaluate(() => history.back());
    await expectSession(shop).toMatchObject({ page_views: 3, current_url: `${shop.origin}/one` });
    await page.evaluate(() => history.forward());
    await expectSession(shop).toMatchObject({ page_views: 4 });
    await pass(300);
    expect(kinds()).toEqual(['open', 'open', 'open', 'open']);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', reopened_count: 0, page_views: 4 });
    expect(kinds()).toHaveLength(5);
  });

  it('back and forward by the buttons of the browser', async () => {
    const { page, shop, kinds } = await visit();
    await page.click('#link');
    await expectSession(shop).toMatchObject({ page_views: 2 });
    // Playwright waits for a load, and there is none.
    await page.goBack({ timeout: 500 }).catch(() => {});
    await expectSession(shop).toMatchObject({ page_views: 3, current_url: `${shop.origin}/one` });
    expect(kinds()).toEqual(['open', 'open', 'open']);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', reopened_count: 0 });
  });

  it('counts all pages of a visitor who does not wait for the responses', async () => {
    const { page, shop, detour, messages, kinds } = await visit();
    detour.state.delayMs = 400;
    for (const path of ['/two', '/three', '/four']) {
      await page.evaluate((path) => location.assign(path), path);
      await page.waitForURL(shop.origin + path);
      await pass(100);
    }
    await expectSession(shop).toMatchObject({ status: 'active', page_views: 4 });
    expect(messages.map(({ body }) => body.page_views)).toEqual([1, 2, 3, 4]);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', page_views: 4, reopened_count: 0 });
    expect(kinds()).toHaveLength(5);
  });
});

it('identifies a visitor on the way to the next page', async () => {
  const { page, shop, kinds } = await visit(
    `<script>addEventListener('submit', () => visitorSession.identify({ email: 'ann@example.com' }))</script>`,
  );
  await page.click('#submit');
  await expectSession(shop).toMatchObject({ page_views: 2, lead: { email: 'ann@example.com' } });
  await pass(300);
  // Until the page that is left has the response, the next one sends it again.
  expect(new Set(kinds())).toEqual(new Set(['identify', 'open']));
  expect(kinds().filter((about) => about === 'open')).toHaveLength(2);
  await closeTab(page);
});
