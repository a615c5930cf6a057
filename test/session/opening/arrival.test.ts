/** Where a visitor came from, as it is shown, kept in D1, and protected by the site's setting. */
import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { asAdmin, end, makeSite, read, request, type Shown, send, update } from '../../api';
import { passMs, startClock, stopClock } from '../../support/clock';
import { recordWhen, runAlarm, storedOf } from '../../support/stored';
import { site_id, storedTextOf, visit } from './visit';

const SHOP = 'https://shop.example';
const CLICK = { type: 'gclid', value: 'Cj0KCQ' };

describe('a create shows', () => {
  it.each([
    ['a campaign', { url: `${SHOP}/?utm_source=News&utm_medium=email` }, 'News', 'Email', null],
    [
      'names in any case',
      { url: `${SHOP}/?UTM_SOURCE=News&utm_Medium=Email` },
      'News',
      'Email',
      null,
    ],
    ['a fragment', { url: `${SHOP}/#utm_source=x&utm_medium=social` }, 'x', 'Organic Social', null],
    [
      'a blank at the end',
      { url: `${SHOP}/?utm_source=twitter%20` },
      'twitter',
      'Organic Social',
      null,
    ],
    ['a click on an ad', { url: `${SHOP}/?gclid=Cj0KCQ` }, 'Google', 'Paid Search', CLICK],
    ['a search', { url: SHOP, referrer: 'https://www.bing.com/' }, 'Bing', 'Organic Search', null],
    ['an assistant', { url: SHOP, referrer: 'https://chatgpt.com/' }, 'ChatGPT', 'AI', null],
    [
      'another site',
      { url: SHOP, referrer: 'https://www.blog.example/a' },
      'blog.example',
      'Referral',
      null,
    ],
    [
      'the site itself',
      { url: SHOP, referrer: 'https://www.shop.example/b' },
      'Direct',
      'Direct',
      null,
    ],
    ['nothing', {}, 'Direct', 'Direct', null],
  ])('%s', async (_, body, source, channel, click_id) => {
    expect(await visit(body)).toMatchObject({ source, channel, click_id });
  });

  it('the host of the referrer, whether that is the site, and the path of the landing page', async () => {
    const outside = await visit({
      url: `${SHOP}/café?a=1`,
      referrer: 'https://www.Blog.example/a',
    });
    expect(outside).toMatchObject({
      landing_url: `${SHOP}/caf%C3%A9?a=1`,
      landing_path: '/caf%C3%A9',
      referrer: 'https://www.blog.example/a',
      referrer_host: 'blog.example',
      referrer_is_internal: false,
    });
    const inside = await visit({ url: SHOP, referrer: 'https://www.shop.example/b' });
    expect(inside).toMatchObject({ referrer_host: 'shop.example', referrer_is_internal: true });
  });

  it('the id of a campaign', async () => {
    expect((await visit({ url: `${SHOP}/?utm_id=7` })).utm_params.id).toBe('7');
    expect((await visit({ utm_params: { id: '8' } })).utm_params.id).toBe('8');
    expect((await visit({ utm_id: '9' })).utm_params.id).toBe('9');
  });

  it('no click id where the visitor asks for privacy', async () => {
    const session = await visit({ url: `${SHOP}/?gclid=Cj0KCQ` }, { headers: { 'sec-gpc': '1' } });
    expect(session).toMatchObject({ click_id: null, channel: 'Paid Search' });
    const { session_id } = session;
    const url = `${SHOP}/?a=1&GCLID=Cj0KCQ#x`;
    const init = { method: 'PUT', headers: { 'sec-gpc': '1' } };
    const body = JSON.stringify({ session_id, site_id, current_url: url });
    const updated = await request<Shown>('/api/visitors/session', { ...init, body });
    expect(updated.data.current_url).toBe(`${SHOP}/?a=1#x`);
    expect(await storedTextOf(session_id)).not.toContain('Cj0KCQ');
  });
});

it.each([
  `${SHOP}/café`,
  `${SHOP}/caf%C3%A9`,
  `${SHOP}/caf%c3%a9`,
  'HTTPS://SHOP.example:443/café',
  'https://me:secret@shop.example/caf%C3%A9',
])('%s is one page, entered, seen and left', async (url) => {
  const { session_id, landing_url } = await visit({ url });
  const page = `${SHOP}/caf%C3%A9`;
  expect(landing_url).toBe(page);
  expect((await update({ session_id, site_id, current_url: url })).data.current_url).toBe(page);
  expect((await end({ session_id, site_id, exit_url: url })).data.exit_url).toBe(page);
});

