import { expect, it } from 'vitest';
import { closeTab, context, expectSession, idIn, openShop, useRig, visibilityOf } from './rig.ts';

useRig();

it('opens one session on the first visit, with one message', async () => {
  const shop = await openShop();
  const page = await shop.visit('/?utm_source=news');
  await expectSession(shop).toMatchObject({
    status: 'active',
    page_views: 1,
    landing_url: `${shop.origin}/?utm_source=news`,
    utm_params: { source: 'news' },
  });
  expect(await shop.records()).toHaveLength(1);
  expect(await idIn(page)).toBe((await shop.session()).session_id);
  expect(shop.sent).toEqual(['POST ']);
  await closeTab(page);
});

it('chooses a UUID v7 for the session, of the time by the clock of the page', async () => {
  const anHour = 3_600_000;
  const head = `<script>const now = Date.now; Date.now = () => now() + ${anHour}</script>`;
  const shop = await openShop({ head });
  const before = Date.now();
  const page = await shop.visit('/');
  await expectSession(shop).toMatchObject({ status: 'active' });
  const { session_id } = await shop.session();
  expect(await idIn(page)).toBe(session_id);
  expect(session_id).toMatch(
    /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
  );
  const time = Number.parseInt(session_id.replaceAll('-', '').slice(0, 12), 16) - anHour;
  expect(time).toBeGreaterThanOrEqual(before);
  expect(time).toBeLessThanOrEqual(Date.now());
  await closeTab(page);
});

it('goes on with the session on a second page and after a reload', async () => {
  const shop = await openShop();
  const page = await shop.visit('/');
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 1 });
  const id = await idIn(page);
  const { visitor_id } = await shop.session();
  await page.goto(`${shop.origin}/shoes`);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  await page.reload();
  await expectSession(shop).toMatchObject({
    session_id: id,
    visitor_id,
    status: 'active',
    page_views: 3,
    current_url: `${shop.origin}/shoes`,
    landing_url: `${shop.origin}/`,
    engaged: true,
  });
  expect(await shop.records()).toHaveLength(1);
  await closeTab(page);
});

it('ends the session within seconds of closing the tab', async () => {
  const shop = await openShop();
  const page = await shop.visit('/');
  await expectSession(shop).toMatchObject({ status: 'active' });
  await page.goto(`${shop.origin}/bye`);
  await expectSession(shop).toMatchObject({ status: 'active', page_views: 2 });
  await closeTab(page);
  await expect.poll(shop.records).toMatchObject([
    {
      status: 'ended',
      ended_by: 'client',
      exit_type: 'exit',
      exit_url: `${shop.origin}/bye`,
      page_views: 2,
    },
  ]);
});

it('ends when the tab is hidden and resumes when it is shown', async () => {
  const shop = await openShop();
  const page = await shop.visit('/');
  await expectSession(shop).toMatchObject({ status: 'active' });
  const id = await idIn(page);
  const other = await context.newPage();
  expect(await visibilityOf(page)).toBe('hidden');
  await expectSession(shop).toMatchObject({ status: 'ended', exit_url: `${shop.origin}/` });
  await page.bringToFront();
  expect(await visibilityOf(page)).toBe('visible');
  await expectSession(shop).toMatchObject({
    session_id: id,
    status: 'active',
    page_views: 1,
    reopened_count: 1,
  });
  expect(await shop.records()).toHaveLength(1);
  await other.close();
  await closeTab(page);
});
