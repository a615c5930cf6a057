import { beforeAll, describe, expect, it, vi } from 'vitest';
import { asAdmin, BROWSER, makeSite, type Opened, open, recordOf, request } from '../../api';
import { recordWhen, storedOf } from '../../support/stored';

const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';
const FIREFOX = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:144.0) Gecko/20100101 Firefox/144.0';
const GOOGLEBOT = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';
const BERLIN = { country: 'DE', region: 'Berlin', city: 'Berlin', timezone: 'Europe/Berlin' };
const ADDRESS = '203.0.113.77';

let site_id: string;
let other_site: string;
beforeAll(async () => {
  [site_id, other_site] = await Promise.all([makeSite(), makeSite()]);
});

type Visit = { headers?: Record<string, string>; cf?: Record<string, unknown>; site?: string };

/** The session as `data`, opened as from Cloudflare's edge. */
async function visit(body: object, { headers = {}, cf = {}, site = site_id }: Visit = {}) {
  const init = {
    method: 'POST',
    headers: { 'cf-connecting-ip': ADDRESS, ...headers },
    body: JSON.stringify({ site_id: site, ...body }),
    cf,
  };
  const opened = await request<Opened>('/api/visitors/session', init);
  expect(opened.status).toBe(201);
  return opened.data;
}

/** Everything kept of a session, in its object and in D1, as one text. */
async function keptOf(session_id: string): Promise<string> {
  await recordWhen(session_id, () => true);
  return JSON.stringify([await storedOf(session_id), await recordOf(session_id)]);
}

describe('device and browser', () => {
  it.each([
    [BROWSER, 'desktop', { name: 'macOS', version: null }, 'Chrome', '141.0.0.0'],
    [IPHONE, 'mobile', { name: 'iOS', version: '18.5' }, 'Safari', '18.5'],
    [FIREFOX, 'desktop', { name: 'Windows', version: '10' }, 'Firefox', '144.0'],
  ])('are read from the user agent %s', async (agent, type, os, name, version) => {
    const headers = { 'user-agent': agent, 'accept-language': 'de-DE,de;q=0.9,en;q=0.8' };
    const session = await visit({}, { headers });
    expect(session.device).toMatchObject({ type, os });
    expect(session.browser).toEqual({ name, version, language: 'de-DE' });
  });

  const IPAD =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15';
  const MAC = { type: 'desktop', os: { name: 'macOS', version: null } };
  it.each([
    ['five touch points', { touch_points: 5 }, { type: 'tablet', touch_support: true }],
    ['a touch screen', { touch_support: true }, { type: 'tablet', touch_support: true }],
    ['no touch point', { touch_points: 0 }, { ...MAC, touch_support: false }],
    ['nothing', {}, { ...MAC, touch_support: null }],
    ['its own word', { touch_points: 5, type: 'desktop', os: 'macOS' }, { type: 'desktop' }],
  ])('tell an iPad that says it is a Mac by %s', async (_, device, shown) => {
    const session = await visit({ device }, { headers: { 'user-agent': IPAD } });
    const os = { name: 'iPadOS', version: null };
    expect(session.device).toMatchObject({ ...(shown.type === 'tablet' && { os }), ...shown });
    expect(session.browser).toMatchObject({ name: 'Safari', version: '17.4' });
  });

  it('are read from client hints beside the user agent, but not from those of a server', async () => {
    const headers = {
      'user-agent': BROWSER.replace('Macintosh; Intel Mac OS X 10_15_7', 'Windows NT 10.0'),
      'sec-ch-ua': '"Brave";v="131", "Chromium";v="131"',
      'sec-ch-ua-platform': '"Windows"',
      'sec-ch-ua-platform-version': '"15.0.0"',
    };
    const page = await visit({}, { headers });
    expect(page.device.os).toEqual({ name: 'Windows', version: '11' });
    expect(page.browser).toMatchObject({ name: 'Brave', version: '131' });
    const server = await visit({}, { headers: { ...headers, ...asAdmin } });
    expect(server.device.os).toEqual({ name: 'Windows', version: '10' });
    expect(server.browser).toMatchObject({ name: 'Chrome', version: '141.0.0.0' });
  });

  it('have one spelling', async () => {
    const headers = { 'accept-language': 'fr;q=0.3,de_de;q=0.9' };
    const [told, seen] = [
      await visit({ device: { type: ' Mobile ' }, browser: { language: 'EN-us' } }, { headers }),
      await visit({ device: { type: ' ' }, browser: { language: '' } }, { headers }),
    ];
    expect([told.device.type, told.browser.language]).toEqual(['mobile', 'en-US']);
    expect([seen.device.type, seen.browser.language]).toEqual(['desktop', 'de-DE']);
    const any = await visit({ browser: { language: '*' } }, { headers });
    expect(any.browser.language).toBeNull();
  });

  it('of a touch screen elsewhere are as they were', async () => {
    const device = { touch_points: 10 };
    const session = await visit({ device }, { headers: { 'user-agent': FIREFOX } });
    expect(session.device).toMatchObject({ type: 'desktop', os: { name: 'Windows' } });
  });

  it('are as the client says where it does, and nothing is added to them', async () => {
    const device = {
      type: 'kiosk',
      os: { name: 'HaikuOS', version: 'R1' },
      screen_size: { width: 1920, height: 1080 },
      pixel_ratio: 1.5,
      orientation: 'landscape-primary',
      memory: 8,
      cpu_cores: 16,
      touch_support: true,
    };
    const browser = { name: 'WebPositive', version: '1.3', language: 'fi' };
    const session = await visit({ device, browser });
    expect(session).toMatchObject({ device, browser });
    const half = await visit({ device: { type: 'tv' }, browser: { name: 'Odd' } });
    expect(half.device).toMatchObject({ type: 'tv', os: { name: 'macOS' } });
    expect(half.browser).toEqual({ name: 'Odd', version: null, language: null });
  });

  it.each([
    ['iOS', { name: 'iOS', version: null }],
    [{ name: 'iOS' }, { name: 'iOS', version: null }],
    [
      { name: 'iOS', version: '18.5' },
      { name: 'iOS', version: '18.5' },
    ],
  ])('take os as %o', async (os, shown) => {
    expect((await visit({ device: { os } })).device.os).toEqual(shown);
  });

  it.each(['390x844', '390 x 844', '390X844', '390×844', { width: 390, height: 844 }])(
    'take screen_size as %o',
    async (screen_size) => {
      const { device } = await visit({ device: { screen_size } });
      expect(device.screen_size).toEqual({ width: 390, height: 844 });
    },
  );

  it('are null where nobody says anything', async () => {
    const session = await visit({}, { headers: { 'user-agent': '' } });
    expect(session.browser).toEqual({ name: null, version: null, language: null });
    expect(session.device.os).toEqual({ name: null, version: null });
  });
});

