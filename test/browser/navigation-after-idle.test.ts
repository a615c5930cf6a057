import { expect, it } from 'vitest';
import { openShopToLeave, useLeavePage } from './leave-page.ts';
import { closeTab, expectSession, pass } from './rig.ts';

useLeavePage();

it('a page without the script: of a session that has gone idle the end is sent when the visitor returns', async () => {
  const { shop, messages, kinds } = await openShopToLeave({
    site: { idle_timeout_ms: 60_000 },
  });
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
  expect(kinds()).toEqual(['open', 'open', 'end']);
  await closeTab(page);
  await expect.poll(kinds).toHaveLength(4);
  expect(messages[3]?.body).toMatchObject({ page_views: 1 });
}, 90_000);
