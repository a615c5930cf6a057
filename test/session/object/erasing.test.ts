import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { asId, type VisitorId } from '../../../src/ids/uuid';
import { sessionObject } from '../../../src/session/object/stub';
import { deleteRecord } from '../../../src/session/record/delete';
import { eraseVisitor as eraseVisitorSessions } from '../../../src/visitors/erase';
import {
  asAdmin,
  end,
  identify,
  makeKey,
  makeSite,
  open,
  read,
  recordOf,
  request,
  update,
} from '../../api';
import { RECORDS } from '../../rig/records';
import { passMs, startClock, stopClock } from '../../support/clock';
import { recordWhen, runAlarm, storedOf } from '../../support/stored';

const eraseVisitor = (site_id: string, visitor_id: string, headers: HeadersInit = asAdmin) =>
  request<{ visitor_id: string; erased_sessions: number }>(
    `/api/visitors/${visitor_id}?site_id=${site_id}`,
    { method: 'DELETE', headers },
  );
const eraseSession = (site_id: string, session_id: string, headers: HeadersInit = asAdmin) =>
  request<{ session_id: string; erased: true }>(
    `/api/visitors/session?session_id=${session_id}&site_id=${site_id}`,
    {
      method: 'DELETE',
      headers,
    },
  );

beforeEach(() => stopClock());
afterEach(() => startClock());

async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const { session_id, visitor_id } = (await open({ site_id, ...body })).data;
  await recordWhen(session_id, () => true);
  return { session_id, visitor_id };
}

async function expectGone(session_id: string, site_id: string) {
  passMs(10);
  expect((await end({ session_id, site_id })).status).toBe(404);
  expect((await update({ session_id, site_id, page_views: 9 })).status).toBe(404);
  expect((await read(session_id, site_id)).status).toBe(404);
  await runAlarm(session_id);
  expect((await storedOf(session_id)).keys).toEqual([]);
  expect(await recordOf(session_id)).toBeNull();
}

async function expectNothingOf(site_id: string) {
  for (const table of ['leads', 'tasks', 'visitor_leads', 'sessions']) {
    const { results } = await env.DB.prepare(
      `SELECT * FROM ${table === 'sessions' ? RECORDS : table} WHERE site_id = ?`,
    )
      .bind(site_id)
      .all();
    expect(results, table).toEqual([]);
  }
}

it('erases a live session everywhere, and a late beacon does not bring it back', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  expect((await eraseSession(site_id, session_id)).data).toEqual({ session_id, erased: true });
  await expectGone(session_id, site_id);
});