describe('location', () => {
  it('comes from Cloudflare', async () => {
    const cf = { ...BERLIN, postalCode: '10115', latitude: '52.5', asOrganization: 'ISP' };
    const session = await visit({}, { cf });
    expect(session.location).toEqual(BERLIN);
    expect(await keptOf(session.session_id)).not.toMatch(/10115|52\.5|ISP/);
  });

  it('is as the client says where it does, and nothing of elsewhere is added', async () => {
    const location = { country: 'Germany', city: 'Potsdam' };
    const cf = { country: 'US', region: 'Texas', city: 'Austin', timezone: 'America/Chicago' };
    const session = await visit({ location }, { cf });
    const germany = { country: 'DE', region: null, city: 'Potsdam' };
    expect(session.location).toEqual({ ...germany, timezone: 'America/Chicago' });
  });

  it('of a server says nothing of the visitor', async () => {
    const session = await visit({}, { cf: BERLIN, headers: asAdmin });
    expect(session.location).toEqual({ country: null, region: null, city: null, timezone: null });
  });

  it('never includes an IP address, in the object or in D1', async () => {
    const headers = { 'x-forwarded-for': `${ADDRESS}, 198.51.100.9`, 'x-real-ip': ADDRESS };
    const session = await visit({ fingerprint: 'fp' }, { headers, cf: BERLIN });
    expect(JSON.stringify(session)).not.toMatch(/203\.0\.113|198\.51\.100/);
    expect(await keptOf(session.session_id)).not.toMatch(/203\.0\.113|198\.51\.100/);
  });
});

