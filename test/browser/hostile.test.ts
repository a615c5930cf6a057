import { expect, it } from 'vitest';
import {
  closeTab,
  context,
  expectSession,
  idIn,
  type Json,
  openDetour,
  openShop,
  pass,
  service,
  useRig,
  visitInNewWindow,
} from './rig.ts';

useRig();

async function openBehindDetour() {
  const detour = await openDetour();
  return { detour, shop: await openShop({ api: detour.api }) };
}

function noteErrors(page: Json): string[] {
  const errors: string[] = [];
  page.on('pageerror', ({ message }: Error) => errors.push(message));
  return errors;
}

it.each([
  ['nothing', 'visitorSession.identify()'],
  ['null', 'visitorSession.identify(null)'],
  ['what JSON cannot write', 'visitorSession.identify({ name: 1n })'],
  ['a circle', 'const c = {}; c.c = c; visitorSession.update({ custom_data: c })'],
  ['too much', "visitorSession.update({ custom_data: { big: 'x'.repeat(70000) } })"],
])('goes on after a call with %s', async (_name, call) => {
  const shop = await openShop();
  const page = await shop.visit('/one');
  const errors = noteErrors(page);
  await expectSession(shop).toMatchObject({ status: 'active' });
  await page.evaluate(call);
  await pass(500);
  await page.evaluate(() => {
    history.pushState({}, '', '/two');
    (window as Json).visitorSession.identify({ email: 'ann@example.com' });
  });
  await expectSession(shop).toMatchObject({ page_views: 2, lead: { email: 'ann@example.com' } });
  expect(errors).toEqual([]);
  await closeTab(page);
});

