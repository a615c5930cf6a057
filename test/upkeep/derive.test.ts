import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { DeriveStep } from '../../src/upkeep/derive';
import {
  type Answer,
  asAdmin,
  end,
  expectFailure,
  makeKey,
  makeSite,
  open,
  send,
  update,
} from '../api';
import { countD1Rows } from '../cost/count';
import { copyRecord } from '../rig/records';
import { passMs, startClock, stopClock } from '../support/clock';
import { recordWhen, runAlarm } from '../support/stored';

const SHOP = 'https://shop.example';
const DAY_MS = 24 * 60 * 60 * 1000;
let site_id: string;

beforeEach(async () => {
  stopClock();
  await env.DB.batch(
    ['sessions', 'session_details', 'sites'].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
  );
  site_id = await makeSite({ allowed_origins: ['https://*.shop.example', '*'] });
});

afterEach(() => startClock());

function takeStep(body: object = {}, headers: HeadersInit = asAdmin): Promise<Answer<DeriveStep>> {
  return send<DeriveStep>('POST', '/api/sessions/derive', body, headers);
}

/** All steps, and what they come to. */
async function deriveAll(limit = 300) {
  const sum = { examined: 0, changed: 0, skipped: 0, unreadable: 0 };
  let steps = 0;
  let after: object = {};
  for (;;) {
    const { next, ...counts } = (await takeStep({ limit, ...after })).data;
    steps += 1;
    for (const name of ['examined', 'changed', 'skipped', 'unreadable'] as const)
      sum[name] += counts[name];
    if (next === null) return { ...sum, steps };
    after = { after: next };
  }
}

/** A visit that is over, with its object gone. */
async function visit(body: Record<string, unknown>, headers: HeadersInit = {}): Promise<string> {
  const { session_id } = (await open({ site_id, url: `${SHOP}/`, ...body }, headers)).data;
  passMs(10_000);
  await update({ site_id, session_id, current_url: `${SHOP}/next` });
  passMs(10_000);
  await end({ session_id });
  await recordWhen(session_id, ({ ended_at }) => ended_at !== null);
  passMs(DAY_MS);
  await runAlarm(session_id);
  return session_id;
}

/** As the records were before there were these columns. */
async function forgetDerived(): Promise<void> {
  await env.DB.exec(
    `UPDATE sessions SET utm_source = COALESCE((SELECT arrival ->> '$.told.source' FROM session_details
      WHERE session_details.session_id = sessions.session_id), utm_source)`.replace(/\s+/g, ' '),
  );
  await env.DB.exec(
    'UPDATE sessions SET source = NULL, channel = NULL, referrer_host = NULL, landing_path = NULL, exit_path = NULL',
  );
  await env.DB.exec(
    "UPDATE session_details SET arrival = NULL, pages = NULL, merge = json_set(merge, '$.shape', 2)",
  );
  await env.DB.exec(
    'UPDATE session_details SET visitor_id = (SELECT visitor_id FROM sessions WHERE session_id = session_details.session_id)',
  );
  await env.DB.exec('UPDATE sessions SET is_first = NULL, visitor_id = NULL');
}

const listFirst = async () =>
  (await env.DB.prepare('SELECT is_first FROM sessions ORDER BY started_at').all()).results;

/** The record but for its shape, and the paths of its pages, which are in no order. */
async function derivedOf(session_id: string) {
  const found = await recordWhen(session_id, () => true);
  const pages: [path: string][] = JSON.parse(String(found.pages ?? '[]'));
  const record: typeof found = { ...found, merge: null, pages: null };
  return { record, paths: pages.map(([path]) => path).sort() };
}

const VISITS: [string, Record<string, unknown>][] = [
  ['nothing', {}],
  ['a campaign', { url: `${SHOP}/a?utm_source=News&utm_medium=email` }],
  ['a campaign beyond ASCII', { url: `${SHOP}/a`, utm_params: { source: 'Überblick' } }],
  ['a click on an ad', { url: `${SHOP}/?gclid=Cj0KCQ`, referrer: 'https://www.google.com/' }],
  ['a click in a network', { url: `${SHOP}/?fbclid=abc` }],
  ['a search', { referrer: 'https://www.bing.com/search' }],
  ['an assistant', { referrer: 'https://chatgpt.com/' }],
  ['another site', { referrer: 'https://www.Blog.example/a?token=x' }],
  ['the site itself', { referrer: 'https://www.shop.example/b' }],
  ['an origin of the site', { referrer: 'https://help.shop.example/b' }],
  ['an app', { referrer: 'android-app://com.instagram.android/' }],
];

