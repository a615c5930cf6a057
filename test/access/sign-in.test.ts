import { env } from 'cloudflare:workers';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { writeSignedCookie } from '../../src/http/cookie';
import {
  ADMIN_KEY,
  asAdmin,
  end,
  expectFailure,
  identify,
  makeKey,
  makeSite,
  open,
  readAnswer,
  request,
  send,
  update,
} from '../api';
import { ask } from '../support/ask';
import { identityOf, OWN, signIn } from '../support/sign-in';

const DAY_MS = 24 * 60 * 60 * 1000;
const SUMMARY = '/api/reports/summary?period=today';
const cookies = { admin: '', all: '', read: '' };
let site_id: string;
let other_site: string;
let session_id: string;
let visitor_id: string;

beforeAll(async () => {
  site_id = await makeSite();
  other_site = await makeSite();
  for (const scope of ['all', 'read'] as const)
    cookies[scope] = (await signIn((await makeKey(site_id, scope)).key)).cookie;
  cookies.admin = (await signIn(ADMIN_KEY)).cookie;
  const opened = (await open({ site_id })).data;
  ({ session_id, visitor_id } = opened);
});
afterEach(() => {
  vi.useRealTimers();
});

const get = (path: string, cookie: string) => request(path, { headers: { cookie } });
const change = (method: string, path: string, cookie: string, origin = OWN) =>
  request(path, { method, body: '{"status":"lost"}', headers: { cookie, origin } });

describe('the cookie of a sign-in counts for its key', () => {
  it('wherever a key of the site may read', async () => {
    const paths = [
      SUMMARY,
      '/api/reports/overview?period=today',
      '/api/sessions',
      '/api/sessions/live',
      `/api/sessions/${session_id}/explain`,
      '/api/export/sessions?format=ndjson',
      `/api/visitors/${visitor_id}`,
      `/api/visitors/${visitor_id}/sessions`,
      '/api/leads',
      '/api/tasks',
    ];
    await expect
      .poll(async () => (await get(`/api/visitors/${visitor_id}`, cookies.read)).status)
      .toBe(200);
    for (const path of paths) {
      const headers = { cookie: cookies.read };
      const answer = await ask(new Request(`${OWN}${path}`, { headers }));
      expect([path, answer.status]).toEqual([path, 200]);
      await answer.body?.cancel();
    }
  });

  it("and not at another site's", async () => {
    const refused = await get(`${SUMMARY}&site_id=${other_site}`, cookies.all);
    expectFailure(refused, 403, 'wrong_site');
  });

  it('with the same scope: a lead is changed by one that may write', async () => {
    const path = `/api/leads/${crypto.randomUUID()}`;
    expectFailure(await change('PATCH', path, cookies.read), 403, 'forbidden');
    expectFailure(await change('PATCH', path, cookies.all), 404, 'lead_not_found');
    expectFailure(
      await change('PATCH', `${path}?site_id=${site_id}`, cookies.admin),
      404,
      'lead_not_found',
    );
  });

  it("of ADMIN_KEY for all sites, each by its id, and for the operator's own routes", async () => {
    const { admin } = cookies;
    expectFailure(await get(SUMMARY, admin), 400, 'validation_failed');
    for (const id of [site_id, other_site])
      expect((await get(`${SUMMARY}&site_id=${id}`, admin)).status).toBe(200);
    expect((await get(`/api/sessions/${session_id}/explain`, admin)).status).toBe(200);
    const unknown = `/api/sessions/${crypto.randomUUID()}/explain`;
    expectFailure(await get(unknown, admin), 404, 'session_not_found');
    const missing = await get(`${SUMMARY}&site_id=${crypto.randomUUID()}`, admin);
    expectFailure(missing, 404, 'site_not_found');
    expect((await get('/api/sites', admin)).status).toBe(200);
    const headers = { cookie: admin, origin: OWN };
    const made = await send('POST', '/api/sites', { name: 'New' }, headers);
    expect(made.status).toBe(201);
  });

  it("of a site's key not for what only ADMIN_KEY may", async () => {
    for (const path of ['/api/sites', `/api/sites/${site_id}/keys`])
      expectFailure(await get(path, cookies.all), 403, 'forbidden');
    const made = await send(
      'POST',
      '/api/sites',
      { name: 'x' },
      { cookie: cookies.all, origin: OWN },
    );
    expectFailure(made, 403, 'forbidden');
  });

  it('unless a key is shown, which goes first', async () => {
    const headers = { cookie: cookies.read, authorization: 'Bearer wrong' };
    expectFailure(await request(SUMMARY, { headers }), 401, 'unauthorized');
    expectFailure(
      await request('/api/sites', { headers: { ...headers, cookie: cookies.admin } }),
      401,
      'unauthorized',
    );
  });

  it('and never at the five endpoints, or where one session is erased', async () => {
    const closed = await makeSite({ allowed_origins: [] });
    const headers = { cookie: cookies.admin, origin: OWN };
    expectFailure(await open({ site_id: closed }, headers), 403, 'origin_not_allowed');
    expectFailure(
      await update({ site_id: closed, session_id }, headers),
      403,
      'origin_not_allowed',
    );
    expectFailure(await end({ site_id: closed, session_id }, headers), 403, 'origin_not_allowed');
    const named = { site_id: closed, name: 'x' };
    expectFailure(await identify(session_id, named, headers), 403, 'origin_not_allowed');
    const query = `session_id=${session_id}&site_id=${site_id}`;
    const read = await request<{ lead?: null }>(`/api/visitors/session?${query}`, { headers });
    expect(read.status).toBe(200);
    // What only a server is shown.
    expect(read.data).not.toHaveProperty('lead');
    const erased = await request(`/api/visitors/session?${query}`, { method: 'DELETE', headers });
    expectFailure(erased, 403, 'forbidden');
  });
});

