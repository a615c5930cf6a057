import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SessionList } from '../../src/reports/sessions';
import { asAdmin, end, expectFailure, makeKey, makeSite, open, request } from '../api';
import { countD1Rows } from '../cost/count';
import { copyRecord } from '../rig/records';
import { NOON, passMs, startClock, stopClock } from '../support/clock';
import { recordWhen } from '../support/stored';

let site_id: string;

beforeEach(async () => {
  stopClock();
  site_id = await makeSite();
});
afterEach(() => {
  vi.restoreAllMocks();
  startClock();
});

const list = (query: Record<string, string> = {}) =>
  request<SessionList>(`/api/sessions?${new URLSearchParams({ site_id, ...query })}`, {
    headers: asAdmin,
  });

async function openOne(body: Record<string, unknown> = {}) {
  const { session_id, visitor_id } = (await open({ site_id, ...body })).data;
  await recordWhen(session_id, () => true);
  return { session_id, visitor_id };
}

describe('GET /api/sessions', () => {
  it('shows a session as the list of its visitor does, with time passed', async () => {
    const url = 'https://shop.example/in?utm_source=News';
    const { session_id, visitor_id } = await openOne({ url });
    passMs(1000);
    await openOne();
    await end({ session_id, site_id, exit_url: 'https://shop.example/out' });
    await recordWhen(session_id, ({ status }) => status === 'ended');
    passMs(3_600_000);
    const { sessions, next } = (await list()).data;
    expect(next).toBeNull();
    expect(sessions.map(({ status, ended_by }) => [status, ended_by])).toEqual([
      ['ended', 'idle'],
      ['ended', 'client'],
    ]);
    const path = `/api/visitors/${visitor_id}/sessions?site_id=${site_id}`;
    const own = await request<SessionList>(path, { headers: asAdmin });
    expect(own.data.sessions).toEqual(sessions.slice(1));
    expect(sessions[1]).toMatchObject({
      session_id,
      visitor_id,
      source: 'News',
      entry_page: '/in',
      exit_page: '/out',
    });
  });

  it('names the visitor of each', async () => {
    const opened = [await openOne(), await openOne(), await openOne()];
    const visitors = new Map(opened.map(({ session_id, visitor_id }) => [session_id, visitor_id]));
    const { sessions } = (await list()).data;
    expect(new Map(sessions.map((one) => [one.session_id, one.visitor_id]))).toEqual(visitors);
  });

  it.each([
    { count: 200, bots: 'no', nth: 0, most: 50 },
    { count: 2000, bots: 'no', nth: 0, most: 50 },
    { count: 200, bots: 'every tenth a', nth: 10, most: 56 },
    { count: 320, bots: 'every other a', nth: 2, most: 100 },
  ])(
    'a page of 50 reads $most rows, of $count sessions, $bots bot',
    async ({ count, nth, most }) => {
      const { session_id } = await openOne();
      const copies = Array.from({ length: count }, (_, index) => ({
        session_id: crypto.randomUUID(),
        started_at: NOON - index * 60_000,
        visitor_id: crypto.randomUUID(),
        visitor_key: index,
        is_bot: nth > 0 && index % nth === 0 ? 1 : 0,
      }));
      for (let i = 0; i < count; i += 200) {
        await copyRecord(env.DB, session_id, copies.slice(i, i + 200));
      }
      let after: Record<string, string> = {};
      for (const page of [1, 2, 3]) {
        const rows = countD1Rows();
        const { data } = await list({ limit: '50', ...after });
        vi.restoreAllMocks();
        expect(data.sessions).toHaveLength(50);
        expect(rows.read, `page ${page}`).toBeLessThanOrEqual(most);
        after = { after: data.next ?? '' };
      }
    },
  );

  it('counts all where it is asked to', async () => {
    for (let i = 0; i < 3; i += 1) await openOne();
    expect((await list({ limit: '2' })).data).not.toHaveProperty('total');
    expect((await list({ limit: '2', total: 'true' })).data).toMatchObject({ total: 3 });
    expect((await list({ country: 'null,DE', total: 'true' })).data.total).toBe(3);
  });

  it('is for keys that may read reports', async () => {
    const path = `/api/sessions?site_id=${site_id}`;
    expectFailure(await request(path), 403, 'forbidden');
    expectFailure(await request('/api/sessions'), 401, 'unauthorized');
    expectFailure(await request('/api/sessions', { headers: asAdmin }), 400, 'validation_failed');
    const { key } = await makeKey(site_id);
    const own = await request('/api/sessions', { headers: { authorization: `Bearer ${key}` } });
    expect(own.data).toEqual({ sessions: [], next: null });
  });

  it.each([
    ['limit', '0'],
    ['limit', '201'],
    ['after', 'x'],
    ['total', 'yes'],
    ['countri', 'DE'],
    ['status', 'over'],
    ['tz', 'Mars/Phobos'],
  ])('refuses %s=%s by name', async (name, value) => {
    const refused = await list({ [name]: value });
    expect(refused.error.details.issues?.map(({ path }) => path)).toEqual([name]);
  });
});
