import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { asAdmin, expectFailure, identify, makeKey, makeSite, open, request } from '../api';
import { NOON, passMs, startClock, stopClock } from '../support/clock';
import { eraseVisitor } from '../support/erasure';
import { recordWhen } from '../support/stored';

const PATHS = ['summary', 'timeseries', 'breakdown', 'overview'] as const;
const queries = { summary: '', timeseries: '', breakdown: 'by=country', overview: '' };

const DAY = 24 * 3_600_000;
const NONE = {
  sessions: 0,
  visitors: 0,
  new_visitors: 0,
  page_views: 0,
  engaged: 0,
  bounced: 0,
  identified: 0,
};

let site_id: string;

beforeEach(async () => {
  stopClock();
  site_id = await makeSite();
});
afterEach(() => startClock());

/** As the operator. */
function ask<T = Record<string, unknown>>(path: string, query: Record<string, string> = {}) {
  const search = new URLSearchParams({ site_id, ...query });
  return request<T>(`/api/reports/${path}?${search}`, { headers: asAdmin });
}

async function visit(body: Record<string, unknown> = {}) {
  const opened = await open({ site_id, ...body });
  await recordWhen(opened.data.session_id, () => true);
  return opened.data;
}

describe.each(PATHS)('GET /api/reports/%s', (path) => {
  it('answers a key of the site, and the operator who names the site', async () => {
    const { key } = await makeKey(site_id);
    const own = await request(`/api/reports/${path}?${queries[path]}`, {
      headers: { authorization: `Bearer ${key}` },
    });
    const operator = await request(`/api/reports/${path}?${queries[path]}&site_id=${site_id}`, {
      headers: asAdmin,
    });
    expect([own.status, operator.status]).toEqual([200, 200]);
    expect(own.data).toEqual(operator.data);
  });

  it('answers no browser, no stranger and no key of another site', async () => {
    const url = `/api/reports/${path}?${queries[path]}`;
    const here = `${url}&site_id=${site_id}`;
    const { key } = await makeKey(await makeSite());
    expectFailure(await request(here), 403, 'forbidden');
    expectFailure(await request(url), 401, 'unauthorized');
    expectFailure(await request(here, { headers: { 'x-api-key': key } }), 403, 'wrong_site');
    const operator = await request(url, { headers: asAdmin });
    expectFailure(operator, 400, 'validation_failed');
    expect(operator.error.details.issues).toMatchObject([{ path: 'site_id' }]);
  });

  it.each([
    ['colour=red', 'colour'],
    ['countri=DE', 'countri'],
    ['tz=Mars/Olympus', 'tz'],
    ['tz=%2B02:00', 'tz'],
    ['period=8d', 'period'],
    ['from=2026-02-30', 'from'],
    ['from=1.5', 'from'],
    ['from=99999999999999999', 'from'],
    ['from=-1', 'from'],
    ['to=5', 'from'],
    ['from=9&to=9', 'to'],
    ['status=open', 'status'],
    ['exit_type=left', 'exit_type'],
    ['channel=Direct,Post', 'channel'],
    ['engaged=1', 'engaged'],
    ['is_bot=null', 'is_bot'],
    ['is_bot=', 'is_bot'],
    ['visitor_id=me', 'visitor_id'],
    ['lead_id=~1111', 'lead_id'],
    ['country=DE,,FR', 'country'],
    ['country=DE,!FR', 'country'],
    ['country=DE&country=FR', 'country'],
    ['min_page_views=two', 'min_page_views'],
    ['min_duration=-1', 'min_duration'],
  ])('refuses %s, naming %s', async (query, name) => {
    const url = `/api/reports/${path}?site_id=${site_id}&${queries[path]}&${query}`;
    const answer = await request(url, { headers: asAdmin });
    expectFailure(answer, 400, 'validation_failed');
    expect(answer.error.details.issues).toMatchObject([{ path: name }]);
    expect(answer.error.message).toContain(name);
  });
});

it('says of a filter that is too long that it is', async () => {
  const answer = await ask('summary', { browser: 'x'.repeat(8193) });
  expectFailure(answer, 400, 'validation_failed');
  const message = 'Give at most 8192 characters.';
  expect(answer.error.details.issues).toEqual([{ path: 'browser', message }]);
});

it.each([
  ['summary', { compare: 'last' }, 'compare'],
  ['timeseries', { interval: 'minute' }, 'interval'],
  ['timeseries', { interval: 'hour', from: '0' }, 'interval'],
  ['overview', { interval: 'hour', from: '0' }, 'interval'],
  ['breakdown', {}, 'by'],
  ['breakdown', { by: 'min_duration' }, 'by'],
  ['breakdown', { by: 'country', limit: '0' }, 'limit'],
  ['breakdown', { by: 'country', limit: '1001' }, 'limit'],
])('refuses %s with %j, naming %s', async (path, query, name) => {
  const answer = await ask(path, query);
  expectFailure(answer, 400, 'validation_failed');
  expect(answer.error.details.issues).toMatchObject([{ path: name }]);
});

