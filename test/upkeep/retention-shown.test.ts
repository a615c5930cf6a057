/** What is past its retention is shown no more, though it is deleted later. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asAdmin, expectFailure, makeSite, open, recordOf, request, send } from '../api';
import { passMs, startClock, stopClock } from '../support/clock';
import { countShown, placesOf, receive } from '../support/shown';
import { recordWhen, runAlarm } from '../support/stored';

const DAY_MS = 24 * 60 * 60 * 1000;
let site_id: string;

beforeEach(async () => {
  stopClock();
  site_id = await makeSite({ retention_days: 30 });
});

afterEach(() => startClock());

it('counts and lists an expired session nowhere, from the millisecond on', async () => {
  const old = await receive(site_id, 'old@example.com');
  passMs(10 * DAY_MS);
  const kept = await receive(site_id, 'kept@example.com');
  // Its object has forgotten it by then.
  await runAlarm(old.session_id);
  // They lasted a second each, and the last moment of retention is that of the start.
  passMs(20 * DAY_MS - 2_000);
  expect(await countShown(site_id)).toBe(2);
  expect(await placesOf(site_id, old)).toHaveLength(11);
  passMs(1);
  expect(await countShown(site_id)).toBe(1);
  expect(await recordOf(old.session_id)).not.toBeNull();
  const ofLead = { session_id: old.session_id, visitor_id: old.visitor_id, task_id: old.task_id };
  expect(await placesOf(site_id, { ...old, ...ofLead, lead_id: old.session_id })).toEqual([]);
  expect(await placesOf(site_id, kept)).toHaveLength(11);
  const changed = { status: 'completed' };
  const task = `/api/tasks/${old.task_id}?site_id=${site_id}`;
  expectFailure(await send('PATCH', task, changed, asAdmin), 404, 'task_not_found');
  for (const path of ['', '/sessions']) {
    const route = `/api/visitors/${old.visitor_id}${path}?site_id=${site_id}`;
    expectFailure(await request(route, { headers: asAdmin }), 404, 'visitor_not_found');
  }
});

it('tells of a visitor what is kept of them', async () => {
  const { visitor_id } = await receive(site_id, 'old@example.com');
  passMs(10 * DAY_MS);
  const first_seen_at = Date.now();
  const { session_id } = (await open({ site_id, visitor_id })).data;
  await recordWhen(session_id, () => true);
  passMs(25 * DAY_MS);
  const route = `/api/visitors/${visitor_id}?site_id=${site_id}`;
  const { data } = await request(route, { headers: asAdmin });
  expect(data).toMatchObject({ first_seen_at, sessions: 1, totals: { page_views: 0 } });
});

it('follows a site that keeps less from now on', async () => {
  await receive(site_id, 'old@example.com');
  passMs(2 * DAY_MS);
  expect(await countShown(site_id)).toBe(1);
  await send('PATCH', `/api/sites/${site_id}`, { retention_days: 1 }, asAdmin);
  expect(await countShown(site_id)).toBe(0);
});
