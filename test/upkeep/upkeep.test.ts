import { createScheduledController, evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import worker from '../../src/index';
import { flushRecords, packRecord } from '../../src/session/record';
import { runUpkeep } from '../../src/upkeep/run';
import {
  type Answer,
  asAdmin,
  end,
  identify,
  makeSite,
  open,
  read,
  recordOf,
  request,
  update,
} from '../api';
import { NOON, passMs, startClock, stopClock } from '../session/clock';
import { recordWhen, refuseRecords, storedOf, takeRecords } from '../session/stored';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

// The clock goes back to noon for every test, which a walk does not expect.
beforeEach(async () => {
  stopClock();
  await env.DB.prepare(
    "UPDATE upkeep_jobs SET after_session_id = '', started_at = ?, started_before_at = 0",
  )
    .bind(NOON)
    .run();
});
afterEach(() => startClock());

const runCron = () =>
  worker.scheduled(createScheduledController({ scheduledTime: Date.now() }), env);

async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const { session_id } = (await open({ site_id, ...body })).body.data;
  await recordWhen(session_id, () => true);
  return String(session_id);
}

const loseAlarm = (sessionId: string) =>
  runInDurableObject(env.VISITOR_SESSIONS.getByName(sessionId), (_, { storage }) =>
    storage.deleteAlarm(),
  );

it('ends sessions whose alarm was lost, within minutes', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  passMs(36 * MINUTE_MS);
  expect(await recordOf(session_id)).toMatchObject({ status: 'active' });
  await runCron();
  expect(await recordOf(session_id)).toMatchObject({
    status: 'ended',
    ended_by: 'idle',
    duration: 0,
  });
  expect((await storedOf(session_id)).keys).toEqual([]);
});

it('is not held up by records that cannot be closed', async () => {
  const site_id = await makeSite();
  const stuck = Array.from({ length: 100 }, () => crypto.randomUUID());
  const session_id = await openOne(site_id);
  const copy = env.DB.prepare(
    `INSERT INTO sessions (session_id, site_id, visitor_id, status, idle_timeout_ms, started_at, last_activity_at,
      due_at, duration, active_time, page_views, engaged, utm_params, device, browser, location, consent,
      custom_data, is_bot, reopened_count, version, merge)
    SELECT ?1, site_id, visitor_id, status, idle_timeout_ms, started_at, last_activity_at,
      due_at - 1000, duration, active_time, page_views, engaged, 'broken', device, browser, location, consent,
      custom_data, is_bot, reopened_count, version, merge FROM sessions WHERE session_id = ?2`,
  );
  await env.DB.batch(stuck.map((id) => copy.bind(id, session_id)));
  passMs(36 * MINUTE_MS);
  await runCron();
  expect(await recordOf(session_id)).toMatchObject({ status: 'active' });
  await runCron();
  expect(await recordOf(session_id)).toMatchObject({ status: 'ended' });
  await env.DB.prepare("DELETE FROM sessions WHERE utm_params = 'broken'").run();
});

it('cleans up a final session without writing its record again', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  await end({ site_id, session_id });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  await loseAlarm(session_id);
  await evictDurableObject(env.VISITOR_SESSIONS.getByName(session_id));
  passMs(36 * MINUTE_MS);
  await refuseRecords();
  await runCron();
  await takeRecords();
  expect(await storedOf(session_id)).toMatchObject({ keys: [], alarmAt: null });
});

it('finds an object whose end D1 has got long after it was final, though the alarm was lost', async () => {
  const site_id = await makeSite();
  await refuseRecords();
  const { session_id } = (await open({ site_id })).body.data;
  await end({ site_id, session_id });
  for (let run = 0; run < 4; run += 1) {
    passMs(20 * MINUTE_MS);
    await runCron();
  }
  await takeRecords();
  // D1 took the record and could not say so, and the object was gone by then.
  const { session } = await storedOf(session_id);
  if (session === null) throw new Error('the object holds nothing');
  await flushRecords(env.DB, [packRecord(session)]);
  await loseAlarm(session_id);
  await evictDurableObject(env.VISITOR_SESSIONS.getByName(session_id));
  expect(await recordOf(session_id)).toMatchObject({ status: 'ended' });
  passMs(6 * MINUTE_MS);
  await runCron();
  expect(await storedOf(session_id)).toMatchObject({ keys: [], alarmAt: null });
});

