import { evictDurableObject, runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { SiteId } from '../../src/ids/uuid';
import { findLive, type Live } from '../../src/reports/live';
import {
  asAdmin,
  end,
  expectFailure,
  makeKey,
  makeSite,
  open,
  recordOf,
  request,
  update,
} from '../api';
import { copyRecord } from '../rig/records';
import { NOON, passMs, startClock, stopClock } from '../support/clock';
import { eraseSession, openOne } from '../support/erasure';
import { recordWhen, storedOf } from '../support/stored';

const MINUTE = 60_000;
const NOBODY = { count: 0, exact: true, sessions: [], pages: [], countries: [], sources: [] };
const NO_FILTERS = { matches: [], minPageViews: null, minDurationMs: null };

let site_id: SiteId;

beforeEach(async () => {
  stopClock();
  site_id = await makeSite();
});
afterEach(() => startClock());

const ask = (query: Record<string, string> = {}, headers: HeadersInit = asAdmin) =>
  request<Live>(`/api/sessions/live?${new URLSearchParams({ site_id, ...query })}`, { headers });
const idsOf = ({ sessions }: Live) => sessions.map(({ session_id }) => session_id);

/** Asks at most so many objects. */
const askSome = (mostAsked: number) => {
  const scope = { db: env.DB, siteId: site_id, filters: NO_FILTERS, now: Date.now(), keptSince: 0 };
  return findLive(env, scope, { limit: 50, mostAsked });
};

it('counts none that is over among those that are not asked', async () => {
  site_id = await makeSite({ idle_timeout_ms: MINUTE });
  for (let i = 0; i < 3; i += 1) {
    await openOne(site_id);
    passMs(1000);
  }
  expect(await askSome(1)).toMatchObject({ count: 3, exact: false });
  passMs(2 * MINUTE);
  expect(await askSome(1)).toMatchObject({ count: 0, exact: false });
});

describe('GET /api/sessions/live', () => {
  it('shows the newest state, however old the record is', async () => {
    const { session_id } = await openOne(site_id, { url: 'https://shop.example/in' });
    // At the end the record looks as if the session were over.
    for (const page of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]) {
      passMs(5 * MINUTE);
      const current_url = `https://shop.example/page/${page}?a=1`;
      expect((await update({ site_id, session_id, page_views: page, current_url })).status).toBe(
        200,
      );
    }
    passMs(4 * MINUTE);
    expect(await recordOf(session_id)).toMatchObject({ last_activity_at: NOON, page_views: 1 });
    const { sessions, ...rest } = (await ask()).data;
    expect(rest).toMatchObject({ count: 1, exact: true, pages: [{ value: '/page/10', count: 1 }] });
    expect(sessions).toMatchObject([
      {
        session_id,
        status: 'active',
        last_activity_at: NOON + 50 * MINUTE,
        page_views: 10,
        engaged: true,
        entry_page: '/in',
        exit_page: '/page/10',
        current_page: '/page/10',
      },
    ]);
  });

  it('has rows as the list has them, and the current page', async () => {
    const url = 'https://shop.example/in?utm_source=Größe';
    await openOne(site_id, { url, location: { country: 'DE', city: 'Köln' } });
    const listed = (await request<Live>(`/api/sessions?site_id=${site_id}`, { headers: asAdmin }))
      .data.sessions;
    const { sessions } = (await ask()).data;
    expect(sessions).toEqual(listed.map((one) => ({ ...one, current_page: '/in' })));
  });

  it('leaves out who has ended, or done nothing for five minutes, and has who came back', async () => {
    await openOne(site_id);
    passMs(5 * MINUTE);
    expect((await ask()).data).toEqual(NOBODY);
    const ended = await openOne(site_id);
    passMs(1000);
    await end({ site_id, session_id: ended.session_id });
    await recordWhen(ended.session_id, ({ status }) => status === 'ended');
    expect((await ask()).data).toEqual(NOBODY);
    await open({ site_id, id: ended.session_id });
    await recordWhen(ended.session_id, ({ status }) => status === 'active');
    expect(idsOf((await ask()).data)).toEqual([ended.session_id]);
  });

  it('leaves out who has ended though D1 does not know it yet', async () => {
    const { session_id } = await openOne(site_id);
    const stub = env.VISITOR_SESSIONS.getByName(session_id);
    passMs(1000);
    await runInDurableObject(stub, (_, { storage }) => {
      const state = JSON.parse(storage.kv.get<string>('session') ?? '');
      const ended = { ...state, ended_at: Date.now(), ended_by: 'client' };
      storage.kv.put('session', JSON.stringify(ended));
    });
    await evictDurableObject(stub);
    expect((await ask()).data).toEqual(NOBODY);
  });

  it('leaves out sessions of other sites, and erased ones', async () => {
    await openOne(await makeSite());
    const { session_id } = await openOne(site_id);
    expect((await ask()).data.count).toBe(1);
    await eraseSession(site_id, session_id);
    expect((await ask()).data).toEqual(NOBODY);
  });

  it('is no activity, and leaves nothing in an object that has none', async () => {
    const { session_id } = await openOne(site_id);
    const copy = crypto.randomUUID();
    await copyRecord(env.DB, session_id, [{ session_id: copy, started_at: NOON - 1 }]);
    const before = await storedOf(session_id);
    passMs(4 * MINUTE);
    expect((await ask()).data.count).toBe(2);
    expect(await storedOf(session_id)).toEqual(before);
    expect((await storedOf(copy)).keys).toEqual([]);
    passMs(MINUTE);
    expect((await ask()).data).toEqual(NOBODY);
  });

  it('counts by page, country and source, and shows the last who were active first', async () => {
    const visits = [
      { url: 'https://shop.example/a?utm_source=News', location: { country: 'FR' } },
      { url: 'https://shop.example/b?utm_source=news', location: { country: 'DE' } },
      { url: 'https://shop.example/b' },
      { location: { country: 'DE' } },
    ];
    const ids: string[] = [];
    for (const visit of visits) {
      ids.unshift((await openOne(site_id, visit)).session_id);
      passMs(1000);
    }
    const { data } = await ask();
    expect(idsOf(data)).toEqual(ids);
    expect(data).toMatchObject({
      count: 4,
      pages: [
        { value: '/b', count: 2 },
        { value: '/a', count: 1 },
        { value: null, count: 1 },
      ],
      countries: [
        { value: 'DE', count: 2 },
        { value: 'FR', count: 1 },
        { value: null, count: 1 },
      ],
      sources: [
        { value: 'Direct', count: 2 },
        { value: 'News', count: 2 },
      ],
    });
    await update({ site_id, session_id: ids[3], page_views: 2 });
    const first = (await ask({ limit: '1' })).data;
    expect(idsOf(first)).toEqual(ids.slice(3));
    expect(first).toMatchObject({ count: 4, countries: data.countries });
  });

  it('has the record of a session whose object fails', async () => {
    const url = 'https://shop.example/in';
    const { session_id } = await openOne(site_id, { url });
    const stub = env.VISITOR_SESSIONS.getByName(session_id);
    await runInDurableObject(stub, (_, { storage }) => storage.kv.put('session', '{"shape":99}'));
    await evictDurableObject(stub);
    const other = await openOne(site_id);
    const { data } = await ask();
    expect(new Set(idsOf(data))).toEqual(new Set([session_id, other.session_id]));
    expect(data.pages).toEqual([
      { value: '/in', count: 1 },
      { value: null, count: 1 },
    ]);
    passMs(5 * MINUTE);
    expect((await ask()).data).toEqual(NOBODY);
  });

  it.each([
    ['countri', 'DE'],
    ['status', 'open'],
    ['lead_id', 'x'],
    ['period', 'today'],
    ['limit', '0'],
    ['limit', '301'],
  ])('refuses %s=%s by name', async (name, value) => {
    const refused = await ask({ [name]: value });
    expectFailure(refused, 400, 'validation_failed');
    expect(refused.error.details.issues?.map(({ path }) => path)).toEqual([name]);
  });

  it('is for keys that may read reports', async () => {
    expectFailure(await ask({}, {}), 403, 'forbidden');
    expectFailure(await request('/api/sessions/live'), 401, 'unauthorized');
    const asKey = async (scope: 'read' | 'write') => {
      const { key } = await makeKey(site_id, scope);
      return ask({}, { authorization: `Bearer ${key}` });
    };
    expectFailure(await asKey('write'), 403, 'forbidden');
    expect((await asKey('read')).data).toEqual(NOBODY);
  });
});