describe('campaign', () => {
  const NONE = { source: null, medium: null, campaign: null, term: null, content: null };
  const query = 'utm_source=url&utm_medium=mail&utm_campaign=a%20b&utm_term=t&utm_content=c';
  const url = `https://shop.example/?${query}`;

  it.each([
    ['the landing URL', { url }, ['url', 'mail', 'a b', 't', 'c']],
    [
      'utm_params',
      { utm_params: { source: 's', medium: 'm', campaign: 'c', term: 't', content: 'x' } },
      ['s', 'm', 'c', 't', 'x'],
    ],
    [
      'utm_params with the prefix',
      { utm_params: { utm_source: 's', utm_medium: 'm', utm_term: 't' } },
      ['s', 'm', null, 't', null],
    ],
    ['flat fields', { utm_source: 's', utm_content: 'x' }, ['s', null, null, null, 'x']],
    [
      'what is given first, the URL last',
      { url, utm_source: 'flat', utm_medium: 'flat', utm_params: { source: 'given' } },
      ['given', 'flat', 'a b', 't', 'c'],
    ],
    ['nowhere', { url: 'https://shop.example/?source=x' }, [null, null, null, null, null]],
  ])('is read from %s', async (_, body, [source, medium, campaign, term, content]) => {
    const expected = { source, medium, campaign, term, content };
    expect((await visit(body)).utm_params).toEqual(expected);
  });

  it('of the address is not that of a session which begins in a page already open', async () => {
    const previous_session_id = crypto.randomUUID();
    const follower = { url, previous_session_id, landing: false };
    expect(await visit(follower)).toMatchObject({
      utm_params: NONE,
      previous_session_id,
      landing_url: url,
    });
    const given = await visit({ ...follower, utm_source: 'given' });
    expect(given.utm_params).toEqual({ ...NONE, source: 'given' });
    expect((await visit({ url, previous_session_id })).utm_params.source).toBe('url');
  });

  it('and a session never follows itself', async () => {
    const id = crypto.randomUUID();
    expect(await visit({ id, previous_session_id: id })).toMatchObject({
      session_id: id,
      previous_session_id: null,
    });
  });

  it('is cut where a URL makes it too long', async () => {
    const session = await visit({ url: `https://shop.example/?utm_source=${'s'.repeat(1000)}` });
    expect(session.utm_params).toEqual({ ...NONE, source: 's'.repeat(256) });
  });

  it('stands beside the referrer, which is kept whole, and the landing page', async () => {
    const referrer = `https://search.example/?q=${'x'.repeat(2022)}`;
    const session = await visit({ url, referrer });
    expect(session).toMatchObject({ referrer, landing_url: url, current_url: url });
    expect((await visit({ referrer: '' })).referrer).toBeNull();
  });
});

describe('a bot', () => {
  it.each([
    ['its user agent', { headers: { 'user-agent': GOOGLEBOT } }, 'user_agent'],
    ['a library as user agent', { headers: { 'user-agent': 'curl/8.5.0' } }, 'user_agent'],
    ['a low score', { cf: { botManagement: { score: 2 } } }, 'bot_management'],
    ['no user agent', { headers: { 'user-agent': '' } }, 'no_user_agent'],
    ['being verified', { cf: { botManagement: { verifiedBot: true } } }, 'bot_management'],
  ])('is kept, and marked with the reason: %s', async (_, from, bot_reason) => {
    const session = await visit({}, from);
    expect(session).toMatchObject({ is_bot: true, status: 'active' });
    const record = await recordWhen(session.session_id, () => true);
    expect(record).toMatchObject({ is_bot: 1, bot_reason });
  });

  it('is not a person with a good score, nor a server with a library', async () => {
    const person = await visit({}, { cf: { botManagement: { score: 99, verifiedBot: false } } });
    const server = await visit({}, { headers: { ...asAdmin, 'user-agent': 'curl/8.5.0' } });
    const silent = await visit({}, { headers: { ...asAdmin, 'user-agent': '' } });
    for (const { session_id, is_bot } of [person, server, silent]) {
      expect(is_bot).toBe(false);
      const record = await recordWhen(session_id, () => true);
      expect(record).toMatchObject({ is_bot: 0, bot_reason: null });
    }
    expect(server.browser.name).toBeNull();
  });
});

