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
  update,
} from '../api';

const SHOP = 'https://shop.example';
const EVIL = 'https://evil.example';
let site_id: string;
let open_site: string;
let key: string;

beforeAll(async () => {
  const allowed_origins = [SHOP, 'https://*.shop.example', 'http://localhost:8080'];
  [site_id, open_site] = await Promise.all([makeSite({ allowed_origins }), makeSite()]);
  ({ key } = await makeKey(site_id));
});

const bearer = (shown: string) => ({ authorization: `Bearer ${shown}` });
const from = (origin: string) => ({ origin });

async function openNew(): Promise<string> {
  return (await open({ site_id }, bearer(key))).data.session_id;
}

describe('a browser', () => {
  it.each([
    SHOP,
    'https://www.shop.example',
    'https://a.b.shop.example',
    'http://localhost:8080',
    'HTTPS://SHOP.EXAMPLE',
  ])('is accepted from %s', async (origin) => {
    expect((await open({ site_id }, from(origin))).status).toBe(201);
    expect((await open({ site_id }, { referer: `${origin}/page?q=1` })).status).toBe(201);
  });

  it.each([
    EVIL,
    'http://shop.example',
    'http://www.shop.example',
    'https://shop.example.evil.example',
    'https://notshop.example',
    'https://evil.example/.shop.example',
    'https://shop.example:8443',
    'https://www.shop.example:8443',
    'http://localhost',
    'null',
  ])('is refused from %s', async (origin) => {
    const before = await countRows();
    expectFailure(await open({ site_id }, from(origin)), 403, 'origin_not_allowed');
    expect(await countRows()).toEqual(before);
  });

  it('is judged by Origin alone when it sends both', async () => {
    const both = { origin: EVIL, referer: `${SHOP}/` };
    expectFailure(await open({ site_id }, both), 403, 'origin_not_allowed');
    expectFailure(
      await open({ site_id }, { referer: `${EVIL}/${SHOP}` }),
      403,
      'origin_not_allowed',
    );
  });

  it('without origin and key is unauthorized, unless the site is open to all', async () => {
    expectFailure(await open({ site_id }), 401, 'unauthorized');
    expectFailure(
      await open({ site_id }, { referer: 'about:nonsense' }),
      403,
      'origin_not_allowed',
    );
    expectFailure(await open({ site_id }, { referer: 'nonsense' }), 401, 'unauthorized');
    expect((await open({ site_id: open_site })).status).toBe(201);
    expect((await open({ site_id: open_site }, from('null'))).status).toBe(201);
  });

  it('is checked at all five endpoints', async () => {
    const session_id = await openNew();
    const calls = (headers: HeadersInit) => [
      open({ site_id }, headers),
      read(session_id, site_id, headers),
      update({ session_id, site_id, page_views: 50 }, headers),
      end({ session_id, site_id }, headers),
      end({ session_id }, headers),
      identify(session_id, { site_id, name: 'Ada' }, headers),
      identify(session_id, { name: 'Ada' }, headers),
    ];
    for (const answer of await Promise.all(calls(from(EVIL))))
      expectFailure(answer, 403, 'origin_not_allowed');
    for (const answer of await Promise.all(calls({}))) expectFailure(answer, 401, 'unauthorized');
    const got = await read(session_id, site_id, from(SHOP));
    expect(got.data).toMatchObject({ status: 'active', lead_id: null });
    expect(got.data.page_views).toBeLessThan(50);
  });

  it.each([
    ['the origin of its own site', () => from(SHOP)],
    ['a key of its own site', () => bearer(key)],
    ['the ADMIN_KEY', () => asAdmin],
  ])('may leave the site out of end and identify, with %s', async (_, headers) => {
    const session_id = await openNew();
    const identified = await identify(session_id, { name: 'Ada' }, headers());
    expect(identified.data).toMatchObject({ session_id, site_id });
    const ended = await end({ session_id }, headers());
    expect(ended.data).toMatchObject({ session_id, site_id, status: 'ended' });
  });
});
