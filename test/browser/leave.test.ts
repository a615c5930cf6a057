import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { useLeavePage, visit, WITHOUT_NAVIGATION } from './leave-page.ts';
import { closeTab, context, expectSession, type Json, openShop, pass, service } from './rig.ts';

useLeavePage();

describe('An end where no navigation within the site is reported, and one message from a page that follows', () => {
  it.each([
    ['a typed address', (page: Page, origin: string) => page.goto(`${origin}/two`)],
    ['the button to reload', (page: Page) => page.reload()],
  ])('%s', async (_name, go) => {
    const { page, shop, messages, kinds } = await visit();
    const id = (await shop.session()).session_id;
    await go(page, shop.origin);
    await expectSession(shop).toMatchObject({ session_id: id, status: 'active', page_views: 2 });
    await pass(500);
    // Both are on their way at the same time.
    expect(kinds().sort()).toEqual(['end', 'open', 'open']);
    const end = messages.find(({ about }) => about === 'end');
    expect(end?.body).toMatchObject({ page_views: 1, exit_url: `${shop.origin}/one` });
    expect(end?.body.active_time).toBeGreaterThan(650);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', page_views: 2 });
    expect(kinds()).toHaveLength(4);
  });

  it.each([
    ['with', ''],
    ['without', WITHOUT_NAVIGATION],
  ])('a link to another host, %s the Navigation API', async (_name, head) => {
    const elsewhere = await openShop();
    const { page, shop, kinds } = await visit(
      head,
      `<a id="away" href="${elsewhere.origin}/">away</a>`,
    );
    await page.click('#away');
    await expectSession(shop).toMatchObject({
      status: 'ended',
      exit_url: `${shop.origin}/one`,
      page_views: 1,
    });
    expect(kinds()).toEqual(['open', 'end']);
    await closeTab(page);
  });

  it('a closed tab', async () => {
    const { page, shop, messages, kinds } = await visit();
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', page_views: 1 });
    expect(kinds()).toEqual(['open', 'end']);
    expect(messages[1]?.body).toMatchObject({ page_views: 1, exit_url: `${shop.origin}/one` });
    expect((await shop.session()).active_time).toBeGreaterThan(650);
  });

  it.each([
    ['a file in the same tab', '#pdf', ''],
    ['a file in the same tab, without the Navigation API', '#pdf', WITHOUT_NAVIGATION],
  ])('%s', async (_name, selector, head) => {
    const { page, shop, kinds } = await visit(head);
    await page.click(selector);
    await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/one` });
    expect(kinds()).toEqual(['open', 'end']);
    await closeTab(page);
  });

  it.each([
    ['a click that opens another tab', (page: Page) => page.click('#blank'), ''],
    [
      'a click that opens another tab, without the Navigation API',
      (page: Page) => page.click('#blank'),
      WITHOUT_NAVIGATION,
    ],
    [
      'a click with a key held, without the Navigation API',
      (page: Page) => page.click('#link', { modifiers: ['ControlOrMeta'] }),
      WITHOUT_NAVIGATION,
    ],
    ['a named download', (page: Page) => page.click('#named'), ''],
    [
      'a named download, without the Navigation API',
      (page: Page) => page.click('#named'),
      WITHOUT_NAVIGATION,
    ],
    ['a place in the page', (page: Page) => page.click('#place'), ''],
    [
      'a place in the page, without the Navigation API',
      (page: Page) => page.click('#place'),
      WITHOUT_NAVIGATION,
    ],
    [
      'a click that the page handles itself, without the Navigation API',
      (page: Page) =>
        page.evaluate(() => {
          const link = document.querySelector<HTMLElement>('#link');
          link?.addEventListener('click', (event) => event.preventDefault());
          link?.click();
        }),
      WITHOUT_NAVIGATION,
    ],
    [
      'the next page of an application',
      (page: Page) => page.evaluate(() => history.pushState({}, '', '/app')),
      '',
    ],
    [
      'the next page of an application by the Navigation API',
      (page: Page) =>
        page.evaluate(async () => {
          const { navigation } = window as Json;
          navigation.addEventListener('navigate', (event: Json) =>
            event.intercept({ handler: async () => {} }),
          );
          await navigation.navigate('/app').finished;
        }),
      '',
    ],
  ])(
    '%s is no navigation: closing the tab right after it ends the session',
    async (_name, go, head) => {
      const { page, shop, messages } = await visit(head);
      await go(page);
      await pass(200);
      for (const other of context.pages())
        if (other !== page && other.url().startsWith(shop.origin)) await closeTab(other);
      await page.bringToFront();
      await pass(300);
      await closeTab(page);
      await expectSession(shop).toMatchObject({ status: 'ended' });
      expect(messages.at(-1)?.about).toBe('end');
      expect((await shop.session()).active_time).toBeGreaterThan(650);
    },
  );
});

it.each([
  [
    'a JSON Blob, after a preflight with credentials',
    (fields: string) => new Blob([fields], { type: 'application/json' }),
  ],
  ['form fields', (fields: string) => new URLSearchParams(JSON.parse(fields))],
])('ends a session by a beacon of the page itself with %s', async (_name, makeBody) => {
  const shop = await openShop();
  const page = await shop.visit('/');
  await expectSession(shop).toMatchObject({ status: 'active' });
  const wasQueued = await page.evaluate(
    ([url, make]) => {
      const session_id = (window as Json).visitorSession.id;
      const fields = {
        session_id,
        exit_url: `${location.origin}/own`,
        exit_type: 'exit',
        page_views: 7,
      };
      const body = new Function(`return ${make}`)()(JSON.stringify(fields));
      return navigator.sendBeacon(url, body);
    },
    [`${service.url.origin}/api/visitors/session/end`, String(makeBody)] as const,
  );
  expect(wasQueued).toBe(true);
  await expectSession(shop).toMatchObject({
    status: 'ended',
    exit_type: 'exit',
    exit_url: `${shop.origin}/own`,
    page_views: 7,
  });
  await closeTab(page);
});
