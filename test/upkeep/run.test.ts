import { createScheduledController, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { asId, type SessionId } from '../../src/ids/uuid';
import worker from '../../src/index';
import { deleteRecords } from '../../src/session/record/delete';
import { packRecord } from '../../src/session/record/pack';
import { flushRecords } from '../../src/session/record/write';
import { reachOf, runUpkeep } from '../../src/upkeep/run';
import { asAdmin, end, identify, makeSite, open, read, recordOf, request, update } from '../api';
import { passMs, startClock, stopClock } from '../support/clock';
import { recordWhen, runAlarm, storedOf } from '../support/stored';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

beforeEach(() => stopClock());
afterEach(() => startClock());

const runCron = () =>
  worker.scheduled(createScheduledController({ scheduledTime: Date.now() }), env);

async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const { session_id } = (await open({ site_id, ...body })).data;
  await recordWhen(session_id, () => true);
  return session_id;
}

const loseAlarm = (sessionId: string) =>
  runInDurableObject(env.VISITOR_SESSIONS.getByName(sessionId), (_, { storage }) =>
    storage.deleteAlarm(),
  );

it('is not held up by records that cannot be closed', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  const { session } = await storedOf(session_id);
  if (session === null) throw new Error('the object holds nothing');
  const stuck = Array.from({ length: 100 }, () => asId<SessionId>(crypto.randomUUID()));
  const copies = stuck.map((id) => packRecord({ ...session, session_id: id }));
  await flushRecords(env.DB, copies.slice(0, 50));
  await flushRecords(env.DB, copies.slice(50));
  await env.DB.exec(
    "UPDATE session_details SET merge = 'broken' WHERE session_id IN (SELECT session_id FROM sessions WHERE version = 1)",
  );
  passMs(66 * MINUTE_MS);
  // Each run asks a hundred of them, and not always the same.
  for (let run = 0; run < 20; run += 1) {
    await runCron();
    if ((await recordOf(session_id))?.status === 'ended') break;
  }
  expect(await recordOf(session_id)).toMatchObject({ status: 'ended' });
  await deleteRecords(env.DB, stuck);
});

it('finds what has been open for long, once a week', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  passMs(3 * DAY_MS);
  const week = 7 * DAY_MS;
  vi.setSystemTime(Math.ceil(Date.now() / week) * week - 10 * MINUTE_MS);
  await runCron();
  expect(await recordOf(session_id)).toMatchObject({ status: 'active' });
  passMs(10 * MINUTE_MS);
  await runCron();
  expect(await recordOf(session_id)).toMatchObject({ status: 'ended', ended_by: 'idle' });
});

it('looks a day back once an hour and a month back once a week, in every database', () => {
  for (const count of [1, 4, 5, 6, 7, 8, 12, 20]) {
    const seen = { day: new Set<number>(), month: new Set<number>() };
    for (let run = 0; run < 2016; run += 1) {
      const reach = reachOf(run * 5 * MINUTE_MS, count);
      if (reach === 'hours') continue;
      for (let place = 0; place < Math.min(4, count); place += 1) {
        seen[reach].add((run * 4 + place) % count);
      }
    }
    expect([seen.day.size, seen.month.size]).toEqual([count, count]);
  }
});

it('goes on with retention while the objects it asks do not answer', async () => {
  const site_id = await makeSite({ retention_days: 1 });
  const old = await openOne(site_id);
  passMs(3 * DAY_MS);
  const live = await openOne(await makeSite());
  passMs(66 * MINUTE_MS);
  const asked: string[] = [];
  const silent = new Proxy(env.VISITOR_SESSIONS, {
    get: () => (name: string) => {
      asked.push(name);
      return { reconcile: () => new Promise(() => undefined) };
    },
  });
  // This run never ends.
  void runUpkeep({ ...env, VISITOR_SESSIONS: silent }, Date.now());
  await vi.waitFor(() => expect(asked).toContain(live));
  expect(await recordOf(old)).toBeNull();
});

it('goes on with retention though the watchdog fails, and the reverse', async () => {
  const site_id = await makeSite({ retention_days: 1 });
  const old = await openOne(site_id);
  passMs(3 * DAY_MS);
  const rename = (table: string, from: string, to: string) =>
    env.DB.exec(`ALTER TABLE ${table} RENAME COLUMN ${from} TO ${to}`);
  await rename('sessions', 'idle_timeout_ms', 'away');
  await runCron();
  await rename('sessions', 'away', 'idle_timeout_ms');
  expect(await recordOf(old)).toBeNull();
  const session_id = await openOne(await makeSite());
  passMs(66 * MINUTE_MS);
  await rename('sites', 'retention_days', 'away');
  await runCron();
  await rename('sites', 'away', 'retention_days');
  expect(await recordOf(session_id)).toMatchObject({ status: 'ended' });
});

