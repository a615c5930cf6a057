import { createScheduledController } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { asId, type SessionId } from '../../src/ids/uuid';
import worker from '../../src/index';
import { deleteRecords } from '../../src/session/record/delete';
import { packRecord } from '../../src/session/record/pack';
import { flushRecords } from '../../src/session/record/write';
import { makeSite, open, read, recordOf, update } from '../api';
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

it('closes other sessions when some cannot be closed', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  const { session } = await storedOf(session_id);
  if (session === null) throw new Error('the object has no state');
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

it('finds sessions that have been open for days, once a week', async () => {
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

it('does not end a session that was active meanwhile', async () => {
  const site_id = await makeSite();
  const session_id = await openOne(site_id);
  passMs(29 * MINUTE_MS);
  await update({ site_id, session_id });
  passMs(20 * MINUTE_MS);
  await runCron();
  expect((await read(session_id, site_id)).data.status).toBe('active');
});
