import { applyD1Migrations, createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import worker from '../../src/index';
import { measureLags } from '../../src/upkeep/lag';
import { asAdmin, makeSite, open, recordOf, request } from '../api';
import { passMs, startClock, stopClock } from '../session/clock';
import { recordWhen } from '../session/stored';

const DAY_MS = 24 * 60 * 60_000;

beforeEach(async () => {
  stopClock();
  await env.DB.prepare(
    "UPDATE upkeep_jobs SET after_session_id = '', started_at = ?, started_before_at = 0",
  )
    .bind(Date.now())
    .run();
});
afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

const runCron = () =>
  worker.scheduled(createScheduledController({ scheduledTime: Date.now() }), env);

async function openOne(site_id: string) {
  const { session_id } = (await open({ site_id })).body.data;
  await recordWhen(session_id, () => true);
  return String(session_id);
}

it('goes on with retention though asking objects is behind, and tells by how much', async () => {
  const site_id = await makeSite({ retention_days: 1 });
  const old = await openOne(site_id);
  passMs(3 * DAY_MS);
  // As if the round of asking had begun days ago and had far to go.
  await env.DB.prepare(
    "UPDATE upkeep_jobs SET started_at = ?1, after_session_id = '~' WHERE job = 'tidy'",
  )
    .bind(Date.now() - 3 * DAY_MS)
    .run();
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await runCron();
  expect(await recordOf(old)).toBeNull();
  expect(JSON.parse(String(warned.mock.calls[0]?.[0]))).toEqual({
    level: 'warn',
    event: 'upkeep_lags',
    database: 'DB',
    job: 'tidy',
    lag_ms: 2 * DAY_MS,
  });
  warned.mockRestore();
});

it('tells the operator the lag of each job on /healthz, and nobody else', async () => {
  await env.DB.prepare("UPDATE upkeep_jobs SET started_at = ? WHERE job = 'retention'")
    .bind(Date.now() - DAY_MS - 5)
    .run();
  const health = async (headers: HeadersInit) => (await request('/healthz', { headers })).body.data;
  expect(await health(asAdmin)).toEqual({
    status: 'ok',
    upkeep: [
      { database: 'DB', job: 'retention', lag_ms: 5 },
      { database: 'DB', job: 'tidy', lag_ms: 0 },
      { database: 'DB', job: 'links', lag_ms: 0 },
    ],
  });
  expect(await health({})).toEqual({ status: 'ok' });
  expect(await health({ authorization: 'Bearer wrong' })).toEqual({ status: 'ok' });
});

const jobsOf = async (db: D1Database) =>
  (
    await db
      .prepare('SELECT job, after_session_id, started_at, started_before_at FROM upkeep_jobs')
      .all<{ job: string; started_at: number }>()
  ).results;

it('goes on in both jobs where the one walk had come to, in a database that is migrated', async () => {
  const db = env.SPARE;
  await applyD1Migrations(db, env.MIGRATIONS.slice(0, 3));
  await db.exec(
    "UPDATE retention_walk SET after_session_id = 'm', started_at = 7, started_before_at = 5",
  );
  await db.exec("INSERT INTO erased_sessions (session_id, erased_at) VALUES ('e', 1)");
  await applyD1Migrations(db, env.MIGRATIONS);
  expect(await jobsOf(db)).toEqual(
    ['retention', 'tidy'].map((job) => ({
      job,
      after_session_id: 'm',
      started_at: 7,
      started_before_at: 5,
    })),
  );
  expect(await db.prepare('SELECT session_id FROM erased_sessions').first()).toEqual({
    session_id: 'e',
  });
});

it('lags though no round has ever ended', async () => {
  startClock();
  const db = env.BARE;
  await applyD1Migrations(db, env.MIGRATIONS.slice(0, 3));
  await db.exec("UPDATE retention_walk SET after_session_id = 'm'");
  await applyD1Migrations(db, env.MIGRATIONS);
  for (const job of await jobsOf(db)) {
    expect(job).toMatchObject({ after_session_id: '', started_before_at: 0 });
    expect(Math.abs(Date.now() - job.started_at)).toBeLessThan(60_000);
  }
  const lags = await measureLags(db, Date.now() + 3 * DAY_MS);
  expect(lags).toHaveLength(3);
  for (const { job, lag_ms } of lags) expect(lag_ms > DAY_MS, job).toBe(job !== 'links');
});

it('lags by the age of the oldest visitor who is still to be linked', async () => {
  await env.DB.prepare(
    `INSERT INTO pending_links (site_id, visitor_id, lead_id, before_session_id, created_at)
    VALUES ('s', 'v', 'l', '~', ?1), ('s', 'w', 'l', '~', ?1 + 1000)`,
  )
    .bind(Date.now())
    .run();
  const lag = async () =>
    (await measureLags(env.DB, Date.now())).find(({ job }) => job === 'links')?.lag_ms;
  passMs(60 * 60_000);
  expect(await lag()).toBe(0);
  passMs(7);
  expect(await lag()).toBe(7);
  await env.DB.exec('DELETE FROM pending_links');
  expect(await lag()).toBe(0);
});