describe('of more open sessions than are asked', () => {
  it('the newest are, and the others are counted as D1 knows them', async () => {
    const quiet = await openOne(site_id, { url: 'https://shop.example/quiet' });
    passMs(10 * MINUTE);
    // D1 is not told of this.
    await update({ site_id, session_id: quiet.session_id, page_views: 2 });
    const unasked = await openOne(site_id, { url: 'https://shop.example/a' });
    const current_url = 'https://shop.example/unknown';
    await update({ site_id, session_id: unasked.session_id, current_url });
    passMs(1000);
    const asked = [
      await openOne(site_id, { url: 'https://shop.example/a' }),
      await openOne(site_id, { url: 'https://shop.example/a' }),
    ].map(({ session_id }) => session_id);
    const some = await askSome(2);
    expect(new Set(idsOf(some))).toEqual(new Set(asked));
    expect(some).toMatchObject({
      count: 3,
      exact: false,
      pages: [{ value: '/a', count: 3 }],
      countries: [{ value: null, count: 3 }],
      sources: [{ value: 'Direct', count: 3 }],
    });
    expect(await askSome(4)).toMatchObject({ count: 4, exact: true });
    expect(await askSome(3)).toMatchObject({ count: 3, exact: false });
  });

  it('all those asked are, at several times', async () => {
    const { session_id } = await openOne(site_id);
    const copies = Array.from({ length: 320 }, (_, index) => ({
      session_id: crypto.randomUUID(),
      started_at: NOON - index,
      last_activity_at: NOON - index,
    }));
    await copyRecord(env.DB, session_id, copies);
    const { count, exact, sessions } = (await ask({ limit: '300' })).data;
    expect({ count, exact, shown: sessions.length }).toEqual({
      count: 321,
      exact: false,
      shown: 300,
    });
  });
});
