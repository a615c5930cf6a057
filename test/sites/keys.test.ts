import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { insertKey, type KeyInfo } from '../../src/sites/keys';
import type { Site } from '../../src/sites/schema';
import { asAdmin, expectFailure, makeKey, makeSite, request, send } from '../api';

type Keys = { keys: KeyInfo[] };

type MadeKey = KeyInfo & { key: string };
const SITES = '/api/sites';
const get = <T = Site>(path: string) => request<T>(path, { headers: asAdmin });
const remove = (path: string) => request(path, { method: 'DELETE', headers: asAdmin });

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
    expect(listed.data.keys).toContainEqual({
      key_id,
      site_id,
      name: 'CRM',
      scope: 'all',
      created_at,
    });
    expect(JSON.stringify(listed.body)).not.toContain(key);
    const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
    const key_hash = Array.from(new Uint8Array(digest), (byte) =>
      byte.toString(16).padStart(2, '0'),
    ).join('');
    const row = await env.DB.prepare('SELECT * FROM api_keys WHERE key_id = ?')
      .bind(key_id)
      .first();
    expect(row).toEqual({ key_id, site_id, name: 'CRM', key_hash, created_at, scope: 'all' });
  });

  it.each(['write', 'read', 'all'] as const)(
    'can be made for %s alone, and says so',
    async (scope) => {
      const body = { name: scope, scope };
      const made = await send<MadeKey>('POST', `${SITES}/${site_id}/keys`, body, asAdmin);
      expect(made.data.scope).toBe(scope);
      const { keys } = (await get<Keys>(`${SITES}/${site_id}/keys`)).data;
      expect(keys.find(({ key_id }) => key_id === made.data.key_id)?.scope).toBe(scope);
    },
  );

  it('has no other scope than these', async () => {
    const body = { name: 'x', scope: 'admin' };
    const refused = await send('POST', `${SITES}/${site_id}/keys`, body, asAdmin);
    expectFailure(refused, 400, 'validation_failed');
    expect(refused.error.details.issues?.[0]?.path).toBe('scope');
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

  it('needs a name, and a site has at most 20', async () => {
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
    const made = await insertKey(env, leaving, { name: 'late', scope: 'all' }, Date.now());
    expect(made).toEqual({ error: 'site_not_found' });
    const left = await env.DB.prepare('SELECT COUNT(*) AS n FROM api_keys WHERE site_id = ?')
      .bind(leaving)
      .first('n');
    expect(left).toBe(0);
  });
});
