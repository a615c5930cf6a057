import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { writeSessionTombstone } from '../../../src/database/tombstones';
import { asId, type SessionId } from '../../../src/ids/uuid';
import type { Session } from '../../../src/session/life/session';
import { VisitorSession } from '../../../src/session/object/object';
import { countedValues, detailValues } from '../../../src/session/record/columns';
import { type PackedRecord, packRecord } from '../../../src/session/record/pack';
import { flushRecords } from '../../../src/session/record/write';
import { asAdmin, end, identify, makeSite, open, read, recordOf, request } from '../../api';
import { countD1Rows } from '../../cost/count';
import { passMs, startClock, stopClock } from '../../support/clock';
import { recordWhen, runAlarm, storedOf } from '../../support/stored';

beforeEach(() => stopClock());
afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

/** How often D1 is written to, and how many records each write carries. */
function countWrites(): number[] {
  const sizes: number[] = [];
  const statement = Object.getPrototypeOf(env.DB.prepare('SELECT 1'));
  const bind = statement.bind;
  vi.spyOn(statement, 'bind').mockImplementation(function (this: { statement: string }, ...values) {
    if (/INSERT INTO sessions/.test(this.statement)) {
      sizes.push(JSON.parse(String(values[0])).length);
    }
    return bind.apply(this, values);
  });
  return sizes;
}

async function openOne(site_id: string, body: Record<string, unknown> = {}) {
  const { session_id } = (await open({ site_id, ...body })).data;
  await recordWhen(session_id, () => true);
  const { session } = await storedOf(session_id);
  if (session === null) throw new Error('the object holds nothing');
  return session;
}

it('writes the records of many sessions together', async () => {
  const site_id = await makeSite();
  const writes = countWrites();
  const opened = await Promise.all(Array.from({ length: 120 }, () => open({ site_id })));
  for (const { data } of opened) {
    await recordWhen(data.session_id, ({ status }) => status === 'active');
  }
  await Promise.all(opened.map(({ data }) => end({ site_id, session_id: data.session_id })));
  for (const { data } of opened) {
    await recordWhen(data.session_id, ({ status }) => status === 'ended');
  }
  expect(writes.reduce((sum, size) => sum + size, 0)).toBe(240);
  expect(Math.max(...writes)).toBeLessThanOrEqual(50);
  expect(writes.length).toBeLessThanOrEqual(24);
});

it('writes a session that comes alone at once', async () => {
  const site_id = await makeSite();
  const writes = countWrites();
  await openOne(site_id);
  expect(writes).toEqual([1]);
});

it('leaves none waiting, however long sessions keep coming', async () => {
  const site_id = await makeSite();
  for (let visit = 0; visit < 30; visit += 1) await openOne(site_id);
});

