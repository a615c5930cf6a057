import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LATEST_WAKE_SQL, latestWake } from '../../../src/session/life/schedule';
import { packRecord } from '../../../src/session/record/pack';
import { flushRecords } from '../../../src/session/record/write';
import { mintSessionId } from '../../../src/session/session-id';
import { end, makeSite, open, read, recordOf, update } from '../../api';
import { NOON, passMs, startClock, stopClock } from '../../support/clock';
import { recordWhen, runAlarm, storedOf } from '../../support/stored';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

beforeEach(() => stopClock());
afterEach(() => startClock());

async function openOne(body: Record<string, unknown> = {}) {
  const site_id = await makeSite();
  const opened = await open({ site_id, url: 'https://shop.example/', ...body });
  const { session_id } = opened.data;
  await recordWhen(session_id, ({ version }) => version === 1);
  return { site_id, session_id };
}

describe('the object', () => {
  it('has what it acknowledged even when it is evicted right after', async () => {
    const { site_id, session_id } = await openOne();
    await update({ site_id, session_id, page_views: 4 });
    await evictDurableObject(env.VISITOR_SESSIONS.getByName(session_id));
    expect((await read(session_id, site_id)).data.page_views).toBe(4);
  });

  it('reads a tree of the first shape, as it was stored once', async () => {
    const { site_id, session_id } = await openOne({ sent_at: NOON });
    const object = env.VISITOR_SESSIONS.getByName(session_id);
    const { session } = await storedOf(session_id);
    if (session === null) throw new Error('the object holds nothing');
    const { shape: _, writers, ...rest } = session;
    const { skews: __, closings, ...merge } = rest.merge;
    await runInDurableObject(object, (_, { storage }) =>
      storage.kv.put('session', { ...rest, merge }),
    );
    await evictDurableObject(object);
    passMs(1000);
    expect((await update({ site_id, session_id, page_views: 4 })).status).toBe(200);
    expect((await end({ site_id, session_id })).data.page_views).toBe(4);
    expect((await storedOf(session_id)).session).toMatchObject({ shape: 2 });
  });

  it('keeps a final session as long as its id passes for a new one', async () => {
    const id = mintSessionId(NOON + 50_000);
    const site_id = await makeSite({ idle_timeout_ms: MINUTE_MS });
    expect((await open({ site_id, id })).status).toBe(201);
    await recordWhen(id, () => true);
    passMs(61_000);
    await runAlarm(id);
    expect((await read(id, site_id)).data.status).toBe('ended');
    const again = await open({ site_id, id });
    expect(again.data).toMatchObject({ is_new_session: true, previous_session_id: id });
    passMs(50_000);
    await runAlarm(id);
    expect((await storedOf(id)).keys).toEqual([]);
  });

  it('writes nothing for an update that changes nothing', async () => {
    const { site_id, session_id } = await openOne({ sent_at: NOON });
    const message = { site_id, session_id, page_views: 2, sent_at: NOON + 5 };
    passMs(10);
    await update(message);
    const before = await storedOf(session_id);
    passMs(10);
    await update(message);
    expect(await storedOf(session_id)).toEqual(before);
  });

  it('moves its alarm once for many updates', async () => {
    const { site_id, session_id } = await openOne();
    const armed = new Set<number | null>();
    for (let beat = 0; beat < 10; beat += 1) {
      passMs(1000);
      await update({ site_id, session_id, active_time: beat * 1000 });
      armed.add((await storedOf(session_id)).alarmAt);
    }
    expect(armed.size).toBe(1);
  });

  it('does not put off an alarm that is about to run, and replaces one that is lost', async () => {
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

  it('leaves nothing anywhere for an unknown id', async () => {
    const site_id = await makeSite();
    const session_id = crypto.randomUUID();
    expect((await update({ site_id, session_id })).status).toBe(404);
    expect((await end({ site_id, session_id })).status).toBe(404);
    expect((await read(session_id, site_id)).status).toBe(404);
    expect(await storedOf(session_id)).toEqual({ session: null, keys: [], alarmAt: null });
    expect(await recordOf(session_id)).toBeNull();
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

  it('is not overwritten by an older flush', async () => {
    const { site_id, session_id } = await openOne();
    await env.DB.prepare(
      "UPDATE sessions SET version = 900, page_views = 9 WHERE session_id = unhex(?, '-')",
    )
      .bind(session_id)
      .run();
    await update({ site_id, session_id, page_views: 3 });
    passMs(2 * MINUTE_MS);
    await runAlarm(session_id);
    expect((await recordOf(session_id))?.page_views).toBe(9);
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

  it('ends a session that never rests after 24 hours', async () => {
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

  it('takes the idle timeout of the site', async () => {
    const site_id = await makeSite({ idle_timeout_ms: MINUTE_MS });
    const { session_id } = (await open({ site_id })).data;
    passMs(MINUTE_MS);
    expect((await read(session_id, site_id)).data.status).toBe('ended');
  });
});

describe('a final session', () => {
  async function finish() {
    const { site_id, session_id } = await openOne({ sent_at: NOON });
    passMs(5000);
    await end({ site_id, session_id, sent_at: NOON + 5000 });
    await recordWhen(session_id, ({ status }) => status === 'ended');
    passMs(31 * MINUTE_MS);
    while (await runAlarm(session_id));
    return { site_id, session_id };
  }

  it('is gone from its object and answered from the record', async () => {
    const { site_id, session_id } = await finish();
    expect(await storedOf(session_id)).toEqual({ session: null, keys: [], alarmAt: null });
    expect((await read(session_id, site_id)).data).toMatchObject({
      status: 'ended',
      duration: 5000,
    });
    expect((await storedOf(session_id)).keys).toEqual([]);
  });

  it('takes a late message, and is cleaned up again', async () => {
    const { site_id, session_id } = await finish();
    const late = await update({ site_id, session_id, page_views: 7, sent_at: NOON + 4000 });
    expect(late.data).toMatchObject({ page_views: 7, status: 'ended' });
    await recordWhen(session_id, ({ page_views }) => page_views === 7);
    while (await runAlarm(session_id));
    expect((await storedOf(session_id)).keys).toEqual([]);
  });

  it('is followed by one new session however many tabs open it again', async () => {
    const { site_id, session_id } = await finish();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => open({ site_id, id: session_id })),
    );
    const ids = new Set(answers.map(({ data }) => data.session_id));
    expect(ids.size).toBe(1);
    expect(ids.has(session_id)).toBe(false);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const first = (await read(session_id, site_id)).data;
    expect(answers[0]?.data).toMatchObject({
      previous_session_id: session_id,
      visitor_id: first.visitor_id,
    });
  });
});

it('takes another id, always the same, for one whose time is days ahead', async () => {
  const site_id = await makeSite();
  const ahead = mintSessionId(Date.now() + 25 * 60 * 60 * 1000);
  const [one, again] = [await open({ site_id, id: ahead }), await open({ site_id, id: ahead })];
  expect(one).toMatchObject({ status: 201, body: { data: { is_new_session: true } } });
  expect(one.data.session_id).not.toBe(ahead);
  expect(again.data).toMatchObject({
    session_id: one.data.session_id,
    is_new_session: false,
  });
  const near = mintSessionId(Date.now() + 60 * 60 * 1000);
  expect((await open({ site_id, id: near })).data.session_id).toBe(near);
});

it('ties nothing to a private session that is final', async () => {
  const site_id = await makeSite();
  const quiet = (await open({ site_id }, { 'sec-gpc': '1' })).data;
  passMs(31 * 60 * 1000);
  const next = (await open({ site_id, id: quiet.session_id })).data;
  expect(next).toMatchObject({ is_new_session: true, previous_session_id: null });
  expect(next.visitor_id).not.toBe(quiet.visitor_id);
});

it('has the time at which an alarm is due from SQL as from the rules', async () => {
  const { site_id, session_id } = await openOne();
  for (const minutes of [0, 20, 23.9 * 60]) {
    const { session } = await storedOf(session_id);
    if (session === null) throw new Error('the object holds nothing');
    const moved = { ...session, last_activity_at: NOON + minutes * MINUTE_MS };
    await flushRecords(env.DB, [packRecord({ ...moved, version: minutes + 2 })]);
    const due = env.DB.prepare(
      `SELECT ${LATEST_WAKE_SQL} AS at FROM sessions WHERE site_id = unhex(?, '-')`,
    );
    expect(await due.bind(site_id).first('at')).toBe(latestWake(moved, moved.last_activity_at));
  }
});
