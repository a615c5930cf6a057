import type { Page } from 'playwright-core';
import { afterEach, describe, expect, it } from 'vitest';
import {
  closeTab,
  context,
  expectSession,
  type Json,
  openShop,
  openWatchedShop,
  pass,
  useRig,
} from './rig.ts';

useRig();

/** By then what a page has noted of its visitor's wish to move holds no more. */
const FORGOTTEN_MS = 5_300;
const WITHOUT_NAVIGATION = `<script>
  Object.defineProperty(window, 'navigation', { value: undefined });
</script>`;
const BODY = `<a id="link" href="/two">two</a>
  <a id="file" href="/file">file</a>
  <a id="named" href="/file" download>file</a>
  <a id="pdf" href="/bare.pdf">brochure</a>
  <a id="nothing" href="/nothing">nothing</a>
  <a id="bare" href="/bare">bare</a>
  <a id="place" href="#place">place</a>
  <a id="blank" href="/two" target="_blank">blank</a>
  <form action="/two"><input id="field" name="action"><button id="submit">Go</button></form>
  <form action="/elsewhere" method="post"><button id="other" formaction="/two">Go</button></form>`;

let watched: Awaited<ReturnType<typeof openWatchedShop>> | undefined;
afterEach(() => {
  expect(watched?.detour.state.preflights ?? 0).toBe(0);
  watched?.detour.close();
});

/** A page that its visitor has looked at for a while. */
async function visit(head = '', body = BODY) {
  watched = await openWatchedShop({ head, body });
  const page = await watched.shop.visit('/one');
  await expect.poll(watched.said).toEqual(['open']);
  await expectSession(watched.shop).toMatchObject({ status: 'active', page_views: 1 });
  await pass(700);
  return { page, ...watched };
}

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

describe('One message a page, and none by the page that is left', () => {
  it.each([
    ...Object.entries(WAYS).map(([name, go]) => [name, go, ''] as const),
    ...Object.entries(MORE_WAYS).map(([name, go]) => [name, go, ''] as const),
    ...Object.entries(WAYS).map(
      ([name, go]) => [`${name}, without the Navigation API`, go, WITHOUT_NAVIGATION] as const,
    ),
  ])('by %s', async (_name, go, head) => {
    const { page, shop, messages, said } = await visit(head);
    const id = (await shop.session()).session_id;
    await go(page);
    await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
    await pass(500);
    expect(said()).toEqual(['open', 'open']);
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
    expect(said()).toEqual(['open', 'open', 'end']);
    expect(messages[2]?.body).toMatchObject({ page_views: 2 });
    expect((await shop.session()).active_time).toBeGreaterThan(1100);
    expect(await shop.records()).toHaveLength(1);
  });

  it('back and forward', async () => {
    const { page, shop, said } = await visit();
    await page.click('#link');
    await expectSession(shop).toMatchObject({ page_views: 2 });
    await page.evaluate(() => history.back());
    await expectSession(shop).toMatchObject({ page_views: 3, current_url: `${shop.origin}/one` });
    await page.evaluate(() => history.forward());
    await expectSession(shop).toMatchObject({ page_views: 4 });
    await pass(300);
    expect(said()).toEqual(['open', 'open', 'open', 'open']);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', reopened_count: 0, page_views: 4 });
    expect(said()).toHaveLength(5);
  });

  it('back and forward by the buttons of the browser', async () => {
    const { page, shop, said } = await visit();
    await page.click('#link');
    await expectSession(shop).toMatchObject({ page_views: 2 });
    // Playwright waits for a load, and there is none.
    await page.goBack({ timeout: 500 }).catch(() => {});
    await expectSession(shop).toMatchObject({ page_views: 3, current_url: `${shop.origin}/one` });
    expect(said()).toEqual(['open', 'open', 'open']);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', reopened_count: 0 });
  });

  it('counts all pages of a visitor who does not wait for the answers', async () => {
    const { page, shop, detour, messages, said } = await visit();
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
    expect(said()).toHaveLength(5);
  });
});

