import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openUnwatched } from './chromium.ts';
import {
  closeTab,
  context,
  expectSession,
  idIn,
  type Json,
  openShop,
  pass,
  service,
  useRig,
} from './rig.ts';

useRig();

const stored = (page: Json) => page.evaluate(() => ({ ...localStorage }));

it.each([
  ['Global Privacy Control', 'globalPrivacyControl', true],
  ['Do Not Track', 'doNotTrack', '1'],
])('does nothing with %s at a site that heeds it', async (_name, property, value) => {
  const head = `<script>Object.defineProperty(navigator, '${property}', { value: ${JSON.stringify(value)} })</script>`;
  const heeding = await openShop({ head, attributes: 'data-respect-privacy' });
  const page = await heeding.visit('/');
  await page.evaluate(() => {
    const { visitorSession } = window as Json;
    visitorSession.identify({ email: 'ann@example.com' });
    visitorSession.update({ custom_data: { cart: 1 } });
    visitorSession.consent(true);
    visitorSession.end();
    history.pushState({}, '', '/next');
  });
  await pass(500);
  await closeTab(page);
  await pass(300);
  expect([heeding.sent, await heeding.records()]).toEqual([[], []]);

  const other = await openShop({ head });
  const tracked = await other.visit('/');
  await expectSession(other).toMatchObject({ status: 'active' });
  await closeTab(tracked);
});

it('waits for consent with data-auto="off", and forgets when it is withdrawn', async () => {
  const shop = await openShop({ attributes: 'data-auto="off"' });
  const page = await shop.visit('/');
  await page.evaluate(() => {
    (window as Json).visitorSession.identify({ email: 'ann@example.com' });
    history.pushState({}, '', '/next');
  });
  await pass(500);
  expect([shop.sent, await shop.records(), await stored(page)]).toEqual([[], [], {}]);

  await page.evaluate(() => (window as Json).visitorSession.consent(true));
  await expectSession(shop).toMatchObject({ page_views: 1, lead: { email: 'ann@example.com' } });
  expect(await stored(page)).toEqual({ [`visitorSession:${shop.siteId}`]: expect.any(String) });

  const given = (await shop.session()).consent;
  expect(given).toEqual({ given: true, at: expect.any(Number) });
  await page.goto(`${shop.origin}/later`);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2, consent: given });

  const refusedAt = Date.now();
  await page.evaluate(() => (window as Json).visitorSession.consent(false));
  expect(await stored(page)).toEqual({ [`visitorSession:${shop.siteId}`]: '0' });
  expect(await idIn(page)).toBeUndefined();
  await page.evaluate(() => history.pushState({}, '', '/unseen'));
  await page.goto(`${shop.origin}/unseen`);
  await pass(500);
  const after = await shop.session();
  expect(after).toMatchObject({
    status: 'ended',
    ended_by: 'client',
    page_views: 2,
    exit_url: `${shop.origin}/later`,
    consent: { given: false },
  });
  expect(after.consent.at).toBeGreaterThanOrEqual(refusedAt);
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});

it('waits on every page until consent is given, and sends it once to an open session', async () => {
  const shop = await openShop({ attributes: 'data-auto="off"' });
  const page = await shop.visit('/');
  await page.goto(`${shop.origin}/two`);
  await pass(300);
  expect([shop.sent, await stored(page)]).toEqual([[], {}]);
  await page.evaluate(() => {
    const { visitorSession } = window as Json;
    visitorSession.consent(true);
    visitorSession.consent(true);
  });
  await expectSession(shop).toMatchObject({ page_views: 1, consent: { given: true } });
  await page.evaluate(() => (window as Json).visitorSession.consent(true));
  await pass(300);
  expect(shop.sent).toEqual(['POST ']);
  await closeTab(page);

  const plain = await openShop();
  const agreeing = await plain.visit('/');
  await expectSession(plain).toMatchObject({ status: 'active', consent: {} });
  await agreeing.evaluate(() => (window as Json).visitorSession.consent(true));
  await expectSession(plain).toMatchObject({ consent: { given: true, at: expect.any(Number) } });
  await closeTab(agreeing);
});

