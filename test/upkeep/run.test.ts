import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import worker from '../../src/index';
import { reachOf, runUpkeep } from '../../src/upkeep/run';
import { makeSite, open, recordOf } from '../api';
import { passMs, startClock, stopClock } from '../support/clock';
import { recordWhen } from '../support/stored';

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

it('deletes by retention while objects do not answer', async () => {
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

it('deletes by retention though the watchdog fails, and closes sessions though retention fails', async () => {
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

it('works on four databases at a time, each in its turn', async () => {
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
