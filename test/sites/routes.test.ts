import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { app } from '../../src/app';
import { insertKey, type KeyInfo } from '../../src/sites/keys';
import type { Site } from '../../src/sites/schema';
import {
  asAdmin,
  countRows,
  end,
  expectFailure,
  identify,
  makeKey,
  makeSite,
  open,
  read,
  readAnswer,
  request,
  send,
  update,
} from '../api';

type SitePage = { sites: Site[]; next: string | null };
type Keys = { keys: KeyInfo[] };
type MadeKey = KeyInfo & { key: string };

const SITES = '/api/sites';
const UNKNOWN = '0199aaaa-0000-7000-8000-000000000004';
const OLD = '0199aaaa-0000-7000-8000-000000000005';
const MINUTE = 60_000;

const get = <T = Site>(path: string) => request<T>(path, { headers: asAdmin });
const make = (settings: object) => send<Site>('POST', SITES, settings, asAdmin);
const change = (siteId: string, changes: object) =>
  send<Site>('PATCH', `${SITES}/${siteId}`, changes, asAdmin);
const remove = (path: string) => request(path, { method: 'DELETE', headers: asAdmin });
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
      retention_days: 395,
      proxy_address_header: null,
      proxy_country_header: null,
      created_at: expect.any(Number),
      updated_at: made.data.created_at,
    });
    expect((await get(`${SITES}/${made.data.site_id}`)).data).toEqual(made.data);
  });

  it('changes in what is given, and only that', async () => {
    const site_id = await makeSite({ name: 'Before', retention_days: 30 });
    const before = (await get(`${SITES}/${site_id}`)).data;
    const changes = { name: 'After', respect_gpc: false };
    const changed = await change(site_id, changes);
    expect(changed.status).toBe(200);
    const { updated_at } = changed.data;
    expect(updated_at).toBeGreaterThanOrEqual(before.updated_at);
    expect(changed.data).toEqual({ ...before, ...changes, updated_at });
    expect((await get(`${SITES}/${site_id}`)).data).toEqual(changed.data);
  });

  it('lets pages in and out as its origins change', async () => {
    const site_id = await makeSite({ allowed_origins: ['https://old.example'] });
    const page = { origin: 'https://new.example' };
    expectFailure(await open({ site_id }, page), 403, 'origin_not_allowed');
    const allowed_origins = ['HTTPS://New.example'];
    const changed = await change(site_id, { allowed_origins });
    expect(changed.data.allowed_origins).toEqual(['https://new.example']);
    expect((await open({ site_id }, page)).status).toBe(201);
    const old = await open({ site_id }, { origin: 'https://old.example' });
    expectFailure(old, 403, 'origin_not_allowed');
  });

  it('takes an origin with the slash of an address, and says what is wrong with a path', async () => {
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

  it('gives its idle timeout to sessions opened after the change', async () => {
    const site_id = await makeSite({ idle_timeout_ms: MINUTE });
    const { data } = await open({ site_id });
    expect(data.expires_at - data.last_activity_at).toBe(MINUTE);
    await change(site_id, { idle_timeout_ms: 600 * MINUTE });
    const later = (await open({ site_id })).data;
    expect(later.expires_at - later.last_activity_at).toBe(600 * MINUTE);
    const same = (await read(data.session_id, site_id)).data;
    expect(same.expires_at).toBe(data.expires_at);
  });

  it.each([
    ['idle_timeout_ms', [MINUTE, 600 * MINUTE], [MINUTE - 1, 600 * MINUTE + 1, 60_000.5, '60000']],
    ['retention_days', [1, 3650], [0, 3651, 1.5, '1']],
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
  ])('has bounds on %s, when made and when changed', async (setting, good, wrong) => {
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
    'names a header of the proxy as %s, which null clears and other changes leave alone',
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

  it('that was made before it could name such headers names none', async () => {
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
  ])('does not believe %s, and says what to send instead', async (header) => {
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

  it('that is unknown is answered with 404, and a bad id with 400', async () => {
    const calls = (id: string) => [
      get(`${SITES}/${id}`),
      send('PATCH', `${SITES}/${id}`, { name: 'x' }, asAdmin),
      remove(`${SITES}/${id}`),
      get(`${SITES}/${id}/keys`),
      send('POST', `${SITES}/${id}/keys`, { name: 'x' }, asAdmin),
    ];
    for (const answer of await Promise.all(calls(UNKNOWN)))
      expectFailure(answer, 404, 'site_not_found');
    for (const answer of await Promise.all(calls('x')))
      expectFailure(answer, 400, 'validation_failed');
    const key = await remove(`${SITES}/${UNKNOWN}/keys/${UNKNOWN}`);
    expectFailure(key, 404, 'key_not_found');
  });

  it('closes its endpoints when deleted, and loses its keys', async () => {
    const site_id = await makeSite();
    const { key } = await makeKey(site_id);
    const { session_id } = (await open({ site_id })).data;
    const deleted = await remove(`${SITES}/${site_id}`);
    expect(deleted.data).toEqual({ site_id, deleted: true });
    const calls = [
      open({ site_id }),
      read(session_id, site_id),
      update({ session_id, site_id }),
      end({ session_id, site_id }),
      identify(session_id, { site_id, name: 'Ada' }),
    ];
    for (const answer of await Promise.all(calls)) expectFailure(answer, 404, 'site_not_found');
    expectFailure(await open({ site_id }, { 'x-api-key': key }), 401, 'unauthorized');
    expectFailure(await get(`${SITES}/${site_id}`), 404, 'site_not_found');
    expectFailure(await get(`${SITES}/${site_id}/keys`), 404, 'site_not_found');
    expectFailure(await remove(`${SITES}/${site_id}`), 404, 'site_not_found');
    const keys = await env.DB.prepare('SELECT COUNT(*) AS n FROM api_keys WHERE site_id = ?')
      .bind(site_id)
      .first('n');
    expect(keys).toBe(0);
  });
});

it('lists all sites, page by page', async () => {
  const made = await Promise.all(Array.from({ length: 5 }, () => makeSite()));
  const seen: string[] = [];
  let after = '';
  for (let pages = 0; pages < 50; pages += 1) {
    const { data } = await get<SitePage>(`${SITES}?limit=2${after}`);
    expect(data.sites.length).toBeLessThanOrEqual(2);
    seen.push(...data.sites.map((site) => site.site_id));
    if (data.next === null) break;
    after = `&after=${data.next}`;
  }
  expect(seen).toEqual([...new Set(seen)].sort());
  expect(seen).toEqual(expect.arrayContaining(made));
  expect((await get<SitePage>(SITES)).data.sites).toHaveLength(seen.length);
  for (const query of ['limit=0', 'limit=101', 'limit=x', 'limit=1.5', 'after=x']) {
    expectFailure(await get(`${SITES}?${query}`), 400, 'validation_failed');
  }
});

it('takes no form for a site or a key, as "curl -d" sends it unless told otherwise', async () => {
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

describe('a key', () => {
  let site_id: string;
  beforeAll(async () => {
    site_id = await makeSite();
  });

  it('is shown once, and stored as its SHA-256', async () => {
    const made = await send<MadeKey>('POST', `${SITES}/${site_id}/keys`, { name: 'CRM' }, asAdmin);
    expect(made.status).toBe(201);
    const { key, key_id, created_at } = made.data;
    const listed = await get<Keys>(`${SITES}/${site_id}/keys`);
    expect(listed.data.keys).toContainEqual({ key_id, site_id, name: 'CRM', created_at });
    expect(JSON.stringify(listed.body)).not.toContain(key);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
    const key_hash = Array.from(new Uint8Array(digest), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
    const row = await env.DB.prepare('SELECT * FROM api_keys WHERE key_id = ?')
      .bind(key_id)
      .first();
    expect(row).toEqual({ key_id, site_id, name: 'CRM', key_hash, created_at });
  });

  it('can be revoked, by its own site only', async () => {
    const { key_id } = await makeKey(site_id);
    const elsewhere = await remove(`${SITES}/${await makeSite()}/keys/${key_id}`);
    expectFailure(elsewhere, 404, 'key_not_found');
    const deleted = await remove(`${SITES}/${site_id}/keys/${key_id}`);
    expect(deleted.data).toEqual({ key_id, deleted: true });
    expectFailure(await remove(`${SITES}/${site_id}/keys/${key_id}`), 404, 'key_not_found');
    const { keys } = (await get<Keys>(`${SITES}/${site_id}/keys`)).data;
    const ids = keys.map((info) => info.key_id);
    expect(ids).not.toContain(key_id);
  });

  it('needs a name, and is one of 20 at most', async () => {
    const busy = await makeSite();
    for (const name of ['', 5, 'x'.repeat(129), undefined]) {
      const refused = await send('POST', `${SITES}/${busy}/keys`, { name }, asAdmin);
      expectFailure(refused, 400, 'validation_failed');
    }
    await Promise.all(Array.from({ length: 20 }, () => makeKey(busy)));
    const refused = await send('POST', `${SITES}/${busy}/keys`, { name: 'x' }, asAdmin);
    expectFailure(refused, 400, 'validation_failed');
    expect(refused.error.message).toContain('at most 20 keys');
    expect((await get<Keys>(`${SITES}/${busy}/keys`)).data.keys).toHaveLength(20);
  });

  it('is not left behind by a site that is deleted while it is made', async () => {
    const leaving = await makeSite();
    await remove(`${SITES}/${leaving}`);
    // As in a request that has found the site just before.
    const made = await insertKey(env, leaving, 'late', Date.now());
    expect(made).toEqual({ error: 'site_not_found' });
    const left = await env.DB.prepare('SELECT COUNT(*) AS n FROM api_keys WHERE site_id = ?')
      .bind(leaving)
      .first('n');
    expect(left).toBe(0);
  });
});

describe('without the ADMIN_KEY', () => {
  it.each<Record<string, string>>([
    {},
    { authorization: 'Bearer wrong' },
    { authorization: 'Bearer ' },
    { 'x-api-key': 'wrong' },
    { authorization: 'Basic dGVzdC1hZG1pbi1rZXk=' },
  ])('nothing is shown or done: %o', async (headers) => {
    const site_id = await makeSite();
    const rows = await countRows();
    const calls = [
      request(SITES, { headers }),
      send('POST', SITES, { name: 'x' }, headers),
      request(`${SITES}/${site_id}`, { headers }),
      send('PATCH', `${SITES}/${site_id}`, { name: 'x' }, headers),
      request(`${SITES}/${site_id}`, { method: 'DELETE', headers }),
      request(`${SITES}/${site_id}/keys`, { headers }),
      send('POST', `${SITES}/${site_id}/keys`, { name: 'x' }, headers),
    ];
    for (const answer of await Promise.all(calls)) expectFailure(answer, 401, 'unauthorized');
    expect(await countRows()).toEqual(rows);
    expect((await get(`${SITES}/${site_id}`)).data.name).toBe('Test');
  });

  it.each([undefined, ''])('set on the deployment (%o), it says so', async (ADMIN_KEY) => {
    const unset = { ...env, ADMIN_KEY };
    for (const headers of [{}, asAdmin, { authorization: 'Bearer undefined' }]) {
      const response = await app.request(SITES, { headers }, unset, createExecutionContext());
      const answer = await readAnswer(response);
      expectFailure(answer, 503, 'unavailable');
      expect(JSON.stringify(answer.body)).toContain('ADMIN_KEY is not set');
    }
  });
});