it('ends sessions whose alarm was lost, within minutes', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  passMs(61 * MINUTE_MS);
  await runCron();
  expect(await recordOf(session_id)).toMatchObject({ status: 'active' });
  passMs(5 * MINUTE_MS);
  await runCron();
  expect(await recordOf(session_id)).toMatchObject({
    status: 'ended',
    ended_by: 'idle',
    duration: 0,
  });
  expect((await storedOf(session_id)).keys).toEqual([]);
});

it('takes four databases at a time, each in its turn', async () => {
  const asked = new Set<string>();
  const namedDatabase = (name: string) =>
    new Proxy(env.DB, {
      get: (db, property) => {
        asked.add(name);
        const value = Reflect.get(db, property);
        return typeof value === 'function' ? value.bind(db) : value;
      },
    });
  const others = ['DB_1', 'DB_2', 'DB_3', 'DB_4', 'DB_5'];
  const all = { ...env, ...Object.fromEntries(others.map((name) => [name, namedDatabase(name)])) };
  const everAsked = new Set<string>();
  for (let run = 0; run < 3; run += 1) {
    asked.clear();
    await runUpkeep(all, run * 5 * MINUTE_MS);
    expect(asked.size).toBeLessThanOrEqual(4);
    for (const name of asked) everAsked.add(name);
  }
  expect([...everAsked].sort()).toEqual(others);
});

it('writes what a session that was reopened had when its alarm was lost, once it is read', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  await end({ site_id, session_id });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  await env.DB.exec('ALTER TABLE sessions RENAME TO sessions_away');
  await open({ site_id, id: session_id });
  await update({ site_id, session_id, page_views: 7 });
  await new Promise((resolve) => setTimeout(resolve, 50));
  await env.DB.exec('ALTER TABLE sessions_away RENAME TO sessions');
  await loseAlarm(session_id);
  await evictDurableObject(env.VISITOR_SESSIONS.getByName(session_id));
  passMs(66 * MINUTE_MS);
  await read(session_id, site_id);
  expect((await storedOf(session_id)).alarmAt).toBe(Date.now() + MINUTE_MS);
  await runAlarm(session_id);
  expect(await recordOf(session_id)).toMatchObject({
    page_views: 7,
    reopened_count: 1,
    ended_by: 'idle',
  });
  expect((await storedOf(session_id)).keys).toEqual([]);
});

it('leaves a session alone that reported meanwhile', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  passMs(29 * MINUTE_MS);
  await update({ site_id, session_id });
  passMs(20 * MINUTE_MS);
  await runCron();
  expect((await read(session_id, site_id)).data.status).toBe('active');
});

it('deletes sessions older than the site keeps, with their tasks, and no others', async () => {
  const site_id = await makeSite({ retention_days: 1 });
  const keeping = await makeSite({ retention_days: 30 });
  const old = await openOne(site_id);
  const kept = await openOne(keeping);
  await identify(old, { site_id, email: 'ada@example.com', create_task: true });
  passMs(2 * DAY_MS + 1);
  const young = await openOne(site_id);
  await runCron();
  expect(await recordOf(old)).toBeNull();
  expect(await recordOf(kept)).not.toBeNull();
  expect(await recordOf(young)).not.toBeNull();
  const tasks = await env.DB.prepare('SELECT * FROM tasks WHERE session_id = ?').bind(old).all();
  expect(tasks.results).toEqual([]);
});

it('deletes everything of a deleted site, and its live sessions do not come back', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  await identify(session_id, { site_id, email: 'ada@example.com' });
  await request(`/api/sites/${site_id}`, { method: 'DELETE', headers: asAdmin });
  expect((await read(session_id, site_id)).error.code).toBe('site_not_found');
  await runCron();
  expect(await recordOf(session_id)).toBeNull();
  passMs(40 * MINUTE_MS);
  await env.VISITOR_SESSIONS.getByName(session_id).reconcile(session_id, site_id);
  expect(await recordOf(session_id)).toBeNull();
  expect((await storedOf(session_id)).keys).toEqual([]);
  passMs(4 * DAY_MS);
  await runCron();
  for (const table of ['sites', 'leads', 'visitor_leads']) {
    const rows = await env.DB.prepare(`SELECT * FROM ${table} WHERE site_id = ?`)
      .bind(site_id)
      .all();
    expect(rows.results, table).toEqual([]);
  }
});
