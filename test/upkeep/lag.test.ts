import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import worker from '../../src/index';
import { measureLags, reportLags } from '../../src/upkeep/lag';
import { asAdmin, makeSite, open, recordOf, request } from '../api';
import { passMs, startClock, stopClock } from '../support/clock';
import { recordWhen } from '../support/stored';

const DAY_MS = 24 * 60 * 60_000;

beforeEach(() => stopClock());
afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

const runCron = () =>
  worker.scheduled(createScheduledController({ scheduledTime: Date.now() }), env);

async function openOne(site_id: string) {
  const { session_id } = (await open({ site_id })).data;
  await recordWhen(session_id, () => true);
  return String(session_id);
}

it('shows the lag of retention only to the operator on /healthz, and in the log', async () => {
  const site_id = await makeSite({ retention_days: 1 });
  const old = await openOne(site_id);
  passMs(4 * DAY_MS + 5);
  const health = async (headers: HeadersInit) => (await request('/healthz', { headers })).data;
  const lags = (lag_ms: number) => [
    { database: 'DB', job: 'retention', lag_ms },
    { database: 'DB', job: 'links', lag_ms: 0 },
  ];
  expect(await health(asAdmin)).toEqual({ status: 'ok', upkeep: lags(DAY_MS + 5) });
  expect(await health({})).toEqual({ status: 'ok' });
  expect(await health({ authorization: 'Bearer wrong' })).toEqual({ status: 'ok' });
  const warned = vi.spyOn(console, 'warn').mockImplementation(() => undefined);
  await reportLags('DB', env.DB, Date.now());
  expect(JSON.parse(String(warned.mock.calls[0]?.[0]))).toEqual({
    level: 'warn',
    event: 'upkeep_lags',
    database: 'DB',
    job: 'retention',
    lag_ms: DAY_MS + 5,
  });
  warned.mockRestore();
  await runCron();
  expect(await recordOf(old)).toBeNull();
  expect(await health(asAdmin)).toEqual({ status: 'ok', upkeep: lags(0) });
});

it('measures the age of the oldest pending link', async () => {
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
