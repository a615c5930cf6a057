import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { closeTab, context, expectSession, openShop, pass, useRig } from './rig.ts';

useRig();

/** Opens a page whose clock can be moved on, and tells what it sends. */
async function visitWithClock(
  url: string,
): Promise<{ page: Page; puts: { active_time: number }[] }> {
  const page = await context.newPage();
  const puts: { active_time: number }[] = [];
  page.on('request', (request) => {
    if (request.method() === 'PUT') puts.push(JSON.parse(request.postData() ?? ''));
  });
  await page.clock.install();
  await page.goto(url);
  return { page, puts };
}

/** Moves the page's clock on as slowly as its messages need. */
async function letPass(page: Page, heartbeats: number): Promise<void> {
  for (let count = 0; count < heartbeats; count += 1) {
    await page.clock.runFor(30_000);
    await pass(100);
  }
}

it('tells of an attentive visitor every 30 s, and of no other', async () => {
  const shop = await openShop();
  const { page, puts } = await visitWithClock(`${shop.origin}/`);
  await expectSession(shop).toMatchObject({ status: 'active' });
  const started = await shop.session();

  await page.mouse.move(10, 10);
  await letPass(page, 1);
  expect(puts.map(({ active_time }) => Math.round(active_time / 1000))).toEqual([30]);
  const beaten = await shop.session();
  expect(beaten.last_activity_at).toBeGreaterThan(started.last_activity_at);

  await page.mouse.move(20, 20);
  await letPass(page, 10);
  // The visitor has done nothing for minutes, of which the first is taken for reading.
  const heard = puts.length;
  expect(puts.map(({ active_time }) => Math.round(active_time / 1000)).slice(0, 3)).toEqual([
    30, 60, 90,
  ]);
  expect(heard).toBeLessThanOrEqual(4);
  const silent = await shop.session();
  await letPass(page, 5);
  expect([puts.length, (await shop.session()).last_activity_at]).toEqual([
    heard,
    silent.last_activity_at,
  ]);

  await page.mouse.move(30, 30);
  await letPass(page, 1);
  expect(puts.length).toBe(heard + 1);
  expect(puts.at(-1)?.active_time).toBeLessThan(125_000);
  expect((await shop.session()).last_activity_at).toBeGreaterThan(silent.last_activity_at);
  await closeTab(page);
});

it('says nothing while the page is visible without the focus', async () => {
  const shop = await openShop();
  const { page, puts } = await visitWithClock(`${shop.origin}/`);
  await expectSession(shop).toMatchObject({ status: 'active' });
  const started = await shop.session();
  // Windows of a headless browser all have the focus.
  await page.evaluate(() => {
    document.hasFocus = () => false;
    dispatchEvent(new Event('blur'));
  });
  await letPass(page, 3);
  expect(puts).toEqual([]);
  expect(await shop.session()).toMatchObject({
    status: 'active',
    last_activity_at: started.last_activity_at,
  });
  await closeTab(page);
});

it('counts the time in which the page is visible and has the focus', async () => {
  const shop = await openShop();
  const page = await shop.visit('/');
  await pass(1500);
  const other = await context.newPage();
  await expectSession(shop).toMatchObject({ status: 'ended' });
  const { active_time } = await shop.session();
  expect(active_time).toBeGreaterThan(1000);
  await pass(1500);
  await page.bringToFront();
  await expectSession(shop).toMatchObject({ status: 'active' });
  await closeTab(page);
  await expectSession(shop).toMatchObject({ status: 'ended' });
  const ended = await shop.session();
  expect(ended.active_time).toBeGreaterThanOrEqual(active_time);
  expect(ended.duration - ended.active_time).toBeGreaterThan(1400);
  await closeTab(other);
});
