import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { asAdmin, end, identify, makeSite, read } from '../api';
import { RECORDS } from '../rig/records';
import { passMs, startClock, stopClock } from '../support/clock';
import { eraseVisitor, expectGone, openOne } from '../support/erasure';
import { recordWhen } from '../support/stored';

beforeEach(() => stopClock());

afterEach(() => startClock());

it('erases all that is stored of a visitor', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  const second = await openOne(site_id, { visitor_id });
  await identify(session_id, { site_id, email: 'ada@example.com', create_task: true });
  await end({ session_id, site_id });
  const erased = await eraseVisitor(site_id, visitor_id);
  expect(erased.data).toEqual({ visitor_id, erased_sessions: 2 });
  await expectGone(session_id, site_id);
  await expectGone(second.session_id, site_id);
  for (const table of ['leads', 'tasks', 'visitor_leads']) {
    const rows = await env.DB.prepare(
      `SELECT * FROM ${table === 'sessions' ? RECORDS : table} WHERE site_id = ?`,
    )
      .bind(site_id)
      .all();
    expect(rows.results, table).toEqual([]);
  }
});

it('erases the earlier leads of a visitor as well', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  await identify(session_id, { site_id, email: 'ann@example.com', name: 'Ann' });
  passMs(10);
  await identify(session_id, { site_id, email: 'bob@example.com', replace: true }, asAdmin);
  await eraseVisitor(site_id, visitor_id);
  const leads = await env.DB.prepare('SELECT * FROM leads WHERE site_id = ?').bind(site_id).all();
  expect(leads.results).toEqual([]);
});

it('keeps a lead that is also another visitor’s', async () => {
  const site_id = await makeSite();
  const one = await openOne(site_id);
  const two = await openOne(site_id);
  await identify(one.session_id, { site_id, email: 'family@example.com' });
  await identify(two.session_id, { site_id, email: 'family@example.com' });
  await eraseVisitor(site_id, one.visitor_id);
  const { data } = await read(two.session_id, site_id, asAdmin);
  expect(data.lead).toMatchObject({ email: 'family@example.com' });
});

it('answers every one of several erasures of a visitor', async () => {
  const site_id = await makeSite();
  const { visitor_id } = await openOne(site_id);
  for (let more = 0; more < 30; more += 1) await openOne(site_id, { visitor_id });
  const erasures = await Promise.all(
    Array.from({ length: 4 }, () => eraseVisitor(site_id, visitor_id)),
  );
  expect(erasures.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  const counts = erasures.map(({ data }) => data.erased_sessions);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(31);
});

it('lets an erased visitor come again', async () => {
  const site_id = await makeSite();
  const { visitor_id } = await openOne(site_id);
  await eraseVisitor(site_id, visitor_id);
  passMs(10);
  const again = await openOne(site_id, { visitor_id });
  expect((await read(again.session_id, site_id)).status).toBe(200);
});

it('erases more sessions than one batch has', async () => {
  const site_id = await makeSite();
  const { visitor_id } = await openOne(site_id);
  await Promise.all(Array.from({ length: 59 }, () => openOne(site_id, { visitor_id })));
  expect((await eraseVisitor(site_id, visitor_id)).data.erased_sessions).toBe(60);
});

it('erases states and records that cannot be read', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  await end({ site_id, session_id });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  const { session_id: held } = await openOne(site_id, { visitor_id });
  await env.DB.prepare(
    "UPDATE session_details SET merge = 'broken' WHERE session_id IN (SELECT session_id FROM sessions WHERE visitor_id = unhex(?, '-'))",
  )
    .bind(visitor_id)
    .run();
  for (const id of [session_id, held]) {
    const object = env.VISITOR_SESSIONS.getByName(id);
    await runInDurableObject(object, (_, { storage }) => storage.kv.put('session', 'broken'));
    await evictDurableObject(object);
    expect((await read(id, site_id)).status).toBe(503);
  }
  passMs(1000);
  const erased = await eraseVisitor(site_id, visitor_id);
  expect(erased.data).toEqual({ visitor_id, erased_sessions: 2 });
  await expectGone(session_id, site_id);
  await expectGone(held, site_id);
});
