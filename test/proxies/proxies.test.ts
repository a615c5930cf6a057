import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { unwrap } from '../../src/client/client.ts';
import { adminOf, makeSite } from '../rig/serve.ts';
import { startWatched, type Watched } from '../rig/watched.ts';
import { type Edge, startEdge } from './edge.ts';
import { findNginx, startNginx } from './nginx.ts';
import { readProxy } from './readme.ts';
import type { Json, Standing } from './visitor.ts';
import { startWorker } from './worker.ts';

const PUBLIC = path.resolve(import.meta.dirname, '../../src/assets');
const SHOP = 'https://shop.example';
const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';
const NOWHERE = { country: null, region: null, city: null, timezone: null };
const IDENTIFIES = 3;
let service: Watched;
let edge: Edge;
let site_id: string;
let key: string;

beforeAll(async () => {
  const rateLimits = { IDENTIFIES_PER_CLIENT: IDENTIFIES };
  const script = inject('workerScript');
  service = await startWatched({ script, withScript: true, rateLimits });
  edge = await startEdge(service.url);
  site_id = await makeSite(service.url, {
    allowed_origins: [SHOP],
    proxy_address_header: 'x-visitor-address',
    proxy_country_header: 'x-visitor-country',
  });
  key = await makeKey();
}, 60_000);
afterAll(async () => {
  edge.close();
  await service.stop();
});

async function makeKey(): Promise<string> {
  return unwrap(await adminOf(service.url).createKey({ site_id, name: 'proxy' })).key;
}

/** The location as copied, with the line that is for who has a country database. */
const withCountry = (location: string) =>
  location.replace('# proxy_set_header', 'proxy_set_header');

type Tried = {
  name: string;
  country: string | null;
  /** Of two visitors. */
  addresses: [string, string];
  start: () => Promise<Standing>;
};
const PROXIES: Tried[] = [
  {
    name: 'a Worker',
    country: 'DE',
    addresses: ['2001:db8:1::1', '2001:db8:2::1'],
    start: () => startWorker(readProxy('js', edge.url), key, 'DE'),
  },
  {
    name: 'nginx',
    country: null,
    addresses: ['127.0.1.1', '127.0.1.2'],
    start: () => startNginx(readProxy('nginx', edge.url).replace('PROXY_KEY', key)),
  },
  {
    name: 'nginx with countries',
    country: 'FR',
    addresses: ['127.0.2.1', '127.0.2.2'],
    start: () =>
      startNginx(
        withCountry(readProxy('nginx', edge.url).replace('PROXY_KEY', key)),
        'geo $geoip2_country_code { default FR; }',
      ),
  },
];
/** What must be tried fails where it cannot be. */
const hasNginx = findNginx() !== null || process.env.REQUIRE_BROWSER === '1';

