import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeSessionTombstone } from '../../../src/database/tombstones';
import { asId, type SessionId } from '../../../src/ids/uuid';
import type { Session } from '../../../src/session/life/session';
import { packRecord } from '../../../src/session/record/pack';
import { flushRecords } from '../../../src/session/record/write';
import { asAdmin, end, makeSite, open, read, recordOf, request } from '../../api';
import { countD1Rows } from '../../cost/count';
import { passMs, startClock, stopClock } from '../../support/clock';
import { recordWhen, storedOf } from '../../support/stored';
import { countWrites } from './count-writes';

beforeEach(() => stopClock());

afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const { session_id } = (await open({ site_id, ...body })).data;
  await recordWhen(session_id, () => true);
  const { session } = await storedOf(session_id);
  if (session === null) throw new Error('the object has no state');
  return session;
}

it('writes live and ended sessions in one batch', async () => {
  const site_id = await makeSite();
  const live = await openOne(site_id);
  const over = await openOne(site_id);
  const ended: Session = {
    ...over,
    ended_at: over.started_at + 5,
    ended_by: 'client',
    exit_url: 'https://shop.example/bye',
    version: over.version + 1,
  };
  const moved: Session = { ...live, page_views: 7, version: live.version + 1 };
  const written = await flushRecords(env.DB, [ended, moved].map(packRecord));
  expect(written.map(({ session_id }) => session_id).sort()).toEqual(
    [live.session_id, over.session_id].sort(),
  );
  expect(await recordOf(live.session_id)).toMatchObject({ page_views: 7, status: 'active' });
  expect(await recordOf(over.session_id)).toMatchObject({
    status: 'ended',
    ended_at: ended.ended_at,
    exit_url: 'https://shop.example/bye',
  });
});

it('writes no row for a version that D1 already has', async () => {
  const session = await openOne(await makeSite());
  const counts = countD1Rows();
  const again = await flushRecords(env.DB, [packRecord({ ...session, page_views: 9 })]);
  expect(again).toMatchObject([{ session_id: session.session_id, version: session.version }]);
  expect(counts.written).toBe(0);
  expect(await recordOf(session.session_id)).toMatchObject({ page_views: 0 });
});

it('stores every value unchanged, whatever characters it has', async () => {
  const site_id = await makeSite();
  const odd = 'a\u0000b \uFFFF \u2028 "\\" \n \u0001 💥 1e5';
  const custom_data = { [odd]: [odd, null, true, 1.5, 9_007_199_254_740_991, '', 'null', '12'] };
  const reported = { fingerprint: odd, utm_term: odd, custom_data };
  const session = await openOne(site_id, reported);
  await end({ site_id, session_id: session.session_id });
  const record = await recordWhen(session.session_id, ({ status }) => status === 'ended');
  expect(record).toMatchObject({ fingerprint: odd, utm_term: odd });
  expect(JSON.parse(String(record.custom_data))).toEqual(custom_data);
});

it('splits long records into values that D1 accepts', async () => {
  const session = await openOne(await makeSite());
  const long = '\u0001'.repeat(2048);
  const sessions = Array.from({ length: 50 }, (): Session => {
    const custom_data = { long: 'é"'.repeat(1000) };
    const session_id = asId<SessionId>(crypto.randomUUID());
    return {
      ...session,
      session_id,
      referrer: long,
      landing_url: long,
      exit_url: long,
      current_url: long,
      custom_data,
    };
  });
  const writes = countWrites();
  expect(await flushRecords(env.DB, sessions.map(packRecord))).toHaveLength(50);
  // A record of these is 53,000 characters.
  expect(writes).toHaveLength(6);
  expect(Math.max(...writes)).toBe(9);
});

it('does not write a record that was erased meanwhile', async () => {
  const site_id = await makeSite();
  const session = await openOne(site_id);
  const { session_id } = session;
  const path = `/api/visitors/session?session_id=${session_id}&site_id=${site_id}`;
  passMs(1000);
  expect((await request(path, { method: 'DELETE', headers: asAdmin })).status).toBe(200);
  const late = { ...session, page_views: 5, version: session.version + 1 };
  expect(await flushRecords(env.DB, [packRecord(late)])).toEqual([]);
  expect(await recordOf(session_id)).toBeNull();
  expect((await read(session_id, site_id)).status).toBe(404);
});

it('writes a new session with the id of an erased one', async () => {
  const site_id = await makeSite();
  const id = asId<SessionId>(crypto.randomUUID());
  await writeSessionTombstone(env.DB, id, Date.now());
  passMs(1000);
  expect((await open({ site_id, id })).status).toBe(201);
  expect(await recordWhen(id, () => true)).toMatchObject({ status: 'active' });
});