describe('a record from before arrivals', () => {
  it('gets what a create of today has given it', async () => {
    const ids: string[] = [];
    for (const [, body] of VISITS) ids.push(await visit(body));
    const visitor_id = '44444444-4444-4444-8444-444444444444';
    for (let times = 0; times < 2; times += 1) ids.push(await visit({ visitor_id }));
    const before = await Promise.all(ids.map(derivedOf));
    const firstBefore = await listFirst();
    await forgetDerived();
    expect(await deriveAll()).toMatchObject({ changed: ids.length, skipped: 0, unreadable: 0 });
    expect(await listFirst()).toEqual(firstBefore);
    expect(firstBefore.map(({ is_first }) => is_first).slice(-2)).toEqual([1, 0]);
    for (const [i, session_id] of ids.entries()) {
      expect(await derivedOf(session_id), VISITS[i]?.[0]).toEqual(before[i]);
    }
  });

  it('gets the paths of its addresses as they would be stored today', async () => {
    const session_id = await visit({});
    await env.DB.prepare('UPDATE session_details SET landing_url = ?, current_url = ?')
      .bind('HTTPS://shop.example/café?x=1', 'https://shop.example/u/ann@example.com')
      .run();
    await forgetDerived();
    await deriveAll();
    const { record, paths } = await derivedOf(session_id);
    expect(record).toMatchObject({ landing_path: '/caf%C3%A9', exit_path: '/u/(removed)' });
    expect(paths).toEqual(['/caf%C3%A9', '/u/(removed)']);
    expect(record.landing_url).toBe('HTTPS://shop.example/café?x=1');
  });
});

