import { evictDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { asId, type SiteId, type VisitorId } from '../../src/ids/uuid';
import { deleteRecord } from '../../src/session/record/delete';
import { eraseVisitor as erase } from '../../src/visitors/erase';
import { identify, makeSite, open, read, update } from '../api';
import { passMs, startClock, stopClock } from '../support/clock';
import { eraseVisitor, expectGone, expectNothingOf, openOne } from '../support/erasure';
import { recordWhen, runAlarm } from '../support/stored';

beforeEach(() => stopClock());

afterEach(() => startClock());

it('does not write again what an object had stored when its visitor was erased', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  await deleteRecord(env.DB, session_id);
  await eraseVisitor(site_id, visitor_id);
  passMs(1000);
  await update({ session_id, site_id, page_views: 5 });
  passMs(120_000);
  await runAlarm(session_id);
  await expectGone(session_id, site_id);
});

it('erases what D1 does not have yet', async () => {
  const site_id = await makeSite();
  const visitor_id = crypto.randomUUID();
  const opened = await Promise.all(
    Array.from({ length: 60 }, () => open({ site_id, visitor_id, url: 'https://shop.example/' })),
  );
  expect((await eraseVisitor(site_id, visitor_id)).status).toBe(200);
  const reads = await Promise.all(opened.map(({ data }) => read(data.session_id, site_id)));
  expect(new Set(reads.map(({ status }) => status))).toEqual(new Set([404]));
  // Together: an end of an unknown session waits for its create.
  await Promise.all(opened.map(({ data }) => expectGone(data.session_id, site_id)));
});

it('refuses to identify a session of an erased visitor that D1 never had', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  await deleteRecord(env.DB, session_id);
  await evictDurableObject(env.VISITOR_SESSIONS.getByName(session_id));
  await eraseVisitor(site_id, visitor_id);
  passMs(1000);
  const reported = { site_id, email: 'ann@example.com', name: 'Ann', create_task: true };
  expect((await identify(session_id, reported)).status).toBe(404);
  await expectGone(session_id, site_id);
  await expectNothingOf(site_id);
});

it.each([
  ['that D1 has', true],
  ['that D1 is about to have', false],
])('leaves nothing of a concurrent identify in a session %s', async (_, isRecorded) => {
  startClock();
  for (let delayMs = 0; delayMs < 20; delayMs += 1) {
    const site_id = await makeSite();
    const { session_id, visitor_id } = (await open({ site_id })).data;
    if (isRecorded) await recordWhen(session_id, () => true);
    const reported = {
      site_id,
      email: `ann${delayMs}@example.com`,
      name: 'Ann',
      create_task: true,
    };
    const identifies = Array.from({ length: 4 }, () => identify(session_id, reported));
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    expect((await eraseVisitor(site_id, visitor_id)).status).toBe(200);
    await Promise.all(identifies);
    await expectNothingOf(site_id);
  }
});

it('leaves nothing of an identify that is over before the tombstone of an earlier erasure is written', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  passMs(1000);
  const askedAt = Date.now();
  passMs(1000);
  const reported = { site_id, email: 'ann@example.com', name: 'Ann', create_task: true };
  expect((await identify(session_id, reported)).status).toBe(200);
  const visitor = { site_id: asId<SiteId>(site_id), visitor_id: asId<VisitorId>(visitor_id) };
  expect(await erase(env, visitor, askedAt)).toEqual({ visitor_id, erased_sessions: 1 });
  await expectNothingOf(site_id);
});

it('leaves the lead of a session that began after the erasure was asked for', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  const reported = { site_id, email: 'ann@example.com' };
  const known = await identify(session_id, reported);
  passMs(1000);
  const askedAt = Date.now();
  passMs(1000);
  const later = (await open({ site_id, visitor_id, id: crypto.randomUUID() })).data;
  const again = await identify(later.session_id, reported);
  expect(again.data.lead_id).toBe(known.data.lead_id);
  await deleteRecord(env.DB, later.session_id);
  const visitor = { site_id: asId<SiteId>(site_id), visitor_id: asId<VisitorId>(visitor_id) };
  expect(await erase(env, visitor, askedAt)).toMatchObject({ erased_sessions: 1 });
  const leads = await env.DB.prepare('SELECT lead_id FROM leads WHERE site_id = ?')
    .bind(site_id)
    .all();
  expect(leads.results).toEqual([{ lead_id: known.data.lead_id }]);
});

it('leaves nothing when the answer of D1 to an erasure is lost', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  const database = Object.getPrototypeOf(env.DB);
  const batch = database.batch;
  vi.spyOn(database, 'batch').mockImplementation(async function (this: unknown, ...args) {
    await batch.apply(this, args);
    throw new Error('D1_ERROR: the answer was lost');
  });
  expect((await eraseVisitor(site_id, visitor_id)).status).toBe(503);
  vi.restoreAllMocks();
  expect((await eraseVisitor(site_id, visitor_id)).status).toBe(200);
  await expectGone(session_id, site_id);
  await expectNothingOf(site_id);
});