it('sees in the next walk what became final in this one, though two runs overlap', async () => {
  const startOfWalk = () =>
    env.DB.prepare("SELECT started_before_at FROM upkeep_jobs WHERE job = 'tidy'").first(
      'started_before_at',
    );
  await runCron();
  const startedAt = Date.now();
  passMs(5 * MINUTE_MS);
  await Promise.all([runCron(), runCron()]);
  expect(await startOfWalk()).toBe(startedAt);
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

/** Until an ended session is final and cleaned up, and the walk has come by and asks no more. */
async function passOverFinal(session_id: string): Promise<void> {
  await recordWhen(session_id, ({ status }) => status === 'ended');
  passMs(36 * MINUTE_MS);
  await runCron();
  expect((await storedOf(session_id)).keys).toEqual([]);
  for (let run = 0; run < 4; run += 1) {
    passMs(5 * MINUTE_MS);
    await runCron();
  }
}

/** D1 refuses what a message tells, and all that is left of it is what the object has stored. */
async function loseFlush(session_id: string, tell: () => Promise<Answer>): Promise<void> {
  await refuseRecords();
  expect((await tell()).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 100));
  await loseAlarm(session_id);
  await evictDurableObject(env.VISITOR_SESSIONS.getByName(session_id));
  await takeRecords();
}

it('finds what a final session was told late, though D1 failed and the alarm was lost', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  await end({ site_id, session_id });
  await passOverFinal(session_id);
  await loseFlush(session_id, () => identify(session_id, { site_id, email: 'ann@example.com' }));
  expect(await recordOf(session_id)).toMatchObject({ identified_at: null });
  passMs(6 * MINUTE_MS);
  await runCron();
  expect(await recordOf(session_id)).toMatchObject({ identified_at: expect.any(Number) });
  expect(await storedOf(session_id)).toMatchObject({ keys: [], alarmAt: null });
});

it('writes what a late message told a final session, when D1 failed and the alarm was lost', async () => {
  const site_id = await makeSite();
  const openedAt = Date.now();
  const session_id = await openOne(site_id, { sent_at: openedAt });
  passMs(MINUTE_MS);
  await end({ site_id, session_id, sent_at: Date.now() });
  await passOverFinal(session_id);
  const late = { site_id, session_id, page_views: 9, sent_at: openedAt + 1000 };
  await loseFlush(session_id, () => update(late));
  expect(await recordOf(session_id)).not.toMatchObject({ page_views: 9 });
  passMs(6 * MINUTE_MS);
  await runCron();
  expect(await recordOf(session_id)).toMatchObject({ page_views: 9 });
  expect(await storedOf(session_id)).toMatchObject({ keys: [], alarmAt: null });
});

it('asks an object again that could not finish, though its alarm is lost each time', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  const object = env.VISITOR_SESSIONS.getByName(session_id);
  await identify(session_id, { site_id, email: 'ann@example.com' });
  await end({ site_id, session_id });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  // As if it had been reset before the visitor's other sessions were linked.
  const { session } = await storedOf(session_id);
  await runInDurableObject(object, (_, { storage }) =>
    storage.kv.put('linking', session?.lead_id ?? ''),
  );
  await evictDurableObject(object);
  passMs(31 * MINUTE_MS);
  // Linking fails while the walk, which does not read this column, goes on.
  await env.DB.exec('ALTER TABLE sessions RENAME COLUMN lead_id TO lead_away');
  for (let run = 0; run < 4; run += 1) {
    await loseAlarm(session_id);
    await evictDurableObject(object);
    passMs(5 * MINUTE_MS);
    await runCron();
  }
  await env.DB.exec('ALTER TABLE sessions RENAME COLUMN lead_away TO lead_id');
  expect((await storedOf(session_id)).keys).toEqual(['linking', 'session']);
  await loseAlarm(session_id);
  await evictDurableObject(object);
  for (let run = 0; run < 2; run += 1) {
    passMs(5 * MINUTE_MS);
    await runCron();
  }
  expect(await storedOf(session_id)).toMatchObject({ keys: [], alarmAt: null });
});