it('stops in all tabs when consent is withdrawn in one', async () => {
  const shop = await openShop();
  const one = await shop.visit('/one');
  const two = await shop.visit('/two');
  await expectSession(shop).toMatchObject({ page_views: 2 });
  await two.evaluate(() => (window as Json).visitorSession.consent(false));
  await one.bringToFront();
  // What one process stores, another sees a little later.
  await expect.poll(() => idIn(one)).toBeUndefined();
  await one.evaluate(() => history.pushState({}, '', '/unseen'));
  await pass(500);
  expect(await shop.session()).toMatchObject({ page_views: 2 });
  expect(await stored(one)).toEqual({ [`visitorSession:${shop.siteId}`]: '0' });
  await Promise.all([closeTab(one), closeTab(two)]);
});

it('leaves prerendered pages alone until they are shown', async () => {
  // The page puts the result into its address: nobody may watch it.
  const body = `<script type="speculationrules">
      {"prerender": [{"urls": ["/next"], "eagerness": "immediate"}]}
    </script>
    <script>
      if (location.pathname === '/') setTimeout(() => location.assign('/next'), 2500);
      else setTimeout(() => {
        const [entry] = performance.getEntriesByType('navigation');
        visitorSession.update({ custom_data: { shown_at: entry.activationStart } });
      }, 3000);
    </script>`;
  const shop = await openShop({ body });
  const close = openUnwatched(`${shop.origin}/`);
  try {
    await expectSession(shop).toMatchObject({ page_views: 1 });
    await pass(1500);
    expect(await shop.session()).toMatchObject({ page_views: 1, custom_data: {} });
    await expectSession(shop).toMatchObject({ page_views: 2, current_url: `${shop.origin}/next` });
    await expectSession(shop).toMatchObject({ custom_data: { shown_at: expect.any(Number) } });
    expect((await shop.session()).custom_data.shown_at).toBeGreaterThan(1000);
    expect(await shop.records()).toHaveLength(1);
  } finally {
    await close();
  }
});

it('counts a tab opened in the background when it is looked at', async () => {
  const shop = await openShop();
  const page = await shop.visit('/');
  await expectSession(shop).toMatchObject({ page_views: 1 });
  const [behind] = await Promise.all([
    context.waitForEvent('page'),
    context
      .browser()
      ?.newBrowserCDPSession()
      .then((session) =>
        session.send('Target.createTarget', { url: `${shop.origin}/behind`, background: true }),
      ),
  ]);
  await behind.waitForLoadState();
  await pass(500);
  expect(await shop.session()).toMatchObject({ status: 'active', page_views: 1 });
  await behind.bringToFront();
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  await Promise.all([closeTab(behind), closeTab(page)]);
});

it('does nothing in a page of the file system', async () => {
  const shop = await openShop();
  const folder = mkdtempSync(path.join(tmpdir(), 'visitor-sessions-file-'));
  const file = path.join(folder, 'page.html');
  writeFileSync(
    file,
    `<script defer src="${service.url.origin}/s.js" data-site="${shop.siteId}"></script>`,
  );
  const page = await context.newPage();
  const urls: string[] = [];
  page.on('request', (request) => urls.push(request.url()));
  await page.goto(`file://${file}`);
  await page.evaluate(() => (window as Json).visitorSession.identify({ name: 'Ann' }));
  await pass(500);
  expect(urls).toEqual([`file://${file}`, `${service.url.origin}/s.js`]);
  await closeTab(page);
  rmSync(folder, { recursive: true });
});

it('throws nothing into a page that loads it as a module, which hides its element', async () => {
  const shop = await openShop({ attributes: 'type="module"' });
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on('pageerror', ({ message }) => thrown.push(message));
  await page.goto(shop.origin);
  await page.evaluate(() => (window as Json).visitorSession.identify({ name: 'Ann' }));
  await pass(500);
  expect([thrown, shop.sent, await shop.records()]).toEqual([[], [], []]);
  await closeTab(page);
});
