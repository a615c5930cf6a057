import { beforeAll, describe, expect, it } from 'vitest';
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
  update,
} from '../api';

const SHOP = 'https://shop.example';
const EVIL = 'https://evil.example';
const UNKNOWN = '0199aaaa-0000-7000-8000-000000000003';
let site_id: string;
let open_site: string;
let other_site: string;
let key: string;
let otherKey: string;

beforeAll(async () => {
  [site_id, open_site, other_site] = await Promise.all([
    makeSite({ allowed_origins: [SHOP] }),
    makeSite(),
    makeSite({ allowed_origins: [] }),
  ]);
  [{ key }, { key: otherKey }] = await Promise.all([makeKey(site_id), makeKey(other_site)]);
});

const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` });
const from = (origin: string) => ({ origin });

async function openNew(): Promise<string> {
  return (await open({ site_id }, bearer(key))).data.session_id;
}

describe('a server', () => {
  it.each(['Authorization: Bearer ', 'Authorization: bearer ', 'X-API-Key: ', 'X-SA-API-KEY: '])(
    'shows its key as "%sKEY"',
    async (header) => {
      const [name = '', scheme = ''] = header.split(': ');
      const headers = { [name]: `${scheme}${key}` };
      const opened = await open({ site_id }, headers);
      expect(opened.status).toBe(201);
      const got = await read(opened.data.session_id, site_id, headers);
      expect(got.data.lead).toBeNull();
    },
  );

  it('needs no allowed origin, whatever Origin it sends', async () => {
    expect((await open({ site_id }, { ...bearer(key), ...from(EVIL) })).status).toBe(201);
    expect((await open({ site_id: other_site }, bearer(otherKey))).status).toBe(201);
  });

  it('with the ADMIN_KEY may act for any site', async () => {
    for (const site of [site_id, open_site, other_site]) {
      const opened = await open({ site_id: site }, asAdmin);
      expect(opened.status).toBe(201);
      const ended = await end({ session_id: opened.data.session_id }, asAdmin);
      expect(ended.data).toMatchObject({ site_id: site, status: 'ended' });
    }
    expectFailure(await open({ site_id: UNKNOWN }, asAdmin), 404, 'site_not_found');
  });

  it.each([
    ['no key at all', 'hello'],
    ['a key that only looks right', `vs_${'0'.repeat(32)}_${'0'.repeat(64)}`],
    ['nothing', ''],
    ['a long one', 'x'.repeat(4000)],
  ])('is refused with %s, even at a site open to all', async (_, wrong) => {
    const before = await countRows();
    for (const name of ['x-api-key', 'x-sa-api-key']) {
      const headers = { [name]: wrong };
      expectFailure(await open({ site_id: open_site }, headers), 401, 'unauthorized');
      expectFailure(await end({ session_id: UNKNOWN }, headers), 401, 'unauthorized');
    }
    if (wrong !== '')
      expectFailure(await open({ site_id: open_site }, bearer(wrong)), 401, 'unauthorized');
    expect(await countRows()).toEqual(before);
  });

  it('is refused with its key changed in one character', async () => {
    const wrong = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
    expectFailure(await open({ site_id }, bearer(wrong)), 401, 'unauthorized');
    expectFailure(await read(await openNew(), site_id, bearer(wrong)), 401, 'unauthorized');
  });

  it('is refused with the key of another site, at all five endpoints', async () => {
    const session_id = await openNew();
    const headers = bearer(otherKey);
    const answers = [
      await open({ site_id }, headers),
      await read(session_id, site_id, headers),
      await update({ session_id, site_id }, headers),
      await end({ session_id, site_id }, headers),
      await identify(session_id, { site_id, name: 'Ada' }, headers),
    ];
    for (const answer of answers) expectFailure(answer, 403, 'wrong_site');
  });

  it('cannot reach a session of another site by leaving the site out', async () => {
    const session_id = await openNew();
    const headers = bearer(otherKey);
    expectFailure(await end({ session_id }, headers), 404, 'session_not_found');
    expectFailure(
      await identify(session_id, { email: 'a@example.com' }, headers),
      404,
      'session_not_found',
    );
    const got = await read(session_id, site_id, bearer(key));
    expect(got.data).toMatchObject({ status: 'active', lead_id: null });
  });

  it('is refused once its key is revoked', async () => {
    const made = await makeKey(site_id);
    expect((await open({ site_id }, bearer(made.key))).status).toBe(201);
    const path = `/api/sites/${site_id}/keys/${made.key_id}`;
    expect((await request(path, { method: 'DELETE', headers: asAdmin })).status).toBe(200);
    expectFailure(await open({ site_id }, bearer(made.key)), 401, 'unauthorized');
    expect((await open({ site_id }, bearer(key))).status).toBe(201);
  });

  it('cannot manage sites with the key of a site', async () => {
    for (const path of ['/api/sites', `/api/sites/${site_id}`, `/api/sites/${site_id}/keys`]) {
      expectFailure(await request(path, { headers: bearer(key) }), 401, 'unauthorized');
    }
  });
});
