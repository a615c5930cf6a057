import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Site } from '../../src/sites/schema';
import {
  asAdmin,
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

type SitePage = { sites: Site[]; next: string | null };
const SITES = '/api/sites';
const UNKNOWN = '0199aaaa-0000-7000-8000-000000000004';
const MINUTE = 60_000;
const get = <T = Site>(path: string) => request<T>(path, { headers: asAdmin });

const change = (siteId: string, changes: object) =>
  send<Site>('PATCH', `${SITES}/${siteId}`, changes, asAdmin);

const remove = (path: string) => request(path, { method: 'DELETE', headers: asAdmin });

describe('a site', () => {
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

  it('accepts and refuses pages as its origins change', async () => {
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

  it('is answered with 404 if unknown, and with 400 if its id is invalid', async () => {
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