it('erases all that is kept of a visitor', async () => {
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

it('erases the leads a visitor no longer is as well', async () => {
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

it('does not write again what an object still held when its visitor was erased', async () => {
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

it('lets nobody identify a session of an erased visitor that D1 never had', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  await deleteRecord(env.DB, session_id);
  await evictDurableObject(env.VISITOR_SESSIONS.getByName(session_id));
  await eraseVisitor(site_id, visitor_id);
  passMs(1000);
  const told = { site_id, email: 'ann@example.com', name: 'Ann', create_task: true };
  expect((await identify(session_id, told)).status).toBe(404);
  await expectGone(session_id, site_id);
  await expectNothingOf(site_id);
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

it.each([
  ['that D1 has', true],
  ['that D1 is about to have', false],
])(
  'leaves nothing of what was being identified meanwhile in a session %s',
  async (_, isRecorded) => {
    startClock();
    for (let delayMs = 0; delayMs < 20; delayMs += 1) {
      const site_id = await makeSite();
      const { session_id, visitor_id } = (await open({ site_id })).data;
      if (isRecorded) await recordWhen(session_id, () => true);
      const told = { site_id, email: `ann${delayMs}@example.com`, name: 'Ann', create_task: true };
      const identifies = Array.from({ length: 4 }, () => identify(session_id, told));
      await new Promise((resolve) => setTimeout(resolve, delayMs));
      expect((await eraseVisitor(site_id, visitor_id)).status).toBe(200);
      await Promise.all(identifies);
      await expectNothingOf(site_id);
    }
  },
);

it('neither waits for identifies that wait for it nor lets them in', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  const object = sessionObject(env, session_id);
  const request = { email: 'ann@example.com', create_task: true, replace: false } as const;
  const identifies = Array.from({ length: 4 }, () =>
    object.identify({ ...request, caller: 'browser' }, session_id, site_id),
  );
  const erased = await Promise.all([
    object.erase(session_id, site_id),
    object.erase(session_id, site_id),
  ]);
  expect(erased).toContainEqual({ erased: true });
  await Promise.all(identifies);
  await expectGone(session_id, site_id);
});

it('erases more sessions than are asked for at once', async () => {
  const site_id = await makeSite();
  const { visitor_id } = await openOne(site_id);
  await Promise.all(Array.from({ length: 59 }, () => openOne(site_id, { visitor_id })));
  expect((await eraseVisitor(site_id, visitor_id)).data.erased_sessions).toBe(60);
});

it('leaves nothing behind when D1 could not say that it has erased', async () => {
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

it('brings the lead to the visitor’s other sessions though the one that told it is erased', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  const other = await openOne(site_id, { visitor_id });
  await env.DB.exec('ALTER TABLE sessions RENAME TO sessions_away');
  const told = await identify(session_id, { site_id, email: 'ann@example.com' });
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect((await storedOf(session_id)).keys).toContain('linking');
  await env.DB.exec('ALTER TABLE sessions_away RENAME TO sessions');
  expect((await eraseSession(site_id, session_id)).status).toBe(200);
  expect((await read(other.session_id, site_id)).data.lead_id).toBe(told.data.lead_id);
});

it('lets a session whose lead was erased be identified again', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  const { lead_id } = (await identify(session_id, { site_id, email: 'ann@example.com' })).data;
  await env.DB.prepare('DELETE FROM leads WHERE lead_id = ?').bind(lead_id).run();
  const again = await identify(session_id, { site_id, email: 'ann@example.com' });
  expect(again.status).toBe(200);
  expect(again.data.lead_id).not.toBe(lead_id);
});

it('is for callers with a key of the site', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  expect((await eraseSession(site_id, session_id, {})).status).toBe(403);
  expect((await eraseVisitor(site_id, visitor_id, {})).status).toBe(403);
  const foreign = await makeKey(await makeSite());
  const { code } = await eraseVisitor(site_id, visitor_id, { 'x-api-key': foreign.key });
  expect(code).toBe('wrong_site');
  const own = await makeKey(site_id);
  expect((await eraseVisitor(site_id, visitor_id, { 'x-api-key': own.key })).status).toBe(200);
});

it('is not open to pages of other origins', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  const answer = await eraseSession(site_id, session_id, {
    ...asAdmin,
    origin: 'https://shop.example',
  });
  expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
});

it('erases what cannot be read any more, here and in D1', async () => {
  const site_id = await makeSite();
  const { session_id, visitor_id } = await openOne(site_id);
  await end({ site_id, session_id });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  const { session_id: held } = await openOne(site_id, { visitor_id });
  await env.DB.prepare(
    "UPDATE session_details SET merge = 'broken' WHERE visitor_id = unhex(?, '-')",
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

it('leaves a session alone that began after its visitor was erased', async () => {
  const site_id = await makeSite();
  const { visitor_id } = await openOne(site_id);
  await eraseVisitor(site_id, visitor_id);
  passMs(1000);
  const { session_id } = await openOne(site_id, { visitor_id });
  // As if the first call were still at work, its mark set a second ago.
  const again = await eraseVisitorSessions(env, { site_id, visitor_id }, Date.now() - 500);
  expect(again).toEqual({ visitor_id, erased_sessions: 0 });
  expect((await read(session_id, site_id)).status).toBe(200);
});

it('keeps no record of another visitor from being written', async () => {
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

it('leaves the lead and the task alone of a session that began after its visitor was erased', async () => {
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

it('keeps the later of two marks, whichever is written last', async () => {
  const site_id = await makeSite();
  const visitor_id = asId<VisitorId>(crypto.randomUUID());
  for (const at of [200, 100]) await eraseVisitorSessions(env, { site_id, visitor_id }, at);
  const mark = env.DB.prepare('SELECT erased_at FROM erased_visitors WHERE site_id = ?');
  expect(await mark.bind(site_id).first('erased_at')).toBe(200);
});

it('does not wait for another session of the visitor that cannot be read', async () => {
  const site_id = await makeSite();
  const first = await openOne(site_id);
  const broken = await openOne(site_id, { visitor_id: first.visitor_id });
  const stub = env.VISITOR_SESSIONS.getByName(broken.session_id);
  await runInDurableObject(stub, (_, { storage }) => storage.kv.put('session', '{"shape":99}'));
  await evictDurableObject(stub);
  await identify(first.session_id, { email: 'ann@example.com' });
  expect((await eraseSession(site_id, first.session_id)).status).toBe(200);
  const pending = env.DB.prepare('SELECT before_started_at FROM pending_links WHERE site_id = ?');
  expect(await pending.bind(site_id).first('before_started_at')).toBe(Number.MAX_SAFE_INTEGER);
});