it('throws nothing into the page when the beacon does, and ends all the same', async () => {
  const head =
    '<script>Navigator.prototype.sendBeacon = () => { throw new TypeError("no") }</script>';
  const shop = await openShop({ head });
  const page = await shop.visit('/');
  const errors = noteErrors(page);
  await expectSession(shop).toMatchObject({ status: 'active' });
  const { session_id } = await shop.session();
  const other = await context.newPage();
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/` });
  await page.bringToFront();
  await expectSession(shop).toMatchObject({ status: 'active', session_id });
  await page.evaluate(() => (window as Json).visitorSession.end());
  expect(await idIn(page)).toBeUndefined();
  await expectSession(shop, session_id).toMatchObject({ status: 'ended' });
  expect(errors).toEqual([]);
  await Promise.all([closeTab(other), closeTab(page)]);
});

it('counts the pages of a visitor who is faster than the API', async () => {
  const { shop, detour } = await openBehindDetour();
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  detour.state.delayMs = 500;
  for (const path of ['/two', '/three', '/four']) {
    await page.goto(shop.origin + path);
    await pass(100);
  }
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 4 });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});

it('ends the session of a page that is closed before the API has responded', async () => {
  const { shop, detour } = await openBehindDetour();
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  detour.state.delayMs = 500;
  await page.goto(`${shop.origin}/two`);
  await pass(200);
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', page_views: 2 });
});

it('counts a page once that includes it twice', async () => {
  const shop = await openShop();
  const page = await shop.visit('/one');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  const src = `${service.url.origin}/s.js`;
  await page.evaluate(
    ([src, site]) =>
      new Promise((resolve) => {
        const script = document.createElement('script');
        Object.assign(script, { src, onload: resolve });
        script.dataset.site = site;
        document.head.append(script);
      }),
    [src, shop.siteId] as const,
  );
  await page.evaluate(() => history.pushState({}, '', '/two'));
  await pass(500);
  expect(await shop.session()).toMatchObject({ page_views: 2 });
  await closeTab(page);
});

it('begins another session after end() while a second window is open', async () => {
  const shop = await openShop();
  const one = await shop.visit('/one');
  const two = await visitInNewWindow(`${shop.origin}/two`);
  await expectSession(shop).toMatchObject({ page_views: 2 });
  const id = await idIn(one);
  await one.evaluate(() => (window as Json).visitorSession.end());
  await pass(1500);
  expect(await shop.session(id)).toMatchObject({ status: 'ended' });
  await closeTab(one);
  await closeTab(two);
});

it.each([
  '{"page_views":1e15,"active_time":-5,"started_at":"x"}',
  '{"visitor_id":"x"}',
  '{"visitor_id":5}',
  '{"sent_at":9e15}',
  '{"sent_at":"x","page_views":"5","active_time":null,"idle_timeout":"y","opened_at":"z"}',
  '{"session_id":"x","opened_at":1,"outbox":null,"custom_data":null}',
  '{"outbox":"abc","custom_data":"x","consent":7,"farewell":5}',
  '{"outbox":{"{":5,"x":{}},"custom_data":[1],"consent":[]}',
  '[]',
  '[[1]]',
  '"x"',
  '5',
  'true',
  'null',
  'text',
  '{',
])('mends at once a record that something else has written: %s', async (text) => {
  const shop = await openShop();
  const page = await context.newPage();
  await page.route(`${shop.origin}/empty`, (route) => route.fulfill({ body: '' }));
  await page.goto(`${shop.origin}/empty`);
  await page.evaluate(([key, text]) => localStorage.setItem(key, text), [
    `visitorSession:${shop.siteId}`,
    text,
  ] as const);
  const errors = noteErrors(page);
  await page.goto(`${shop.origin}/one`);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
  await page.evaluate(() => {
    history.pushState({}, '', '/two');
    (window as Json).visitorSession.update({ custom_data: { cart: 3 } });
  });
  await expectSession(shop).toMatchObject({
    status: 'active',
    current_url: `${shop.origin}/two`,
    page_views: 2,
    custom_data: { cart: 3 },
  });
  expect(await shop.records()).toHaveLength(1);
  expect(errors).toEqual([]);
  await closeTab(page);
});

it('sends arrays as arrays in a page that gives them a toJSON', async () => {
  const head = `<script>
    Array.prototype.toJSON = function () { return JSON.stringify([...this].join()) };
  </script>`;
  const shop = await openShop({ head });
  const page = await shop.visit('/one');
  await page.evaluate(() =>
    (window as Json).visitorSession.update({ custom_data: { cart: ['lamp', 'rug'] } }),
  );
  await expectSession(shop).toMatchObject({ custom_data: { cart: ['lamp', 'rug'] } });
  expect(await page.evaluate(() => JSON.stringify(['a']))).toBe('"\\"a\\""');
  await closeTab(page);
});

it('works under a content security policy without unsafe-inline', async () => {
  const { origin } = service.url;
  const policy = `default-src 'none'; script-src ${origin}; connect-src ${origin}`;
  const shop = await openShop({ headers: { 'content-security-policy': policy } });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const violations: string[] = [];
    Object.assign(window, { violations });
    addEventListener('securitypolicyviolation', (event) =>
      violations.push(event.violatedDirective),
    );
  });
  await page.goto(`${shop.origin}/app`);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
  await page.evaluate(() => history.pushState({}, '', '/app/two'));
  await expectSession(shop).toMatchObject({ page_views: 2 });
  expect(await page.evaluate(() => (window as Json).violations)).toEqual([]);
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/app/two` });
});

it('works in a page that asks for Trusted Types and lets no script but ours run', async () => {
  const { origin } = service.url;
  const policy = `default-src 'none'; script-src ${origin}; connect-src ${origin}; require-trusted-types-for 'script'; trusted-types 'none'; sandbox allow-scripts allow-same-origin`;
  const shop = await openShop({ headers: { 'content-security-policy': policy } });
  const page = await shop.visit('/one');
  const errors = noteErrors(page);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
  const other = await context.newPage();
  await expectSession(shop).toMatchObject({ status: 'ended' });
  expect(errors).toEqual([]);
  await Promise.all([closeTab(other), closeTab(page)]);
});
