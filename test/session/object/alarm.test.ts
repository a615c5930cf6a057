import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { end, makeSite, open, read, recordOf, update } from '../../api';
import { NOON, passMs, startClock, stopClock } from '../../support/clock';
import { recordWhen, runAlarm, storedOf } from '../../support/stored';
import { openOne } from '../open-one';

const MINUTE_MS = 60_000;

const HOUR_MS = 60 * MINUTE_MS;
beforeEach(() => stopClock());
afterEach(() => startClock());

describe('the object', () => {
  it('sets its alarm once for many updates', async () => {
    const { site_id, session_id } = await openOne();
    const armed = new Set<number | null>();
    for (let beat = 0; beat < 10; beat += 1) {
      passMs(1000);
      await update({ site_id, session_id, active_time: beat * 1000 });
      armed.add((await storedOf(session_id)).alarmAt);
    }
    expect(armed.size).toBe(1);
  });

  it('does not delay an alarm that is due, and replaces one that is lost', async () => {
    const { site_id, session_id } = await openOne();
    for (let minute = 0; minute < 60; minute += 10) {
      passMs(10 * MINUTE_MS);
      await update({ site_id, session_id, page_views: minute });
    }
    const { alarmAt } = await storedOf(session_id);
    expect(alarmAt).toBe(NOON + HOUR_MS);
    passMs(100);
    await update({ site_id, session_id, page_views: 100 });
    expect((await storedOf(session_id)).alarmAt).toBe(alarmAt);
    passMs(5_000);
    await update({ site_id, session_id, page_views: 101 });
    expect((await storedOf(session_id)).alarmAt).toBe(Date.now() + 1000);
  });

  it('replaces an alarm that is lost when it is only read', async () => {
    const { site_id, session_id } = await openOne();
    passMs(HOUR_MS + 10_000);
    await read(session_id, site_id);
    expect((await storedOf(session_id)).alarmAt).toBe(Date.now() + 1000);
    await runAlarm(session_id);
    expect(await recordOf(session_id)).toMatchObject({ status: 'ended', ended_by: 'idle' });
    expect((await storedOf(session_id)).keys).toEqual([]);
  });
});

describe('the record of a live session', () => {
  it('is written at create, and then by the alarm, which comes once an hour', async () => {
    const { site_id, session_id } = await openOne();
    let alarms = 0;
    let updates = 0;
    for (let minute = 1; minute <= 150; minute += 1) {
      passMs(MINUTE_MS);
      const { alarmAt } = await storedOf(session_id);
      if (alarmAt !== null && alarmAt <= Date.now() && (await runAlarm(session_id))) {
        alarms += 1;
        expect(await recordOf(session_id)).toMatchObject({ page_views: updates, status: 'active' });
      }
      updates += 1;
      await update({ site_id, session_id, page_views: updates });
    }
    expect(alarms).toBe(2);
  });
});

describe('time', () => {
  it('ends an idle session by alarm, once, at its last activity', async () => {
    const { site_id, session_id } = await openOne();
    passMs(MINUTE_MS);
    await update({ site_id, session_id });
    passMs(30 * MINUTE_MS);
    expect((await read(session_id, site_id)).data).toMatchObject({
      status: 'ended',
      ended_by: 'idle',
    });
    expect((await recordOf(session_id))?.status).toBe('active');
    await runAlarm(session_id);
    expect(await recordWhen(session_id, ({ status }) => status === 'ended')).toMatchObject({
      ended_by: 'idle',
      exit_type: 'timeout',
      ended_at: NOON + MINUTE_MS,
      duration: MINUTE_MS,
    });
  });

  it('ends a session that is always active after 24 hours', async () => {
    const { site_id, session_id } = await openOne();
    for (let hours = 0; hours < 24; hours += 0.25) {
      expect((await update({ site_id, session_id })).status).toBe(200);
      passMs(0.25 * HOUR_MS);
    }
    passMs(1);
    const refused = await update({ site_id, session_id });
    expect(refused.status).toBe(409);
    expect(refused.error.details).toMatchObject({ ended_at: NOON + 24 * HOUR_MS });
    await runAlarm(session_id);
    expect(await recordWhen(session_id, ({ status }) => status === 'ended')).toMatchObject({
      ended_by: 'max_length',
      duration: 24 * HOUR_MS,
    });
  });

  it('uses the idle timeout of the site', async () => {
    const site_id = await makeSite({ idle_timeout_ms: MINUTE_MS });
    const { session_id } = (await open({ site_id })).data;
    passMs(MINUTE_MS);
    expect((await read(session_id, site_id)).data.status).toBe('ended');
  });
});

const loseAlarm = (sessionId: string) =>
  runInDurableObject(env.VISITOR_SESSIONS.getByName(sessionId), (_, { storage }) =>
    storage.deleteAlarm(),
  );

it('writes the record of a reopened session whose alarm was lost, once it is read', async () => {
  const { site_id, session_id } = await openOne();
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