it('writes what is opened and what has ended in one go', async () => {
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

it('changes nothing of what D1 has already, and writes no row', async () => {
  const session = await openOne(await makeSite());
  const counts = countD1Rows();
  const again = await flushRecords(env.DB, [packRecord({ ...session, page_views: 9 })]);
  expect(again).toMatchObject([{ session_id: session.session_id, version: session.version }]);
  expect(counts.written).toBe(0);
  expect(await recordOf(session.session_id)).toMatchObject({ page_views: 0 });
});

it('keeps every value as it was told, whatever is in it', async () => {
  const site_id = await makeSite();
  const odd = 'a\u0000b \uFFFF \u2028 "\\" \n \u0001 💥 1e5';
  const custom_data = { [odd]: [odd, null, true, 1.5, 9_007_199_254_740_991, '', 'null', '12'] };
  const told = { fingerprint: odd, referrer: odd, custom_data };
  const session = await openOne(site_id, told);
  await end({ site_id, session_id: session.session_id });
  const record = await recordWhen(session.session_id, ({ status }) => status === 'ended');
  expect(record).toMatchObject({ fingerprint: odd, referrer: odd });
  expect(JSON.parse(String(record.custom_data))).toEqual(custom_data);
});

it('puts no more of long records into one value than D1 takes', async () => {
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

it('can be asked again to erase when D1 refused', async () => {
  const site_id = await makeSite();
  const { session_id } = await openOne(site_id);
  const path = `/api/visitors/session?session_id=${session_id}&site_id=${site_id}`;
  await env.DB.exec('ALTER TABLE erased_sessions RENAME TO erased_sessions_away');
  expect((await request(path, { method: 'DELETE', headers: asAdmin })).status).toBe(503);
  await env.DB.exec('ALTER TABLE erased_sessions_away RENAME TO erased_sessions');
  expect((await request(path, { method: 'DELETE', headers: asAdmin })).status).toBe(200);
  expect(await recordOf(session_id)).toBeNull();
});

it('does not write again what was erased while it was on its way', async () => {
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

it('keeps a new session under the id of an erased one', async () => {
  const site_id = await makeSite();
  const id = crypto.randomUUID();
  await writeSessionTombstone(env.DB, id, Date.now());
  passMs(1000);
  expect((await open({ site_id, id })).status).toBe(201);
  expect(await recordWhen(id, () => true)).toMatchObject({ status: 'active' });
});

it('tells the object the lead of a visitor that is known', async () => {
  const site_id = await makeSite();
  const first = await openOne(site_id);
  const { session_id, visitor_id } = first;
  const { lead_id } = (await identify(session_id, { site_id, email: 'ann@example.com' })).data;
  const later = (await open({ site_id, visitor_id })).data;
  expect(later.lead_id).toBeNull();
  expect(await recordWhen(later.session_id, (record) => record.lead_id !== null)).toMatchObject({
    lead_id,
  });
  expect((await read(later.session_id, site_id)).data.lead_id).toBe(lead_id);
});

it.each([
  {
    version: 'an older one, whose record names no layout and lacks a column',
    repack: ({ layout: _, counted, details: __, ...older }: PackedRecord) => ({
      ...older,
      values: JSON.stringify(JSON.parse(counted).slice(1)),
    }),
  },
  {
    version: 'a newer one, whose layout has a column in front',
    repack: ({ layout, counted, ...newer }: PackedRecord) => ({
      ...newer,
      layout: layout.replace(' ', ' column_to_come,'),
      counted: JSON.stringify(['x', ...JSON.parse(counted)]),
    }),
  },
  {
    version: 'another one, whose columns only stand in another order',
    repack: ({ layout, ...other }: PackedRecord) => ({
      ...other,
      layout: layout.replace('duration,active_time', 'active_time,duration'),
    }),
  },
])(
  'leaves what an object of another version has packed to its alarm: $version',
  async ({ repack }) => {
    const site_id = await makeSite();
    const { session_id } = await openOne(site_id);
    const now = VisitorSession.prototype.end;
    vi.spyOn(VisitorSession.prototype, 'end').mockImplementation(async function (
      this: VisitorSession,
      ...message
    ) {
      const ended = await now.apply(this, message);
      if (!('unwritten' in ended) || ended.unwritten === null) return ended;
      return { ...ended, unwritten: repack(ended.unwritten) as PackedRecord };
    });
    expect((await end({ site_id, session_id })).status).toBe(200);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await recordOf(session_id)).toMatchObject({ status: 'active' });
    await runAlarm(session_id);
    expect(await recordOf(session_id)).toMatchObject({ status: 'ended', lead_id: null });
  },
);

it('names each column of a packed record in its layout', async () => {
  const session = await openOne(await makeSite());
  const { counted, details, layout } = packRecord(session);
  const lists = layout.slice(layout.indexOf(' ') + 1).split(';');
  const tables = [
    { names: lists[0]?.split(',') ?? [], packed: counted, values: countedValues(session) },
    { names: lists[1]?.split(',') ?? [], packed: details, values: detailValues(session) },
  ];
  for (const { names, packed, values } of tables) {
    const told: unknown[] = JSON.parse(packed);
    expect(told).toHaveLength(names.length);
    expect(Object.fromEntries(names.map((name, at) => [name, told[at]]))).toEqual(
      JSON.parse(JSON.stringify(values)),
    );
  }
});
