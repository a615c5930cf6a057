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
    makeSite({ allowed_origins: [SHOP, 'https://*.shop.example', 'http://localhost:8080'] }),
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

  it('is told that its key is of another site, at all five endpoints', async () => {
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

  it('cannot manage sites with the key of one', async () => {
    for (const path of ['/api/sites', `/api/sites/${site_id}`, `/api/sites/${site_id}/keys`]) {
      expectFailure(await request(path, { headers: bearer(key) }), 401, 'unauthorized');
    }
  });
});

describe('a browser', () => {
  it.each([
    SHOP,
    'https://www.shop.example',
    'https://a.b.shop.example',
    'http://localhost:8080',
    'HTTPS://SHOP.EXAMPLE',
  ])('is let in from %s', async (origin) => {
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

  it('that tells neither origin nor key is unauthorized, unless the site is open to all', async () => {
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

  it('never learns about a lead more than its id', async () => {
    const session_id = await openNew();
    const email = 'secret@example.com';
    const lead = { email, name: 'Secretia', phone: '+49 30 1234' };
    const first = await identify(session_id, { ...lead, create_task: true }, from(SHOP));
    const again = await openNew();
    const second = await identify(again, { email }, from(SHOP));
    const reads = await read(session_id, site_id, from(SHOP));
    const opened = await open({ site_id, id: session_id }, from(SHOP));
    const ended = await end({ session_id }, from(SHOP));
    for (const { status, body, data } of [first, second, reads, opened, ended]) {
      expect(status).toBe(200);
      expect(data.lead_id).toBe(first.data.lead_id);
      expect(Object.keys(data)).not.toContain('lead');
      expect(Object.keys(data)).not.toContain('is_new_lead');
      expect(JSON.stringify(body)).not.toMatch(/secret|\+49/i);
    }
    const names = ({ data }: typeof first) => Object.keys(data).sort();
    expect(names(first)).toEqual(names(second));
  });

  it('may not replace a lead', async () => {
    const session_id = await openNew();
    const { lead_id } = (await identify(session_id, { email: 'one@example.com' }, from(SHOP))).data;
    const two = { email: 'two@example.com', replace: true };
    expectFailure(await identify(session_id, two, from(SHOP)), 403, 'forbidden');
    expectFailure(
      await identify(session_id, { email: 'two@example.com' }, from(SHOP)),
      409,
      'lead_conflict',
    );
    expect((await read(session_id, site_id, from(SHOP))).data.lead_id).toBe(lead_id);
    const replaced = await identify(session_id, two, bearer(key));
    expect(replaced.status).toBe(200);
    expect(replaced.data.lead_id).not.toBe(lead_id);
  });

  it('may not erase anything', async () => {
    const session_id = await openNew();
    const path = `/api/visitors/session?session_id=${session_id}&site_id=${site_id}`;
    const { visitor_id } = (await read(session_id, site_id, asAdmin)).data;
    for (const erased of [path, `/api/visitors/${visitor_id}?site_id=${site_id}`]) {
      const answer = await request(erased, { method: 'DELETE', headers: from(SHOP) });
      expectFailure(answer, 403, 'forbidden');
    }
    expect((await read(session_id, site_id, from(SHOP))).status).toBe(200);
  });
});

it('shows a server the lead and whether it is new', async () => {
  const [one, two] = [await openNew(), await openNew()];
  const lead = { email: 'Lead@Example.com', name: 'Ada' };
  const first = await identify(one, lead, bearer(key));
  const second = await identify(two, lead, bearer(key));
  expect([first, second].map(({ data }) => data.is_new_lead)).toEqual([true, false]);
  const { lead_id } = first.data;
  const got = await read(one, site_id, bearer(key));
  const shown = { id: lead_id, email: 'lead@example.com', name: 'Ada', status: 'new' };
  expect(got.data.lead).toEqual(shown);
});
