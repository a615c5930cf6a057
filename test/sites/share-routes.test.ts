import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import type { SiteId } from '../../src/ids/uuid';
import { insertShare, type ShareInfo } from '../../src/sites/shares';
import { ADMIN_KEY, asAdmin, expectFailure, makeKey, makeSite, request, send } from '../api';
import { signIn } from '../support/sign-in';

type Made = ShareInfo & { token: string; url: string };
type Shares = { shares: ShareInfo[] };

let site_id: SiteId;
const sharesOf = (siteId: string) => `/api/sites/${siteId}/shares`;
const make = (headers: HeadersInit, siteId: string = site_id) =>
  send<Made>('POST', sharesOf(siteId), { name: 'the board' }, headers);
const list = (headers: HeadersInit, siteId: string = site_id) =>
  request<Shares>(sharesOf(siteId), { headers });
const revoke = (shareId: string, headers: HeadersInit, siteId: string = site_id) =>
  request(`${sharesOf(siteId)}/${shareId}`, { method: 'DELETE', headers });

beforeAll(async () => {
  site_id = await makeSite();
});

describe('a share link', () => {
  it('is shown once, and its token is stored as SHA-256', async () => {
    const { share_id, name, created_at, token, url } = (await make(asAdmin)).data;
    expect(url).toBe(`https://sessions.test/dashboard#share=${token}`);
    expect(token).toMatch(/^share_[0-9a-f]{32}_[0-9a-f]{64}$/);
    const listed = await list(asAdmin);
    expect(listed.data.shares).toContainEqual({ share_id, name, created_at });
    const secret = token.split('_')[2] ?? '';
    expect(JSON.stringify(listed.body)).not.toContain(secret);
    const rows = await env.DB.prepare('SELECT * FROM share_links WHERE share_id = ?')
      .bind(share_id)
      .all();
    expect(rows.results).toEqual([
      { share_id, site_id, name, created_at, token_hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    ]);
    expect(JSON.stringify(rows.results)).not.toContain(secret);
  });

  it('is made, listed and revoked by ADMIN_KEY, and by whoever may do all for the site', async () => {
    const { key } = await makeKey(site_id, 'all');
    const callers = [asAdmin, { 'x-api-key': key }, await signIn(key), await signIn(ADMIN_KEY)];
    for (const headers of callers) {
      const { share_id } = (await make(headers)).data;
      const ids = (await list(headers)).data.shares.map((share) => share.share_id);
      expect(ids).toContain(share_id);
      expect((await revoke(share_id, headers)).data).toEqual({ share_id, deleted: true });
      expectFailure(await revoke(share_id, headers), 404, 'share_not_found');
    }
  });

  it.each(['read', 'write'] as const)('is not for a key with the scope %s', async (scope) => {
    const headers = { 'x-api-key': (await makeKey(site_id, scope)).key };
    const { share_id } = (await make(asAdmin)).data;
    for (const refused of [
      await make(headers),
      await list(headers),
      await revoke(share_id, headers),
    ]) {
      expectFailure(refused, 403, 'forbidden');
      expect(refused.error.message).toBe(
        `This key has the scope "${scope}"; use one with the scope "all".`,
      );
    }
  });

  it('is not made or seen by another site, a page, or by a share link', async () => {
    const { share_id, token } = (await make(asAdmin)).data;
    const other = { 'x-api-key': (await makeKey(await makeSite())).key };
    for (const refused of [await make(other), await list(other), await revoke(share_id, other)])
      expectFailure(refused, 403, 'wrong_site');
    expectFailure(await list({ origin: 'https://shop.example' }), 403, 'forbidden');
    const shared = { authorization: `Bearer ${token}` };
    for (const refused of [await make(shared), await list(shared), await revoke(share_id, shared)])
      expectFailure(refused, 403, 'forbidden');
  });

  it('is not made with a cookie from elsewhere', async () => {
    const signedIn = await signIn(ADMIN_KEY);
    const before = (await list(signedIn)).data.shares.length;
    const elsewhere = { ...signedIn, origin: 'https://other.example' };
    expectFailure(await make(elsewhere), 403, 'forbidden');
    expect((await list(signedIn)).data.shares.length).toBe(before);
  });

  it('needs a name, and a site has at most 20', async () => {
    const busy = await makeSite();
    for (const name of ['', 5, 'x'.repeat(129), undefined]) {
      const refused = await send('POST', sharesOf(busy), { name }, asAdmin);
      expectFailure(refused, 400, 'validation_failed');
    }
    await Promise.all(Array.from({ length: 20 }, () => make(asAdmin, busy)));
    const refused = await make(asAdmin, busy);
    expectFailure(refused, 400, 'validation_failed');
    expect(refused.error.message).toContain('at most 20 share links');
    expect((await list(asAdmin, busy)).data.shares).toHaveLength(20);
  });

  it('goes with its site, also one that is made meanwhile', async () => {
    const leaving = await makeSite();
    const { token } = (await make(asAdmin, leaving)).data;
    await request(`/api/sites/${leaving}`, { method: 'DELETE', headers: asAdmin });
    const made = await insertShare(env, leaving, 'late', Date.now());
    expect(made).toEqual({ error: 'site_not_found' });
    const left = await env.DB.prepare('SELECT COUNT(*) AS n FROM share_links WHERE site_id = ?')
      .bind(leaving)
      .first('n');
    expect(left).toBe(0);
    const shared = { authorization: `Bearer ${token}` };
    const asked = await request('/api/reports/summary?period=today', { headers: shared });
    expectFailure(asked, 401, 'unauthorized');
  });
});