describe.each(PROXIES.filter(({ name }) => hasNginx || !name.startsWith('nginx')))(
  'behind $name',
  ({ country, addresses, start }) => {
    let proxy: Standing;
    beforeAll(async () => {
      proxy = await start();
    }, 30_000);
    afterAll(() => proxy.stop());

    /** As a page of the shop sends it. */
    async function say(
      method: string,
      path: string,
      body?: object,
      { from = '127.0.0.1', headers = {} as Record<string, string> } = {},
    ) {
      const text = body === undefined ? undefined : JSON.stringify({ site_id, ...body });
      const sent = {
        origin: SHOP,
        'user-agent': BROWSER,
        ...(text !== undefined && {
          'content-type': 'text/plain;charset=UTF-8',
          'content-length': String(Buffer.byteLength(text)),
        }),
        ...headers,
      };
      const answer = await proxy.ask(from, method, path, sent, text);
      const { data, error }: Json = JSON.parse(answer.text);
      return { ...answer, data, error };
    }

    const openOne = async () => (await say('POST', '/stats', {})).data.session_id as string;

    it('a visit goes from its opening to its end', async () => {
      const id = crypto.randomUUID();
      const headers = { 'accept-language': 'de-DE,de;q=0.9' };
      const opened = await say(
        'POST',
        '/stats',
        { id, url: `${SHOP}/?utm_source=né` },
        { headers },
      );
      expect([opened.status, opened.error]).toEqual([201, undefined]);
      expect(opened.headers.get('x-request-id')).not.toBeNull();
      expect(opened.data).toMatchObject({
        session_id: id,
        location: { ...NOWHERE, country },
        browser: { name: 'Chrome', language: 'de-DE' },
        utm_params: { source: 'né' },
        is_bot: false,
      });
      const updated = await say('PUT', '/stats', { session_id: id, page_views: 2 });
      expect(updated.data).toMatchObject({ page_views: 2 });
      const identified = await say('POST', `/stats/${id}/identify`, { email: 'ann@shop.example' });
      expect(identified.data).toMatchObject({ lead_id: expect.any(String) });
      expect(Object.keys(identified.data)).not.toContain('is_new_lead');
      const got = await say('GET', `/stats?session_id=${id}&site_id=${site_id}`);
      expect(got.data).toMatchObject({ session_id: id, status: 'active' });
      expect(Object.keys(got.data)).not.toContain('lead');
      expect((await say('POST', '/stats/end', { session_id: id })).data.status).toBe('ended');
    });

    it('signals of privacy are respected', async () => {
      for (const signal of ['sec-gpc', 'dnt']) {
        const headers = { [signal]: '1' };
        const opened = await say('POST', '/stats', { fingerprint: 'fp' }, { headers });
        expect(opened.data).toMatchObject({ fingerprint: null, location: { country } });
      }
    });

    it('the page is judged by its origin, else by its referrer', async () => {
      const evil = await say('POST', '/stats', {}, { headers: { origin: 'https://evil.example' } });
      expect([evil.status, evil.error.code]).toEqual([403, 'origin_not_allowed']);
      const none = { 'user-agent': BROWSER };
      const query = `?session_id=${await openOne()}&site_id=${site_id}`;
      const referred = { ...none, referer: `${SHOP}/cart` };
      expect((await proxy.ask('127.0.0.1', 'GET', `/stats${query}`, referred)).status).toBe(200);
      expect((await proxy.ask('127.0.0.1', 'GET', `/stats${query}`, none)).status).toBe(401);
    });

    it('the API sees no cookie, no key of the visitor, and no address that the visitor makes up', async () => {
      const made = {
        cookie: 'session=secret',
        authorization: 'Bearer secret',
        'x-api-key': 'secret',
        'x-proxy-key': 'secret',
        'x-forwarded-for': '203.0.113.9',
        'x-visitor-address': '203.0.113.9',
        'x-visitor-country': 'BR',
        'x-anything': 'secret',
      };
      edge.seen.length = 0;
      const opened = await say('POST', '/stats', {}, { from: '127.0.0.7', headers: made });
      expect(opened.data.location.country).toBe(country);
      expect(
        (await proxy.ask('127.0.0.7', 'GET', '/stats/s.js', { cookie: 'secret' })).status,
      ).toBe(200);
      const [first] = edge.seen;
      expect(first).toMatchObject({ 'x-proxy-key': key, 'x-visitor-address': '127.0.0.7' });
      expect(edge.seen).toHaveLength(2);
      expect(JSON.stringify(edge.seen)).not.toMatch(/secret|203\.0\.113\.9|BR/);
    });

    it('each visitor has limits of their own', async () => {
      const left = 60_000 - (Date.now() % 60_000);
      if (left < 8_000) await sleep(left + 100);
      const id = await openOne();
      const from = (address: string) =>
        say('POST', `/stats/${id}/identify`, { name: 'Ann' }, { from: address });
      const [one, two] = addresses;
      for (let time = 0; time < IDENTIFIES; time += 1) expect((await from(one)).status).toBe(200);
      expect((await from(one)).error.code).toBe('rate_limited');
      expect((await from(two)).status).toBe(200);
    });

    it.each(['s.js', 's-older.js'])('%s is served from the site itself', async (name) => {
      const got = await proxy.ask('127.0.0.1', 'GET', `/stats/${name}`, {});
      const file = readFileSync(path.join(PUBLIC, name), 'utf8');
      expect([got.status, got.text]).toEqual([200, file]);
      expect(got.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      expect(got.headers.get('cache-control')).toContain('max-age=86400');
      const known = { 'if-none-match': got.headers.get('etag') ?? '' };
      expect((await proxy.ask('127.0.0.1', 'GET', `/stats/${name}`, known)).status).toBe(304);
    });

    it('what only begins like it is left to the site', async () => {
      edge.seen.length = 0;
      await proxy.ask('127.0.0.1', 'GET', '/statsheet', {}).catch(() => null);
      expect(edge.seen).toEqual([]);
      expect((await say('GET', '/stats/nothing')).error.code).toBe('not_found');
    });
  },
);