describe('the record in D1', () => {
  beforeEach(() => stopClock());
  afterEach(() => startClock());

  it('has all that is shown, once the object is gone', async () => {
    const body = {
      url: `${SHOP}/a?UTM_SOURCE=LinkedIn&utm_id=7&utm_campaign=Größe&gclid=Cj0KCQ`,
      referrer: 'https://www.shop.example/b',
    };
    const { session_id } = await visit(body);
    const ended = (await end({ session_id, site_id, exit_url: `${SHOP}/bye?x=1` })).data;
    expect(ended.utm_params).toMatchObject({ source: 'LinkedIn', campaign: 'Größe', id: '7' });
    await recordWhen(session_id, ({ status }) => status === 'ended');
    passMs(3_600_000);
    await runAlarm(session_id);
    expect((await storedOf(session_id)).keys).toEqual([]);
    expect((await read(session_id, site_id)).data).toEqual(ended);
  });

  it.each([
    ['LinkedIn', 'linkedin'],
    ['ÜBER Größe', 'über größe'],
    ['ΣΊΣΥΦΟΣ', 'σίσυφος'],
    ['Cafe\u0301', 'CAFÉ'],
  ])('counts %s and %s as one source and one campaign', async (one, other) => {
    const keys = new Set<string>();
    for (const value of [one, other]) {
      const { session_id, source } = await visit({ utm_source: value, utm_campaign: value });
      expect(source).toBe(value);
      await recordWhen(session_id, () => true);
      expect((await read(session_id, site_id)).data.utm_params.campaign).toBe(value);
      const row = await env.DB.prepare(
        `SELECT lower(utm_source) || '/' || lower(utm_campaign) || '/' || lower(source) AS key
          FROM sessions WHERE session_id = unhex(?, '-')`,
      )
        .bind(session_id)
        .first<{ key: string }>();
      keys.add(row?.key ?? session_id);
    }
    expect(keys.size).toBe(1);
  });

  it('has the paths by which pages are counted', async () => {
    const { session_id } = await visit({ url: `${SHOP}/in?a=1` });
    const paths = async () => {
      await recordWhen(session_id, () => true);
      return env.DB.prepare(
        "SELECT landing_path, exit_path FROM sessions WHERE session_id = unhex(?, '-')",
      )
        .bind(session_id)
        .first();
    };
    expect(await paths()).toEqual({ landing_path: '/in', exit_path: '/in' });
    await end({ session_id, site_id, exit_url: `${SHOP}/out#b` });
    await recordWhen(session_id, ({ status }) => status === 'ended');
    expect(await paths()).toEqual({ landing_path: '/in', exit_path: '/out' });
  });
});

describe('an address that is too long', () => {
  const long = `${SHOP}/a?q=${'x'.repeat(3000)}`;
  const referrer = `https://search.example/?q=${'x'.repeat(2100)}`;

  it('is shortened where a page tells it', async () => {
    const session = await visit({ url: long, referrer });
    expect(session).toMatchObject({
      landing_url: `${SHOP}/a`,
      referrer: 'https://search.example/',
      page_views: 1,
    });
    const { session_id } = session;
    const path = `/${'p'.repeat(3000)}`;
    const updated = await update({ session_id, site_id, current_url: `${SHOP}${path}` });
    expect(updated.data.current_url).toBe(`${SHOP}${path}`.slice(0, 2048));
    expect((await end({ session_id, site_id, exit_url: long })).data.exit_url).toBe(`${SHOP}/a`);
  });

  it('keeps its campaign', async () => {
    const session = await visit({ url: `${long}&utm_source=news&gclid=Cj0KCQ` });
    expect(session).toMatchObject({ source: 'news', click_id: CLICK, landing_url: `${SHOP}/a` });
  });

  it('is refused where a server tells it, by its field', async () => {
    const { session_id } = await visit({ url: SHOP });
    const encoded = `${SHOP}/${'é'.repeat(1000)}`;
    const cases: [method: string, path: string, body: object, fields: string[]][] = [
      ['POST', '', { site_id, url: long, referrer }, ['url', 'referrer']],
      ['POST', '', { site_id, url: encoded }, ['url']],
      ['PUT', '', { session_id, site_id, current_url: long }, ['current_url']],
      ['POST', '/end', { session_id, site_id, exit_url: long }, ['exit_url']],
    ];
    for (const [method, path, body, fields] of cases) {
      const refused = await send(method, `/api/visitors/session${path}`, body, asAdmin);
      expect(refused.code).toBe('validation_failed');
      expect(refused.error.details.issues?.map((issue) => issue.path)).toEqual(fields);
    }
    const after = (await read(session_id, site_id)).data;
    expect(after).toMatchObject({ status: 'active', current_url: `${SHOP}/` });
  });
});

describe('url_query', () => {
  const query = 'utm_source=news&lang=de&Token=t0k3n&who=ann@example.com&gclid=Cj0KCQ';
  const kept = {
    safe: '?utm_source=news&lang=de&gclid=Cj0KCQ',
    marketing: '?utm_source=news&gclid=Cj0KCQ',
    all: `?${query}`,
    none: '',
  };
  const sites: Record<string, string> = {};

  beforeAll(async () => {
    for (const url_query of Object.keys(kept)) sites[url_query] = await makeSite({ url_query });
  });

  it.each(Object.entries(kept))('%s keeps "%s" of every address', async (url_query, rest) => {
    const site = sites[url_query] ?? '';
    const url = `${SHOP}/a?${query}`;
    const address = `${SHOP}/a${rest}`;
    const referrer = `https://other.example/b?${query}`;
    const session = await visit({ url, referrer }, { site });
    const { session_id } = session;
    expect(session).toMatchObject({
      landing_url: address,
      current_url: address,
      referrer: `https://other.example/b${rest}`,
      source: 'news',
      click_id: CLICK,
    });
    const updated = await update({ session_id, site_id: site, current_url: url });
    expect(updated.data.current_url).toBe(address);
    expect((await end({ session_id, site_id: site, exit_url: url })).data.exit_url).toBe(address);
    if (url_query === 'all') return;
    const stored = await storedTextOf(session_id);
    expect(stored).not.toContain('t0k3n');
    expect(stored).not.toContain('ann@');
  });

  it('is safe by default', async () => {
    const site = await makeSite();
    const session = await visit({ url: `${SHOP}/#access_token=t0k3n&state=s` }, { site });
    expect(session.landing_url).toBe(`${SHOP}/`);
  });

  it('can be changed, for what comes afterwards', async () => {
    const site = await makeSite({ url_query: 'none' });
    const changed = await send('PATCH', `/api/sites/${site}`, { url_query: 'all' }, asAdmin);
    expect(changed.data).toMatchObject({ url_query: 'all' });
    const wrong = await send('PATCH', `/api/sites/${site}`, { url_query: 'some' }, asAdmin);
    expect(wrong.code).toBe('validation_failed');
  });
});