describe('Where a page cannot know, its end, and one message by a page that follows', () => {
  it.each([
    ['a typed address', (page: Page, origin: string) => page.goto(`${origin}/two`)],
    ['the button to reload', (page: Page) => page.reload()],
  ])('%s', async (_name, go) => {
    const { page, shop, messages, said } = await visit();
    const id = (await shop.session()).session_id;
    await go(page, shop.origin);
    await expectSession(shop).toMatchObject({ session_id: id, status: 'active', page_views: 2 });
    await pass(500);
    // The two travel at the same time.
    expect(said().sort()).toEqual(['end', 'open', 'open']);
    const end = messages.find(({ about }) => about === 'end');
    expect(end?.body).toMatchObject({ page_views: 1, exit_url: `${shop.origin}/one` });
    expect(end?.body.active_time).toBeGreaterThan(650);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', page_views: 2 });
    expect(said()).toHaveLength(4);
  });

  it.each([
    ['with', ''],
    ['without', WITHOUT_NAVIGATION],
  ])('a link to another host, %s the Navigation API', async (_name, head) => {
    const elsewhere = await openShop();
    const { page, shop, said } = await visit(
      head,
      `<a id="away" href="${elsewhere.origin}/">away</a>`,
    );
    await page.click('#away');
    await expectSession(shop).toMatchObject({
      status: 'ended',
      exit_url: `${shop.origin}/one`,
      page_views: 1,
    });
    expect(said()).toEqual(['open', 'end']);
    await closeTab(page);
  });

  it('a closed tab', async () => {
    const { page, shop, messages, said } = await visit();
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', page_views: 1 });
    expect(said()).toEqual(['open', 'end']);
    expect(messages[1]?.body).toMatchObject({ page_views: 1, exit_url: `${shop.origin}/one` });
    expect((await shop.session()).active_time).toBeGreaterThan(650);
  });

  it.each([
    ['a file in the same tab', '#pdf', ''],
    ['a file in the same tab, without the Navigation API', '#pdf', WITHOUT_NAVIGATION],
  ])('%s', async (_name, selector, head) => {
    const { page, shop, said } = await visit(head);
    await page.click(selector);
    await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/one` });
    expect(said()).toEqual(['open', 'end']);
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
      'a click that the page takes itself, without the Navigation API',
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
  ])('%s is no move: who closes the tab right after it has left', async (_name, go, head) => {
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
  });
});

describe('A move that does not come about', () => {
  it.each([
    ['the link was a download', '#file', ''],
    ['the link was a download, without the Navigation API', '#file', WITHOUT_NAVIGATION],
    ['nothing came', '#nothing', ''],
  ])('%s: the page goes on, and ends the session when it is left', async (_name, link, head) => {
    const { page, shop, messages, said } = await visit(head);
    await page.click(link);
    await page.evaluate(() => history.pushState({}, '', '/one/more'));
    await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
    expect(said()).toEqual(['open', 'open']);
    await page.click(link);
    await pass(FORGOTTEN_MS);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', page_views: 2 });
    expect(said()).toEqual(['open', 'open', 'end']);
    expect(messages[2]?.body.active_time).toBeGreaterThan(FORGOTTEN_MS);
  });

  it('ends at once where the visitor hides the page before the next one has come', async () => {
    const { page, shop, said } = await visit();
    await page.click('#nothing');
    const other = await context.newPage();
    await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/one` });
    expect(said()).toEqual(['open', 'end']);
    await Promise.all([closeTab(other), closeTab(page)]);
  });

  it('ends at once where the browser says that it was cancelled', async () => {
    const { page, shop, said } = await visit();
    await page.click('#nothing');
    await page.evaluate(() => stop());
    await pass(100);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended' });
    expect(said()).toEqual(['open', 'end']);
  });

  it('ends at once where the visitor has cancelled it, asked whether to leave', async () => {
    const head = `<script>
      addEventListener('beforeunload', (event) => { if (window.asks) event.preventDefault() });
    </script>`;
    const { page, shop, said } = await visit(head);
    await page.evaluate(() => Object.assign(window, { asks: true }));
    const asked = page.waitForEvent('dialog');
    // Is over only once the question is answered.
    const clicked = page.click('#link', { noWaitAfter: true });
    await (await asked).dismiss();
    await clicked;
    await page.evaluate(() => Object.assign(window, { asks: false }));
    await pass(200);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/one` });
    expect(said()).toEqual(['open', 'end']);
  });

  it('tells what a page before one without the script has counted, by the next that has it', async () => {
    const { page, shop, messages, said } = await visit();
    await page.click('#bare');
    await page.waitForURL(`${shop.origin}/bare`);
    await pass(500);
    expect(said()).toEqual(['open']);
    expect((await shop.session()).status).toBe('active');
    await page.click('a');
    await expectSession(shop).toMatchObject({ page_views: 2, current_url: `${shop.origin}/back` });
    expect(said()).toEqual(['open', 'open']);
    expect(messages[1]?.body.active_time).toBeGreaterThan(650);
    await closeTab(page);
    await expectSession(shop).toMatchObject({ status: 'ended', page_views: 2 });
    expect(said()).toHaveLength(3);
  });

  it('tells the end of a session that has gone idle meanwhile, when the visitor returns', async () => {
    watched = await openWatchedShop({ body: BODY, site: { idle_timeout_ms: 60_000 } });
    const { shop, messages, said } = watched;
    const page = await shop.visit('/one');
    await expectSession(shop).toMatchObject({ status: 'active' });
    const first = await shop.session();
    await pass(1000);
    await page.click('#bare');
    await pass(61_000);
    expect(await shop.session()).toMatchObject({ status: 'ended', ended_by: 'idle', duration: 0 });
    await page.click('a');
    await expect.poll(shop.records).toHaveLength(2);
    await expectSession(shop).toMatchObject({
      status: 'active',
      page_views: 1,
      active_time: 0,
      visitor_id: first.visitor_id,
      previous_session_id: first.session_id,
    });
    await expectSession(shop, first.session_id).toMatchObject({
      exit_type: 'bounce',
      exit_url: `${shop.origin}/one`,
      page_views: 1,
    });
    const { active_time, duration } = await shop.session(first.session_id);
    expect(active_time).toBeGreaterThan(900);
    expect(duration).toBeLessThan(5000);
    expect(said()).toEqual(['open', 'open', 'end']);
    await closeTab(page);
    await expect.poll(said).toHaveLength(4);
    expect(messages[3]?.body).toMatchObject({ page_views: 1 });
  }, 90_000);

  it('ends on every page where the browser keeps nothing for the next', async () => {
    const { page, shop, said } = await visit(
      `<script>Object.defineProperty(window, 'localStorage', {
        get() { throw new DOMException('', 'SecurityError') },
      })</script>`,
    );
    await page.click('#link');
    await expect.poll(shop.records).toHaveLength(2);
    expect(said().sort()).toEqual(['end', 'open', 'open']);
    await closeTab(page);
  });
});

it('says all it has to say without a preflight', async () => {
  const { page, shop, messages, detour } = await visit();
  await page.evaluate(() => {
    const { visitorSession } = window as Json;
    visitorSession.update({ custom_data: { cart: 3 } });
    visitorSession.identify({ email: 'ann@example.com' });
  });
  await expectSession(shop).toMatchObject({
    custom_data: { cart: 3 },
    lead: { email: 'ann@example.com' },
  });
  await page.evaluate(() => (window as Json).visitorSession.identify({ name: 'Ann' }));
  await expect
    .poll(() => messages.map(({ about }) => about))
    .toEqual(['open', 'open', 'identify', 'identify']);
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended' });
  expect([detour.state.preflights, detour.state.seen.every((seen) => /^POST/.test(seen))]).toEqual([
    0,
    true,
  ]);
});

it('tells who the visitor is on the way to the next page', async () => {
  const { page, shop, said } = await visit(
    `<script>addEventListener('submit', () => visitorSession.identify({ email: 'ann@example.com' }))</script>`,
  );
  await page.click('#submit');
  await expectSession(shop).toMatchObject({ page_views: 2, lead: { email: 'ann@example.com' } });
  await pass(300);
  // What the page that was left has not heard is said again by the next.
  expect(new Set(said())).toEqual(new Set(['identify', 'open']));
  expect(said().filter((about) => about === 'open')).toHaveLength(2);
  await closeTab(page);
});
