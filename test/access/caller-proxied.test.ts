import { beforeAll, describe, expect, it } from 'vitest';
import {
  ADMIN_KEY,
  asAdmin,
  end,
  expectFailure,
  identify,
  makeKey,
  makeSite,
  type Opened,
  open,
  read,
  recordOf,
  request,
  send,
  update,
} from '../api';
import { recordWhen, storedOf } from '../support/stored';

const SHOP = 'https://shop.example';
const NOWHERE = { country: null, region: null, city: null, timezone: null };
/** Where the proxy is, and that it is a machine. */
const PROXY_CF = {
  country: 'US',
  region: 'Virginia',
  city: 'Ashburn',
  timezone: 'America/New_York',
  botManagement: { score: 1 },
};
const ADDRESS = '203.0.113.77';
const HEADERS = {
  proxy_address_header: 'x-visitor-address',
  proxy_country_header: 'x-visitor-country',
};

let site_id: string;
let key: string;
let bare_site: string;
let bareKey: string;
beforeAll(async () => {
  [site_id, bare_site] = await Promise.all([
    makeSite({ allowed_origins: [SHOP], ...HEADERS }),
    makeSite({ allowed_origins: [SHOP] }),
  ]);
  [{ key }, { key: bareKey }] = await Promise.all([makeKey(site_id), makeKey(bare_site)]);
});

const through = (shown: string, headers: Record<string, string> = {}) => ({
  origin: SHOP,
  'x-proxy-key': shown,
  ...headers,
});

/** Opened as the proxy passes it on to Cloudflare's edge. */
async function visit(site: string, headers: Record<string, string>, body: object = {}) {
  const init = {
    method: 'POST',
    headers: { 'cf-connecting-ip': '198.51.100.1', 'cf-ipcountry': 'US', ...headers },
    body: JSON.stringify({ site_id: site, ...body }),
    cf: PROXY_CF,
  };
  const opened = await request<Opened>('/api/visitors/session', init);
  expect(opened.status).toBe(201);
  return opened.data;
}

describe('through a proxy that shows a key of the site', () => {
  it('takes the country that the proxy reports, and no bot from the proxy', async () => {
    const reported = { 'x-visitor-address': ADDRESS, 'x-visitor-country': 'de' };
    const session = await visit(site_id, through(key, reported));
    expect(session).toMatchObject({
      location: { ...NOWHERE, country: 'DE' },
      is_bot: false,
      device: { type: 'desktop' },
      browser: { name: 'Chrome' },
    });
    const record = await recordWhen(session.session_id, () => true);
    expect(record).toMatchObject({ country: 'DE', region: null, is_bot: 0 });
  });

  it('takes a visitor with the user agent of a bot for a bot', async () => {
    const session = await visit(site_id, through(key, { 'user-agent': 'curl/8.5.0' }));
    expect(session).toMatchObject({ is_bot: true, bot_reason: 'user_agent' });
  });

  it.each(['', 'XX', 'T1', 'Germany', 'DE, FR', '1'])(
    'knows no place where the reported country is %o',
    async (country) => {
      const session = await visit(site_id, through(key, { 'x-visitor-country': country }));
      expect(session.location).toEqual(NOWHERE);
    },
  );

  it('knows no place where no country is reported, or the site names no header', async () => {
    expect((await visit(site_id, through(key))).location).toEqual(NOWHERE);
    const reported = { 'x-visitor-country': 'DE', 'x-forwarded-for': ADDRESS };
    expect((await visit(bare_site, through(bareKey, reported))).location).toEqual(NOWHERE);
  });

  it('takes the place that the page itself reports', async () => {
    const place = { country: 'FR', region: 'Bretagne', city: 'Brest', timezone: 'Europe/Paris' };
    const session = await visit(site_id, through(key), { location: place });
    expect(session.location).toEqual(place);
  });

  it('knows only the country of a visitor who asks for privacy', async () => {
    const reported = { 'x-visitor-country': 'DE', 'sec-gpc': '1' };
    const session = await visit(site_id, through(key, reported), { fingerprint: 'fp' });
    expect(session).toMatchObject({ fingerprint: null, location: { ...NOWHERE, country: 'DE' } });
  });

  it('stores the address nowhere', async () => {
    const reported = { 'x-visitor-address': ADDRESS, 'x-forwarded-for': ADDRESS };
    const session = await visit(site_id, through(key, reported), { fingerprint: 'fp' });
    const { session_id } = session;
    await recordWhen(session_id, () => true);
    const stored = JSON.stringify([
      session,
      await storedOf(session_id),
      await recordOf(session_id),
    ]);
    expect(stored).not.toContain(ADDRESS);
  });

  it('needs no site_id, because the key names the site', async () => {
    const { session_id } = await visit(site_id, through(key));
    const identified = await identify(session_id, { name: 'Ada' }, through(key));
    expect(identified.data).toMatchObject({ session_id, site_id });
    expect((await end({ session_id }, through(key))).data.status).toBe('ended');
    const elsewhere = await visit(bare_site, through(bareKey));
    const other = await end({ session_id: elsewhere.session_id }, through(key));
    expectFailure(other, 404, 'session_not_found');
  });

  it('checks the origin of the page at all five endpoints', async () => {
    const { session_id } = await visit(site_id, through(key));
    const calls = (headers: HeadersInit) => [
      open({ site_id }, headers),
      read(session_id, site_id, headers),
      update({ session_id, site_id }, headers),
      end({ session_id, site_id }, headers),
      identify(session_id, { site_id, name: 'Ada' }, headers),
    ];
    const evil = { ...through(key), origin: 'https://evil.example' };
    for (const answer of await Promise.all(calls(evil)))
      expectFailure(answer, 403, 'origin_not_allowed');
    for (const answer of await Promise.all(calls({ 'x-proxy-key': key })))
      expectFailure(answer, 401, 'unauthorized');
    const referred = { 'x-proxy-key': key, referer: `${SHOP}/cart` };
    expect((await read(session_id, site_id, referred)).status).toBe(200);
  });

  it('shows the page only the id of a lead, and lets it replace and erase nothing', async () => {
    const { session_id, visitor_id } = await visit(site_id, through(key));
    const lead = { email: 'secret@example.com', name: 'Secretia' };
    const answers = [
      await identify(session_id, lead, through(key)),
      await read(session_id, site_id, through(key)),
      await open({ site_id, id: session_id }, through(key)),
    ];
    for (const { status, body, data } of answers) {
      expect(status).toBe(200);
      expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['lead']));
      expect(Object.keys(data)).not.toEqual(expect.arrayContaining(['is_new_lead']));
      expect(JSON.stringify(body)).not.toMatch(/secret/i);
    }
    const other = { email: 'two@example.com', replace: true };
    expectFailure(await identify(session_id, other, through(key)), 403, 'forbidden');
    const paths = [`session?session_id=${session_id}&`, `${visitor_id}?`];
    for (const path of paths) {
      const erased = await request(`/api/visitors/${path}site_id=${site_id}`, {
        method: 'DELETE',
        headers: through(key),
      });
      expectFailure(erased, 403, 'forbidden');
    }
    const sites = await request('/api/sites', { headers: through(ADMIN_KEY) });
    expectFailure(sites, 401, 'unauthorized');
  });

  it('takes a caller that also shows its own key for a server', async () => {
    const { session_id } = await visit(site_id, through(key));
    const headers = { ...through('wrong'), authorization: `Bearer ${key}` };
    expect((await read(session_id, site_id, headers)).data.lead).toBeNull();
    const wrong = { ...through(key), authorization: 'Bearer wrong' };
    expectFailure(await read(session_id, site_id, wrong), 401, 'unauthorized');
  });

  it('uses the headers that a site names from the next request on', async () => {
    const site = await makeSite();
    const { key: shown } = await makeKey(site);
    const headers = through(shown, { 'x-visitor-country': 'DE', 'x-other': 'FR' });
    const countryWith = async (proxy_country_header: string | null) => {
      await send('PATCH', `/api/sites/${site}`, { proxy_country_header }, asAdmin);
      return (await visit(site, headers)).location.country;
    };
    expect((await visit(site, headers)).location).toEqual(NOWHERE);
    expect(await countryWith('X-Visitor-Country')).toBe('DE');
    expect(await countryWith('x-other')).toBe('FR');
    expect(await countryWith(null)).toBeNull();
  });
});

