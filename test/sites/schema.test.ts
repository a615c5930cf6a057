import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Site } from '../../src/sites/schema';
import { asAdmin, countRows, expectFailure, makeSite, open, request, send } from '../api';

const SITES = '/api/sites';

const UNKNOWN = '0199aaaa-0000-7000-8000-000000000004';
const OLD = '0199aaaa-0000-7000-8000-000000000005';
const MINUTE = 60_000;
const get = <T = Site>(path: string) => request<T>(path, { headers: asAdmin });
const make = (settings: object) => send<Site>('POST', SITES, settings, asAdmin);

const change = (siteId: string, changes: object) =>
  send<Site>('PATCH', `${SITES}/${siteId}`, changes, asAdmin);

const siteRow = (siteId: string) =>
  env.DB.prepare('SELECT * FROM sites WHERE site_id = ?').bind(siteId).first();

describe('a site', () => {
  it('is made with the defaults', async () => {
    const made = await make({ name: ' Shop ' });
    expect(made.status).toBe(201);
    expect(made.data).toEqual({
      site_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      name: 'Shop',
      allowed_origins: [],
      idle_timeout_ms: 30 * MINUTE,
      respect_gpc: true,
      url_query: 'safe',
      retention_days: 395,
      timezone: 'UTC',
      proxy_address_header: null,
      proxy_country_header: null,
      created_at: expect.any(Number),
      updated_at: made.data.created_at,
    });
    expect((await get(`${SITES}/${made.data.site_id}`)).data).toEqual(made.data);
  });

  it.each([
    ['europe/berlin', 'Europe/Berlin'],
    ['Asia/Calcutta', 'Asia/Kolkata'],
    ['Europe/Kiev', 'Europe/Kyiv'],
    ['Etc/UTC', 'UTC'],
  ])('has the time zone %s by its present name, %s', async (timezone, present) => {
    const made = await make({ name: 'x', timezone });
    expect(made.data.timezone).toBe(present);
    const { site_id } = made.data;
    expect((await get(`${SITES}/${site_id}`)).data.timezone).toBe(present);
    await change(site_id, { timezone: 'America/New_York' });
    expect((await change(site_id, { timezone })).data.timezone).toBe(present);
    expect((await change(site_id, { name: 'y' })).data.timezone).toBe(present);
  });

  it('accepts an origin with a slash at its end, and refuses one with a path', async () => {
    const given = ['https://Shop.example/', 'https://*.shop.example:443/', 'http://localhost:80/'];
    const made = await make({ name: 'x', allowed_origins: given });
    const site_id = made.data.site_id;
    const allowed_origins = ['https://shop.example', 'https://*.shop.example', 'http://localhost'];
    expect(made.data.allowed_origins).toEqual(allowed_origins);
    expect((await open({ site_id }, { origin: 'https://shop.example' })).status).toBe(201);
    const wrong = { allowed_origins: ['https://shop.example/cart'] };
    const refused = await change(site_id, wrong);
    expectFailure(refused, 400, 'validation_failed');
    expect(refused.error.message).toContain('no path');
  });

  it.each([
    ['idle_timeout_ms', [MINUTE, 600 * MINUTE], [MINUTE - 1, 600 * MINUTE + 1, 60_000.5, '60000']],
    ['retention_days', [1, 3650], [0, 3651, 1.5, '1']],
    ['timezone', ['UTC', 'Europe/Berlin'], ['', 'Mars', '+02:00', 'x'.repeat(65), 1]],
    ['name', ['x', 'x'.repeat(128)], ['', '  ', 'x'.repeat(129), 5, {}]],
    ['respect_gpc', [true, false], ['true', 1]],
    [
      'proxy_address_header',
      ['x-a', 'a'.repeat(64), null],
      ['', 'a'.repeat(65), 'x a', 'x:a', 'x-é', 'x-a, x-b', 'x-a\n', 5, ['x-a'], {}],
    ],
    ['proxy_country_header', ['x-a', 'a'.repeat(64), null], ['', 'a'.repeat(65), 'x a', true]],
    [
      'allowed_origins',
      [['*'], ['http://localhost:3000'], ['https://*.a.example'], []],
      [
        '*',
        [5],
        ['https://a.example/path'],
        ['https://a.example/path/'],
        ['https://a.example//'],
        ['https:///'],
        ['*/'],
        ['a.example'],
        ['ftp://a.example'],
        ['https://a.*.example'],
        ['https://*'],
        ['null'],
        [''],
        [`https://${'a'.repeat(260)}.example`],
        Array(101).fill('https://a.example'),
      ],
    ],
  ])('limits %s, when made and when changed', async (setting, good, wrong) => {
    const site_id = await makeSite();
    for (const value of good) {
      const changed = await change(site_id, { [setting]: value });
      expect(changed.data).toHaveProperty(setting, value);
    }
    const [row, rows] = [await siteRow(site_id), await countRows()];
    for (const value of wrong) {
      const settings = { [setting]: value };
      const changed = await change(site_id, settings);
      expectFailure(changed, 400, 'validation_failed');
      expect(changed.error.details.issues?.[0]?.path.split('.')[0]).toBe(setting);
      const made = await make({ name: 'x', ...settings });
      expectFailure(made, 400, 'validation_failed');
    }
    expect([await siteRow(site_id), await countRows()]).toEqual([row, rows]);
  });

  it.each(['proxy_address_header', 'proxy_country_header'] as const)(
    'names a header of the proxy as %s, which only null removes',
    async (setting) => {
      const made = await make({ name: 'x', [setting]: 'X-Told_1' });
      expect(made.data[setting]).toBe('x-told_1');
      const { site_id } = made.data;
      const settingAfter = async (changes: object) =>
        (await change(site_id, changes)).data[setting];
      expect(await settingAfter({ name: 'y' })).toBe('x-told_1');
      expect(await settingAfter({ [setting]: 'CloudFront-Viewer-Country' })).toBe(
        'cloudfront-viewer-country',
      );
      expect(await settingAfter({ [setting]: null })).toBeNull();
      expect((await get(`${SITES}/${site_id}`)).data[setting]).toBeNull();
      expect(await settingAfter({ name: 'z' })).toBeNull();
    },
  );

  it('has no proxy headers if it was made before there were any', async () => {
    await env.DB.prepare(
      `INSERT INTO sites (site_id, name, allowed_origins, idle_timeout_ms, respect_gpc, retention_days, created_at, updated_at)
      VALUES (?, 'Old', '["*"]', 1800000, 1, 395, 1, 1)`,
    )
      .bind(OLD)
      .run();
    const got = await get(`${SITES}/${OLD}`);
    expect(got.data).toMatchObject({ proxy_address_header: null, proxy_country_header: null });
  });

  it.each([
    ...['X-Forwarded-For', 'x-forwarded-host', 'X-Real-IP', 'CF-Connecting-IP', 'cf-ipcountry'],
    ...['True-Client-IP', 'Forwarded', 'Via', 'Authorization', 'Cookie', 'X-API-Key'],
    ...['x-sa-api-key', 'X-Proxy-Key', 'X-Request-Id', 'Origin', 'Referer', 'Host', 'User-Agent'],
    ...['Accept-Language', 'Content-Type', 'Sec-GPC', 'DNT', 'Connection', 'If-None-Match'],
  ])('refuses %s as a proxy header, and suggests another', async (header) => {
    const site_id = await makeSite();
    for (const setting of ['proxy_address_header', 'proxy_country_header']) {
      const settings = { [setting]: header };
      const changed = await change(site_id, settings);
      expectFailure(changed, 400, 'validation_failed');
      expect(changed.error.message).toMatch(new RegExp(`${setting}: .*"x-visitor-address"`));
      const made = await make({ name: 'x', ...settings });
      expectFailure(made, 400, 'validation_failed');
    }
  });

  it('needs a name when made, and something to change when changed', async () => {
    expectFailure(await make({}), 400, 'validation_failed');
    const path = `${SITES}/${await makeSite()}`;
    expectFailure(await send('PATCH', path, {}, asAdmin), 400, 'validation_failed');
    expectFailure(
      await send('PATCH', path, { site_id: UNKNOWN }, asAdmin),
      400,
      'validation_failed',
    );
  });
});

it('refuses a form for a site or a key, which "curl -d" sends by default', async () => {
  const site_id = await makeSite();
  const rows = await countRows();
  const call = (method: string, path: string, body: BodyInit, type: string) =>
    request(path, { method, body, headers: { ...asAdmin, 'content-type': type } });
  for (const body of ['name=x', '{"name":"x"}']) {
    for (const type of ['application/x-www-form-urlencoded', 'multipart/form-data']) {
      const answers = [
        await call('POST', SITES, body, type),
        await call('PATCH', `${SITES}/${site_id}`, body, type),
        await call('POST', `${SITES}/${site_id}/keys`, body, type),
      ];
      for (const answer of answers) {
        expectFailure(answer, 415, 'unsupported_media_type');
        expect(answer.error.message).not.toContain('form');
      }
    }
  }
  expect(await countRows()).toEqual(rows);
  expect((await call('POST', SITES, '{"name":"x"}', 'text/plain')).status).toBe(201);
});
