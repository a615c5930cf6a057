import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { end, makeSite, read, recordOf, update } from '../../api';
import { NOON, passMs, startClock, stopClock } from '../../support/clock';
import { runAlarm, storedOf } from '../../support/stored';
import { openOne } from '../open-one';

const MINUTE_MS = 60_000;

beforeEach(() => stopClock());
afterEach(() => startClock());

describe('the object', () => {
  it('keeps what it acknowledged when it is evicted right after', async () => {
    const { site_id, session_id } = await openOne();
    await update({ site_id, session_id, page_views: 4 });
    await evictDurableObject(env.VISITOR_SESSIONS.getByName(session_id));
    expect((await read(session_id, site_id)).data.page_views).toBe(4);
  });

  it('reads a state of the first shape', async () => {
    const { site_id, session_id } = await openOne({ sent_at: NOON });
    const object = env.VISITOR_SESSIONS.getByName(session_id);
    const { session } = await storedOf(session_id);
    if (session === null) throw new Error('the object has no state');
    const { shape: _, writers, ...rest } = session;
    const { skews: __, closings, ...merge } = rest.merge;
    await runInDurableObject(object, (_, { storage }) =>
      storage.kv.put('session', { ...rest, merge }),
    );
    await evictDurableObject(object);
    passMs(1000);
    expect((await update({ site_id, session_id, page_views: 4 })).status).toBe(200);
    expect((await end({ site_id, session_id })).data.page_views).toBe(4);
    expect((await storedOf(session_id)).session).toMatchObject({ shape: 3 });
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

  it('stores nothing for an unknown id', async () => {
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