describe('a proxy', () => {
  it.each([
    ['no key at all', () => 'hello'],
    ['nothing', () => ''],
    ['a key that only looks right', () => `vs_${'0'.repeat(32)}_${'0'.repeat(64)}`],
    ['a key changed in one character', () => key.slice(0, -1) + (key.endsWith('0') ? '1' : '0')],
    ['the ADMIN_KEY', () => ADMIN_KEY],
  ])('is refused with %s, with the reason', async (_, shown) => {
    for (const answer of [
      await open({ site_id }, through(shown())),
      await open({ site_id: await makeSite() }, through(shown())),
      await end({ session_id: crypto.randomUUID() }, through(shown())),
    ]) {
      expectFailure(answer, 401, 'unauthorized');
      expect(answer.error.message).toContain('X-Proxy-Key');
    }
  });

  it('is refused with the key of another site', async () => {
    expectFailure(await open({ site_id }, through(bareKey)), 403, 'wrong_site');
    const { session_id } = await visit(site_id, through(key));
    expectFailure(await read(session_id, site_id, through(bareKey)), 403, 'wrong_site');
  });

  it('is refused once its key is revoked', async () => {
    const made = await makeKey(site_id);
    expect((await open({ site_id }, through(made.key))).status).toBe(201);
    const path = `/api/sites/${site_id}/keys/${made.key_id}`;
    await request(path, { method: 'DELETE', headers: asAdmin });
    expectFailure(await open({ site_id }, through(made.key)), 401, 'unauthorized');
  });

  it('without a key reports nothing that is used', async () => {
    const reported = {
      'x-visitor-address': ADDRESS,
      'x-visitor-country': 'DE',
      'x-forwarded-for': ADDRESS,
      'x-real-ip': ADDRESS,
      forwarded: `for=${ADDRESS}`,
    };
    const session = await visit(site_id, { origin: SHOP, ...reported });
    const { botManagement: _, ...place } = PROXY_CF;
    expect(session).toMatchObject({ location: place, is_bot: true, bot_reason: 'bot_management' });
    const server = await visit(site_id, { authorization: `Bearer ${key}`, ...reported });
    expect(server.location).toEqual(NOWHERE);
  });

  it.each(['/api/visitors/session', '/api/visitors/session/end'])(
    '%s lets no page of another origin send a proxy key',
    async (path) => {
      const { headers } = await request(path, {
        method: 'OPTIONS',
        headers: {
          origin: 'https://evil.example',
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'x-proxy-key,x-visitor-address',
        },
      });
      expect(headers.get('access-control-allow-headers')).not.toMatch(/proxy|visitor|\*/i);
    },
  );
});