it('answers for a site without sessions, with zeros and no rates', async () => {
  const numbers = {
    tz: 'UTC',
    ...NONE,
    engagement_rate: null,
    bounce_rate: null,
    conversion_rate: null,
    new_leads: 0,
    duration: { mean: null, median: null },
    active_time: { mean: null, median: null },
  };
  const today = NOON - (NOON % DAY);
  const summary = {
    from: today,
    to: today + DAY,
    ...numbers,
    compare: { from: today - DAY, to: NOON - DAY, ...numbers },
  };
  expect((await ask('summary', { period: 'today', compare: 'previous' })).data).toEqual(summary);
  const points = Array.from({ length: 24 }, (_, i) => ({ at: today + i * 3_600_000, ...NONE }));
  const timeseries = { interval: 'hour', points };
  expect((await ask('timeseries', { period: 'today' })).data).toEqual(timeseries);
  const none = (by: string) => ({ by, rows: [], other: null });
  expect((await ask('breakdown', { by: 'os' })).data).toEqual(none('os'));
  const names = 'channel source entry_page exit_page country device_type browser os'.split(' ');
  expect((await ask('overview', { period: 'today' })).data).toEqual({
    summary,
    timeseries,
    breakdowns: Object.fromEntries(names.map((name) => [name, none(name)])),
  });
});

it('counts what has just happened, and no longer what was erased', async () => {
  const { visitor_id } = await visit({ page_views: 3 });
  const counted = { sessions: 1, visitors: 1, new_visitors: 1, page_views: 3, engaged: 1 };
  expect((await ask('summary')).data).toMatchObject(counted);
  expect((await ask('summary', { visitor_id })).data).toMatchObject(counted);
  await eraseVisitor(site_id, visitor_id);
  expect((await ask('summary')).data).toMatchObject(NONE);
});

it('leaves bots out, unless they are asked for', async () => {
  await visit();
  const bot = await open({ site_id }, { 'user-agent': 'Googlebot/2.1' });
  await recordWhen(bot.data.session_id, () => true);
  const count = async (query = {}) => (await ask('summary', query)).data.sessions;
  expect(await count()).toBe(1);
  expect(await count({ is_bot: 'true' })).toBe(1);
  expect(await count({ is_bot: 'true,false' })).toBe(2);
});

it('counts values that differ by case as one, in other alphabets too', async () => {
  for (const source of ['Größe', 'GRÖSSE', 'GRÖßE', 'größe']) {
    await visit({ url: `https://shop.example/?utm_source=${encodeURIComponent(source)}` });
  }
  const { data } = await ask<{ rows: { value: string; sessions: number }[] }>('breakdown', {
    by: 'utm_source',
  });
  expect(data.rows.map(({ value, sessions }) => [value, sessions])).toEqual([
    ['GRößE', 3],
    ['GRöSSE', 1],
  ]);
  const found = await ask('summary', { source: 'GRÖßE' });
  expect(found.data.sessions).toBe(3);
  expect((await ask('summary', { source: '~RÖSS' })).data.sessions).toBe(1);
});

it('compares all there is with as long a time, which was before 1970', async () => {
  const { data } = await ask<{ compare: { from: number } }>('summary', {
    from: '0',
    compare: 'previous',
  });
  expect(data.compare).toMatchObject({ from: -NOON - 1, to: -1, sessions: 0 });
});

it('takes every filter at once', async () => {
  const id = crypto.randomUUID();
  const texts =
    'country region city device_type os browser language source channel referrer_host utm_source utm_medium utm_campaign utm_term utm_content entry_page exit_page';
  const query = {
    ...Object.fromEntries(texts.split(' ').map((name) => [name, '!Email,~a,~b,null'])),
    channel: '!Email,AI,null',
    status: '!active,ended',
    engaged: '!true,false',
    identified: 'true,false',
    exit_type: 'exit,bounce,null',
    ended_by: '!idle,client,null',
    is_bot: 'true,false',
    visitor_id: `!${id},${crypto.randomUUID()}`,
    lead_id: `!${id},${crypto.randomUUID()},null`,
    min_page_views: '1',
    min_duration: '1',
    new_visitor: 'true,false',
  };
  for (const path of PATHS) {
    const by: Record<string, string> = path === 'breakdown' ? { by: 'visitor_id' } : {};
    expect((await ask(path, { ...query, ...by })).status, path).toBe(200);
  }
});

it('answers 503 when D1 does not', async () => {
  const broken = env.DB.prepare('ALTER TABLE sessions RENAME TO sessions_gone');
  await broken.run();
  try {
    expectFailure(await ask('summary'), 503, 'unavailable');
  } finally {
    await env.DB.prepare('ALTER TABLE sessions_gone RENAME TO sessions').run();
  }
});

it('counts the leads that were made in the period, in the summary and what it is compared with', async () => {
  const leadAt = async (email: string) => {
    const { session_id } = await visit();
    expect((await identify(session_id, { site_id, email })).status).toBe(200);
  };
  await leadAt('ada@example.com');
  passMs(DAY + 1000);
  await leadAt('bob@example.com');
  await leadAt('eve@example.com');
  await leadAt('ada@example.com');
  const summary = await ask('summary', { period: 'today', compare: 'previous' });
  expect(summary.data).toMatchObject({ new_leads: 2, compare: { new_leads: 1 } });
  const overview = await ask('overview', { period: 'today' });
  expect(overview.data).toMatchObject({ summary: { new_leads: 2, compare: { new_leads: 1 } } });
});