it('cleans up objects whose alarm was lost after their end had been recorded', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  await end({ site_id, session_id });
  await recordWhen(session_id, ({ status }) => status === 'ended');
  await loseAlarm(session_id);
  await runCron();
  expect((await storedOf(session_id)).keys).toEqual(['session']);
  passMs(36 * MINUTE_MS);
  await runCron();
  expect(await storedOf(session_id)).toMatchObject({ keys: [], alarmAt: null });
  expect((await read(session_id, site_id)).body.data.status).toBe('ended');
});

it('writes what a session that was reopened had when its alarm was lost', async () => {
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
  passMs(36 * MINUTE_MS);
  await runCron();
  expect(await recordOf(session_id)).toMatchObject({
    page_views: 7,
    reopened_count: 1,
    ended_by: 'idle',
  });
});

it('overlooks none of the sessions that become final one after the other', async () => {
  const site_id = await makeSite();
  const ids = await Promise.all(Array.from({ length: 5 }, () => openOne(site_id)));
  for (const session_id of ids) {
    await end({ site_id, session_id });
    await recordWhen(session_id, ({ status }) => status === 'ended');
    await loseAlarm(session_id);
    passMs(11 * MINUTE_MS);
    await runCron();
  }
  passMs(36 * MINUTE_MS);
  await runCron();
  for (const session_id of ids) expect((await storedOf(session_id)).keys).toEqual([]);
});

it('leaves a session alone that reported meanwhile', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  passMs(29 * MINUTE_MS);
  await update({ site_id, session_id });
  passMs(20 * MINUTE_MS);
  await runCron();
  expect((await read(session_id, site_id)).body.data.status).toBe('active');
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
  expect((await read(session_id, site_id)).body.error.code).toBe('site_not_found');
  await runCron();
  expect(await recordOf(session_id)).toBeNull();
  passMs(40 * MINUTE_MS);
  await env.VISITOR_SESSIONS.getByName(session_id).reconcile(session_id, site_id);
  expect(await recordOf(session_id)).toBeNull();
  expect((await storedOf(session_id)).keys).toEqual([]);
  passMs(3 * DAY_MS);
  await runCron();
  for (const table of ['sites', 'leads', 'visitor_leads']) {
    const rows = await env.DB.prepare(`SELECT * FROM ${table} WHERE site_id = ?`)
      .bind(site_id)
      .all();
    expect(rows.results, table).toEqual([]);
  }
});

it('goes on with retention though no object can be asked, and the reverse', async () => {
  const site_id = await makeSite({ retention_days: 1 });
  const old = await openOne(site_id);
  passMs(3 * DAY_MS);
  const away = (column: string, name: string) =>
    env.DB.exec(`ALTER TABLE sessions RENAME COLUMN ${column} TO ${name}`);
  await away('version', 'version_away');
  await runCron();
  await away('version_away', 'version');
  expect(await recordOf(old)).toBeNull();

  const keeping = await makeSite();
  const final = await openOne(keeping);
  await end({ site_id: keeping, session_id: final });
  await recordWhen(final, ({ status }) => status === 'ended');
  await loseAlarm(final);
  passMs(36 * MINUTE_MS);
  await env.DB.exec('ALTER TABLE sites RENAME COLUMN retention_days TO retention_away');
  await runCron();
  await env.DB.exec('ALTER TABLE sites RENAME COLUMN retention_away TO retention_days');
  expect(await storedOf(final)).toMatchObject({ keys: [], alarmAt: null });
});

it('goes on with retention while the objects it asks do not answer', async () => {
  const site_id = await makeSite({ retention_days: 1 });
  const old = await openOne(site_id);
  passMs(3 * DAY_MS);
  const final = await openOne(await makeSite());
  await env.DB.prepare('UPDATE sessions SET ended_at = 1, due_at = 1 WHERE session_id = ?')
    .bind(final)
    .run();
  const asked: string[] = [];
  const silent = new Proxy(env.VISITOR_SESSIONS, {
    get: () => (name: string) => {
      asked.push(name);
      return { tidy: () => new Promise(() => undefined) };
    },
  });
  // This run never ends.
  void runUpkeep({ ...env, VISITOR_SESSIONS: silent }, Date.now());
  await vi.waitFor(() => expect(asked).toContain(final));
  expect(await recordOf(old)).toBeNull();
  const later = await openOne(site_id);
  passMs(3 * DAY_MS);
  void runUpkeep({ ...env, VISITOR_SESSIONS: silent }, Date.now());
  await vi.waitFor(async () => expect(await recordOf(later)).toBeNull());
});