describe('deriving anew', () => {
  it('gives each page that was seen the path that it would have today', async () => {
    const { session_id } = (await open({ site_id, url: `${SHOP}/` })).data;
    for (const page of ['a', 'b', 'c', 'd']) {
      passMs(1000);
      await update({ site_id, session_id, current_url: `${SHOP}/${page}` });
    }
    await end({ session_id });
    await recordWhen(session_id, ({ ended_at }) => ended_at !== null);
    passMs(DAY_MS);
    await runAlarm(session_id);
    const rename = `UPDATE session_details SET pages =
      replace(replace(replace(pages, '"/a"', '"/u/ann@example.com"'), '"/b"', '"/u/bob@example.com"'), '"/c"', '"/café"')`;
    await env.DB.prepare(rename).run();
    expect(await deriveAll()).toMatchObject({ changed: 1 });
    const { pages } = await recordWhen(session_id, () => true);
    const seen: [path: string, afterMs: number][] = JSON.parse(String(pages));
    // Two that are one now were seen when the first of them was.
    expect(seen.map(([path, afterMs]) => [path, afterMs])).toEqual([
      ['/', 0],
      ['/u/(removed)', 1000],
      ['/caf%C3%A9', 3000],
      ['/d', 4000],
    ]);
    expect(await deriveAll()).toMatchObject({ changed: 0 });
  });

  it('changes nothing the second time', async () => {
    for (const [, body] of VISITS) await visit(body);
    const today = await deriveAll();
    expect(today).toMatchObject({ examined: VISITS.length, changed: 0, skipped: 0 });
    await forgetDerived();
    await deriveAll();
    expect(await deriveAll()).toMatchObject({ examined: VISITS.length, changed: 0, skipped: 0 });
  });

  it('follows the origins of the site', async () => {
    const session_id = await visit({ referrer: 'https://partner.example/' });
    expect((await derivedOf(session_id)).record.source).toBe('partner.example');
    const changes = { allowed_origins: ['https://partner.example'] };
    await send('PATCH', `/api/sites/${site_id}`, changes, asAdmin);
    expect(await deriveAll()).toMatchObject({ changed: 1 });
    const arrival = '{"referrer_is_internal":true}';
    const { record } = await derivedOf(session_id);
    expect(record).toMatchObject({ source: 'Direct', channel: 'Direct', arrival });
  });

  it('leaves the channel that a click has told of a visitor who asked for privacy', async () => {
    const session_id = await visit({ url: `${SHOP}/?gclid=Cj0KCQ` }, { 'sec-gpc': '1' });
    expect((await derivedOf(session_id)).record.channel).toBe('Paid Search');
    expect(await deriveAll()).toMatchObject({ changed: 0 });
  });

  it('leaves the page of a session that landed on another', async () => {
    const session_id = await visit({ url: `${SHOP}/?gclid=Cj0KCQ`, landing: false });
    expect((await derivedOf(session_id)).record.channel).toBe('Direct');
    expect(await deriveAll()).toMatchObject({ changed: 0 });
  });

  it.each([1, 2, 3, 7, 8])('in steps of %i looks at each record once', async (limit) => {
    const session_id = await visit({ referrer: 'https://www.bing.com/' });
    const { started_at } = (await derivedOf(session_id)).record;
    const copies = [0, 0, 1, 1, 2].map((later) => {
      return { session_id: crypto.randomUUID(), started_at: Number(started_at) + later };
    });
    await copyRecord(env.DB, session_id, copies);
    const other = await makeSite();
    await copyRecord(env.DB, session_id, [{ session_id: crypto.randomUUID(), site_id: other }]);
    await forgetDerived();
    const { steps, ...sum } = await deriveAll(limit);
    expect(sum).toEqual({ examined: 7, changed: 7, skipped: 0, unreadable: 0 });
    expect(steps).toBe(Math.floor(7 / limit) + 1);
    const left = 'SELECT COUNT(*) AS n FROM sessions WHERE source IS NOT ?';
    expect(await env.DB.prepare(left).bind('Bing').first('n')).toBe(0);
  });

  it('reads and writes a few rows for each record that it changes, wherever the step begins', async () => {
    const session_id = await visit({});
    const copies = Array.from({ length: 100 }, () => ({ session_id: crypto.randomUUID() }));
    await copyRecord(env.DB, session_id, copies);
    await forgetDerived();
    const { next } = (await takeStep({ limit: 70 })).data;
    const counts = countD1Rows();
    expect((await takeStep({ limit: 20, after: next })).data).toMatchObject({ changed: 20 });
    expect(counts.read).toBeLessThanOrEqual(19 * 20);
    expect(counts.written).toBe(3 * 20);
    vi.restoreAllMocks();
  });

  it('skips a session until it is over and its object is gone', async () => {
    const { session_id } = (await open({ site_id, url: `${SHOP}/` })).data;
    await recordWhen(session_id, () => true);
    await forgetDerived();
    expect(await deriveAll()).toMatchObject({ examined: 1, changed: 0, skipped: 1 });
    await end({ session_id });
    await recordWhen(session_id, ({ ended_at }) => ended_at !== null);
    expect(await deriveAll()).toMatchObject({ examined: 1, changed: 0, skipped: 1 });
    passMs(DAY_MS);
    expect(await deriveAll()).toMatchObject({ examined: 1, changed: 1, skipped: 0 });
  });

  it('leaves an unreadable record, and goes on with the others', async () => {
    const [unreadable, other] = [await visit({}), await visit({})];
    await forgetDerived();
    await env.DB.prepare("UPDATE session_details SET merge = '{' WHERE session_id = unhex(?, '-')")
      .bind(unreadable)
      .run();
    expect(await deriveAll()).toMatchObject({ examined: 2, changed: 1, unreadable: 1 });
    expect((await derivedOf(other)).record.source).toBe('Direct');
  });
});

describe('the route', () => {
  it('is for the holder of ADMIN_KEY alone', async () => {
    const { key } = await makeKey(site_id);
    const callers: Record<string, string>[] = [{}, { 'x-api-key': key }, { origin: SHOP }];
    for (const headers of callers) {
      expectFailure(await takeStep({}, headers), 401, 'unauthorized');
    }
  });

  it.each([{ after: 'x' }, { after: 'DB.0.0.0' }, { limit: 0 }, { limit: 501 }, { limit: '9' }])(
    'takes no %j',
    async (body) => {
      expectFailure(await takeStep(body), 400, 'validation_failed');
    },
  );

  it('has nothing to do without records', async () => {
    expect((await takeStep()).data).toEqual({
      ...{ examined: 0, changed: 0, skipped: 0, unreadable: 0 },
      next: null,
    });
  });
});