describe('a visitor', () => {
  it('is the same for the same fingerprint at the same site, and only there', async () => {
    const fingerprint = 'fp-1';
    const [one, two] = await Promise.all([visit({ fingerprint }), visit({ fingerprint })]);
    expect(one.visitor_id).toBe(two.visitor_id);
    expect(one.session_id).not.toBe(two.session_id);
    expect(one.fingerprint).toBe(fingerprint);
    const elsewhere = await visit({ fingerprint }, { site: other_site });
    expect(elsewhere.visitor_id).not.toBe(one.visitor_id);
    expect((await visit({ fingerprint: 'fp-2' })).visitor_id).not.toBe(one.visitor_id);
  });

  it('is the one the client remembers, whatever the fingerprint', async () => {
    const visitor_id = crypto.randomUUID();
    const session = await visit({ visitor_id, fingerprint: 'fp-1' });
    expect(session).toMatchObject({ visitor_id, fingerprint: 'fp-1' });
  });

  it('is a new one each time when nobody says who it is', async () => {
    const [one, two] = [await visit({}), await visit({})];
    expect(one.visitor_id).not.toBe(two.visitor_id);
  });
});

describe.each<Record<string, string>>([{ 'sec-gpc': '1' }, { dnt: '1' }])('with %o', (signal) => {
  const fingerprint = 'FINGERPRINT-OF-A-PRIVATE-VISITOR';
  const visitor_id = '0199aaaa-0000-4000-8000-00000000abcd';

  it('no fingerprint is kept, the visitor is random, and only the country is known', async () => {
    const previous_session_id = crypto.randomUUID();
    const body = { fingerprint, visitor_id, previous_session_id, location: { city: 'Potsdam' } };
    const [one, two] = [
      await visit(body, { headers: signal, cf: BERLIN }),
      await visit(body, { headers: signal, cf: BERLIN }),
    ];
    expect(one).toMatchObject({
      fingerprint: null,
      previous_session_id: null,
      location: { country: 'DE', region: null, city: null, timezone: null },
    });
    expect(new Set([one.visitor_id, two.visitor_id, visitor_id]).size).toBe(3);
    const kept = await keptOf(one.session_id);
    for (const secret of [fingerprint, visitor_id, previous_session_id, 'Berlin', 'Potsdam']) {
      expect(kept).not.toContain(secret);
    }
  });

  it('nothing that is kept of a session names the one that follows it', async () => {
    const session = await visit({}, { headers: signal });
    const passed = Date.now() + 3 * 60 * 60_000;
    vi.useFakeTimers({ now: passed, toFake: ['Date'] });
    const follow = async () =>
      (await open({ site_id, id: session.session_id }, signal)).data.session_id;
    const [next, other] = [await follow(), await follow()];
    vi.useRealTimers();
    expect(new Set([session.session_id, next, other]).size).toBe(3);
    const kept = await keptOf(session.session_id);
    expect(kept).not.toContain(next);
    expect(kept).not.toContain(other);
    expect(await keptOf(next)).not.toContain(session.session_id);
  });

  it('a site that does not heed it keeps all', async () => {
    const site = await makeSite({ respect_gpc: false });
    const session = await visit({ fingerprint, visitor_id }, { headers: signal, cf: BERLIN, site });
    expect(session).toMatchObject({ fingerprint, visitor_id, location: BERLIN });
  });
});

it('asks nothing of a browser whose signals are off', async () => {
  const headers = { 'sec-gpc': '0', dnt: '0' };
  expect((await visit({ fingerprint: 'fp' }, { headers })).fingerprint).toBe('fp');
});

it('describes the visit once: resuming changes nothing of it', async () => {
  const first = await visit({ url: 'https://shop.example/?utm_source=one' }, { cf: BERLIN });
  const again = { site_id, id: first.session_id, utm_source: 'two', location: { city: 'Rome' } };
  const { status, data } = await open(again, { 'user-agent': GOOGLEBOT });
  expect(status).toBe(200);
  const { utm_params, device, browser, location, is_bot, visitor_id } = first;
  const same = { utm_params, device, browser, location, is_bot, visitor_id };
  expect(data).toMatchObject({ ...same, is_new_session: false });
});
