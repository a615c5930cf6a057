import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import worker from '../../src/index';
import { asAdmin, identify, makeSite, open, read, recordOf, request } from '../api';
import { passMs, startClock, stopClock } from '../support/clock';
import { recordWhen, storedOf } from '../support/stored';

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

it('deletes sessions older than the retention of the site, with their tasks, and no others', async () => {
  const site_id = await makeSite({ retention_days: 1 });
  const keeping = await makeSite({ retention_days: 30 });
  const old = await openOne(site_id);
  const retained = await openOne(keeping);
  await identify(old, { site_id, email: 'ada@example.com', create_task: true });
  passMs(2 * DAY_MS + 1);
  const young = await openOne(site_id);
  await runCron();
  expect(await recordOf(old)).toBeNull();
  expect(await recordOf(retained)).not.toBeNull();
  expect(await recordOf(young)).not.toBeNull();
  const tasks = await env.DB.prepare('SELECT * FROM tasks WHERE session_id = ?').bind(old).all();
  expect(tasks.results).toEqual([]);
});

it('deletes everything of a deleted site, and writes none of its live sessions again', async () => {
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
