import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asId, type VisitorId } from '../../src/ids/uuid';
import { eraseVisitor as eraseVisitorSessions } from '../../src/visitors/erase';
import { end, identify, makeSite, read, update } from '../api';
import { passMs, startClock, stopClock } from '../support/clock';
import { eraseVisitor, openOne } from '../support/erasure';
import { recordWhen } from '../support/stored';

beforeEach(() => stopClock());

afterEach(() => startClock());

it('does not erase a session that began after its visitor was erased', async () => {
  const site_id = await makeSite();
  const { visitor_id } = await openOne(site_id);
  await eraseVisitor(site_id, visitor_id);
  passMs(1000);
  const { session_id } = await openOne(site_id, { visitor_id });
  // As if the first call were still at work, its tombstone written half a second ago.
  const again = await eraseVisitorSessions(env, { site_id, visitor_id }, Date.now() - 500);
  expect(again).toEqual({ visitor_id, erased_sessions: 0 });
  expect((await read(session_id, site_id)).status).toBe(200);
});

it('lets the records of other visitors be written', async () => {
  const site_id = await makeSite();
  const { visitor_id } = await openOne(site_id);
  const other = await openOne(site_id);
  passMs(1000);
  await eraseVisitor(site_id, visitor_id);
  await update({ ...other, site_id, page_views: 5 });
  await end({ session_id: other.session_id, site_id });
  const record = await recordWhen(other.session_id, ({ status }) => status === 'ended');
  expect(record).toMatchObject({ page_views: 5 });
});

it('does not erase the lead and the task of a session that began after its visitor was erased', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  await identify(session_id, { email: 'ann@example.com', create_task: true });
  const marked = Date.now();
  passMs(1000);
  const later = await openOne(site_id, { visitor_id });
  const identified = await identify(later.session_id, {
    email: 'ann@example.com',
    create_task: true,
  });
  await eraseVisitorSessions(env, { site_id, visitor_id }, marked);
  const { lead_id, task_id } = identified.data;
  const { results } = await env.DB.prepare(
    `SELECT lead_id, (SELECT task_id FROM tasks WHERE tasks.lead_id = leads.lead_id) AS task_id,
      (SELECT COUNT(*) FROM visitor_leads WHERE visitor_leads.lead_id = leads.lead_id) AS links
    FROM leads WHERE site_id = ?`,
  )
    .bind(site_id)
    .all();
  expect(results).toEqual([{ lead_id, task_id, links: 1 }]);
});

it('keeps the later of two tombstones, in any order of writing', async () => {
  const site_id = await makeSite();
  const visitor_id = asId<VisitorId>(crypto.randomUUID());
  for (const at of [200, 100]) await eraseVisitorSessions(env, { site_id, visitor_id }, at);
  const tombstone = env.DB.prepare('SELECT erased_at FROM erased_visitors WHERE site_id = ?');
  expect(await tombstone.bind(site_id).first('erased_at')).toBe(200);
});
