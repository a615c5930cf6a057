import { expect, it } from 'vitest';
import { closeTab, context, expectSession, openShop, pass, useRig } from './rig.ts';

useRig();

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