describe('a change with the cookie', () => {
  it.each([
    'https://evil.example',
    'https://www.sessions.test',
    'http://sessions.test',
    'https://sessions.test:8443',
    'null',
    '',
  ])('is refused from the origin "%s"', async (origin) => {
    const path = `/api/leads/${crypto.randomUUID()}`;
    expectFailure(await change('PATCH', path, cookies.all, origin), 403, 'forbidden');
    expectFailure(await change('POST', '/api/sites', cookies.admin, origin), 403, 'forbidden');
    expectFailure(
      await change('DELETE', `/api/sites/${other_site}`, cookies.admin, origin),
      403,
      'forbidden',
    );
    const visitor = `/api/visitors/${visitor_id}?site_id=${site_id}`;
    expectFailure(await change('DELETE', visitor, cookies.all, origin), 403, 'forbidden');
    expect((await get(`/api/visitors/${visitor_id}`, cookies.all)).status).toBe(200);
  });

  it('needs an origin', async () => {
    const init = { method: 'DELETE', headers: { cookie: cookies.admin } };
    expectFailure(await request(`/api/sites/${other_site}`, init), 403, 'forbidden');
  });

  it('needs none with a key, whatever cookie comes with it', async () => {
    const headers = { cookie: cookies.read, ...asAdmin, origin: 'https://other.example' };
    expect((await send('POST', '/api/sites', { name: 'x' }, headers)).status).toBe(201);
  });
});

describe('a sign-in ends', () => {
  it('after 7 days', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() });
    const { cookie } = await signIn(ADMIN_KEY);
    vi.setSystemTime(Date.now() + 7 * DAY_MS - 1);
    expect((await identityOf({ cookie })).status).toBe(200);
    vi.setSystemTime(Date.now() + 1);
    expectFailure(await identityOf({ cookie }), 401, 'unauthorized');
    expectFailure(await get('/api/sites', cookie), 401, 'unauthorized');
    expectFailure(await get(`${SUMMARY}&site_id=${site_id}`, cookie), 401, 'unauthorized');
  });

  it('with its key: at once where that was deleted', async () => {
    const { key, key_id } = await makeKey(site_id);
    const { cookie } = await signIn(key);
    expect((await get(SUMMARY, cookie)).status).toBe(200);
    const path = `/api/sites/${site_id}/keys/${key_id}`;
    expect((await request(path, { method: 'DELETE', headers: asAdmin })).status).toBe(200);
    expectFailure(await get(SUMMARY, cookie), 401, 'unauthorized');
  });

  it('with its key: within 60 s everywhere else', async () => {
    const { key, key_id } = await makeKey(site_id);
    const { cookie } = await signIn(key);
    // As another isolate does it, which cannot tell this one.
    await env.DB.prepare('DELETE FROM api_keys WHERE key_id = ?').bind(key_id).run();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    expectFailure(await identityOf({ cookie }), 401, 'unauthorized');
    expectFailure(await get(SUMMARY, cookie), 401, 'unauthorized');
  });

  it('with its site', async () => {
    const leaving = await makeSite();
    const { cookie } = await signIn((await makeKey(leaving)).key);
    await request(`/api/sites/${leaving}`, { method: 'DELETE', headers: asAdmin });
    expectFailure(await get(SUMMARY, cookie), 401, 'unauthorized');
  });

  it('with another ADMIN_KEY, whoever it is', async () => {
    for (const cookie of Object.values(cookies)) {
      const asked = () =>
        new Request(`${OWN}${SUMMARY}&site_id=${site_id}`, { headers: { cookie } });
      expect((await ask(asked(), {})).status).toBe(200);
      const changed = await readAnswer(await ask(asked(), { ADMIN_KEY: 'another-admin-key' }));
      expectFailure(changed, 401, 'unauthorized');
    }
  });
});

describe('a cookie that was made up', () => {
  const forge = (value: string, secret: string) =>
    writeSignedCookie(
      { name: 'visitor_sessions', path: '/api', url: OWN },
      value,
      new TextEncoder().encode(secret),
      60,
    );

  it('is refused, signed with what a stranger knows or not at all', async () => {
    const value = `admin..${Date.now() + DAY_MS}`;
    const forged = [
      await forge(value, 'guess'),
      await forge(value, ADMIN_KEY),
      `visitor_sessions=${value}`,
      `visitor_sessions=${value}.${'A'.repeat(43)}%3D`,
      cookies.read.replace(/=[^.]+/, '=admin'),
      'visitor_sessions=',
    ];
    for (const cookie of forged) {
      expectFailure(await get('/api/sites', cookie), 401, 'unauthorized');
      expectFailure(await identityOf({ cookie }), 401, 'unauthorized');
    }
  });

  it('is refused when its end was changed', async () => {
    const later = cookies.admin.replace(/\d{13}/, (end) => `${Number(end) + DAY_MS}`);
    expect(later).not.toBe(cookies.admin);
    expectFailure(await get('/api/sites', later), 401, 'unauthorized');
  });
});
