import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { app } from '../../src/app';
import { insertKey } from '../../src/sites/keys';
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
  request,
  send,
  update,
} from '../api';

const SITES = '/api/sites';
const UNKNOWN = '0199aaaa-0000-7000-8000-000000000004';
const OLD = '0199aaaa-0000-7000-8000-000000000005';
const MINUTE = 60_000;

const get = (path: string) => request(path, { headers: asAdmin });
const remove = (path: string) => request(path, { method: 'DELETE', headers: asAdmin });
const siteRow = (siteId: string) =>
  env.DB.prepare('SELECT * FROM sites WHERE site_id = ?').bind(siteId).first();

describe('a site', () => {
  it('is made with the defaults', async () => {
    const made = await send('POST', SITES, { name: ' Shop ' }, asAdmin);
    expect(made.status).toBe(201);
    expect(made.body.data).toEqual({
      site_id: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
      name: 'Shop',
      allowed_origins: [],
      idle_timeout_ms: 30 * MINUTE,
      respect_gpc: true,
      retention_days: 395,
      proxy_address_header: null,
      proxy_country_header: null,
      created_at: expect.any(Number),
      updated_at: made.body.data.created_at,
    });
    expect((await get(`${SITES}/${made.body.data.site_id}`)).body.data).toEqual(made.body.data);
  });

  it('changes in what is given, and only that', async () => {
    const site_id = await makeSite({ name: 'Before', retention_days: 30 });
    const before = (await get(`${SITES}/${site_id}`)).body.data;
    const changes = { name: 'After', respect_gpc: false };
    const changed = await send('PATCH', `${SITES}/${site_id}`, changes, asAdmin);
    expect(changed.status).toBe(200);
    const { updated_at } = changed.body.data;
    expect(updated_at).toBeGreaterThanOrEqual(before.updated_at);
    expect(changed.body.data).toEqual({ ...before, ...changes, updated_at });
    expect((await get(`${SITES}/${site_id}`)).body.data).toEqual(changed.body.data);
  });

  it('lets pages in and out as its origins change', async () => {
    const site_id = await makeSite({ allowed_origins: ['https://old.example'] });
    const page = { origin: 'https://new.example' };
    expectFailure(await open({ site_id }, page), 403, 'origin_not_allowed');
    const allowed_origins = ['HTTPS://New.example'];
    const changed = await send('PATCH', `${SITES}/${site_id}`, { allowed_origins }, asAdmin);
    expect(changed.body.data.allowed_origins).toEqual(['https://new.example']);
    expect((await open({ site_id }, page)).status).toBe(201);
    const old = await open({ site_id }, { origin: 'https://old.example' });
    expectFailure(old, 403, 'origin_not_allowed');
  });

  it('takes an origin with the slash of an address, and says what is wrong with a path', async () => {
    const given = ['https://Shop.example/', 'https://*.shop.example:443/', 'http://localhost:80/'];
    const made = await send('POST', SITES, { name: 'x', allowed_origins: given }, asAdmin);
    const site_id = made.body.data.site_id;
    const allowed_origins = ['https://shop.example', 'https://*.shop.example', 'http://localhost'];
    expect(made.body.data.allowed_origins).toEqual(allowed_origins);
    expect((await open({ site_id }, { origin: 'https://shop.example' })).status).toBe(201);
    const wrong = { allowed_origins: ['https://shop.example/cart'] };
    const refused = await send('PATCH', `${SITES}/${site_id}`, wrong, asAdmin);
    expectFailure(refused, 400, 'validation_failed');
    expect(refused.body.error.message).toContain('no path');
  });

  it('gives its idle timeout to sessions opened after the change', async () => {
    const site_id = await makeSite({ idle_timeout_ms: MINUTE });
    const { body } = await open({ site_id });
    expect(body.data.expires_at - body.data.last_activity_at).toBe(MINUTE);
    await send('PATCH', `${SITES}/${site_id}`, { idle_timeout_ms: 600 * MINUTE }, asAdmin);
    const later = (await open({ site_id })).body.data;
    expect(later.expires_at - later.last_activity_at).toBe(600 * MINUTE);
    const same = (await read(body.data.session_id, site_id)).body.data;
    expect(same.expires_at).toBe(body.data.expires_at);
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
      const changed = await send('PATCH', `${SITES}/${site_id}`, { [setting]: value }, asAdmin);
      expect(changed.body.data[setting]).toEqual(value);
    }
    const [row, rows] = [await siteRow(site_id), await countRows()];
    for (const value of wrong) {
      const settings = { [setting]: value };
      const changed = await send('PATCH', `${SITES}/${site_id}`, settings, asAdmin);
      expectFailure(changed, 400, 'validation_failed');
      expect(changed.body.error.details.issues[0].path.split('.')[0]).toBe(setting);
      const made = await send('POST', SITES, { name: 'x', ...settings }, asAdmin);
      expectFailure(made, 400, 'validation_failed');
    }
    expect([await siteRow(site_id), await countRows()]).toEqual([row, rows]);
  });

  it.each(['proxy_address_header', 'proxy_country_header'])(
    'names a header of the proxy as %s, which null clears and other changes leave alone',
    async (setting) => {
      const made = await send('POST', SITES, { name: 'x', [setting]: 'X-Told_1' }, asAdmin);
      expect(made.body.data[setting]).toBe('x-told_1');
      const path = `${SITES}/${made.body.data.site_id}`;
      const change = async (changes: object) =>
        (await send('PATCH', path, changes, asAdmin)).body.data[setting];
      expect(await change({ name: 'y' })).toBe('x-told_1');
      expect(await change({ [setting]: 'CloudFront-Viewer-Country' })).toBe(
        'cloudfront-viewer-country',
      );
      expect(await change({ [setting]: null })).toBeNull();
      expect((await get(path)).body.data[setting]).toBeNull();
      expect(await change({ name: 'z' })).toBeNull();
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
    expect(got.body.data).toMatchObject({ proxy_address_header: null, proxy_country_header: null });
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
      const changed = await send('PATCH', `${SITES}/${site_id}`, settings, asAdmin);
      expectFailure(changed, 400, 'validation_failed');
      expect(changed.body.error.message).toMatch(new RegExp(`${setting}: .*"x-visitor-address"`));
      const made = await send('POST', SITES, { name: 'x', ...settings }, asAdmin);
      expectFailure(made, 400, 'validation_failed');
    }
  });

  it('needs a name when made, and something to change when changed', async () => {
    expectFailure(await send('POST', SITES, {}, asAdmin), 400, 'validation_failed');
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
    const { session_id } = (await open({ site_id })).body.data;
    const deleted = await remove(`${SITES}/${site_id}`);
    expect(deleted.body.data).toEqual({ site_id, deleted: true });
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
    const { data } = (await get(`${SITES}?limit=2${after}`)).body;
    expect(data.sites.length).toBeLessThanOrEqual(2);
    seen.push(...data.sites.map((site: { site_id: string }) => site.site_id));
    if (data.next === null) break;
    after = `&after=${data.next}`;
  }
  expect(seen).toEqual([...new Set(seen)].sort());
  expect(seen).toEqual(expect.arrayContaining(made));
  expect((await get(SITES)).body.data.sites).toHaveLength(seen.length);
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
        expect(answer.body.error.message).not.toContain('form');
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
    const made = await send('POST', `${SITES}/${site_id}/keys`, { name: 'CRM' }, asAdmin);
    expect(made.status).toBe(201);
    const { key, key_id, created_at } = made.body.data;
    const listed = await get(`${SITES}/${site_id}/keys`);
    expect(listed.body.data.keys).toContainEqual({ key_id, site_id, name: 'CRM', created_at });
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
    expect(deleted.body.data).toEqual({ key_id, deleted: true });
    expectFailure(await remove(`${SITES}/${site_id}/keys/${key_id}`), 404, 'key_not_found');
    const ids = (await get(`${SITES}/${site_id}/keys`)).body.data.keys.map(
      (info: { key_id: string }) => info.key_id,
    );
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
    expect(refused.body.error.message).toContain('at most 20 keys');
    expect((await get(`${SITES}/${busy}/keys`)).body.data.keys).toHaveLength(20);
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
    expect((await get(`${SITES}/${site_id}`)).body.data.name).toBe('Test');
  });

  it.each([undefined, ''])('set on the deployment (%o), it says so', async (ADMIN_KEY) => {
    const unset = { ...env, ADMIN_KEY };
    for (const headers of [{}, asAdmin, { authorization: 'Bearer undefined' }]) {
      const response = await app.request(SITES, { headers }, unset, createExecutionContext());
      const body: unknown = await response.json();
      expectFailure(
        { status: response.status, headers: response.headers, body },
        503,
        'unavailable',
      );
      expect(JSON.stringify(body)).toContain('ADMIN_KEY is not set');
    }
  });
});
