import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import { hasAdminKey } from '../../src/access/keys';
import { deleteClosedSites } from '../../src/upkeep/retention';
import { ADMIN_KEY, expectFailure, makeKey, makeSite, readAnswer, request } from '../api';
import { ask } from '../support/ask';
import { identityOf, OWN, signIn, trySignIn } from '../support/sign-in';

const PATH = '/api/dashboard/session';
const DAY_MS = 24 * 60 * 60 * 1000;
const WEEK_MS = 7 * DAY_MS;
const keys = { write: '', read: '', all: '' };
let site_id: string;

beforeAll(async () => {
  site_id = await makeSite({ name: 'Shop', timezone: 'Europe/Berlin' });
  for (const scope of ['write', 'read', 'all'] as const)
    keys[scope] = (await makeKey(site_id, scope)).key;
});

describe('signing in', () => {
  it.each(['read', 'all'] as const)(
    'with a key of the scope %s says of which site, and until when',
    async (role) => {
      const made = await trySignIn(keys[role]);
      const site = { site_id, name: 'Shop', timezone: 'Europe/Berlin' };
      expect(made.status).toBe(201);
      expect(made.data).toEqual({ role, site, expires_at: expect.any(Number) });
      expect(Math.abs((made.data.expires_at ?? 0) - Date.now() - WEEK_MS)).toBeLessThan(5_000);
    },
  );

  it('with ADMIN_KEY is for all sites', async () => {
    const made = await trySignIn(ADMIN_KEY);
    expect(made.data).toMatchObject({ role: 'admin', site: null });
  });

  it('takes a key with blanks around it', async () => {
    expect((await trySignIn(` ${keys.read}\n`)).status).toBe(201);
  });

  it('with a key that only writes is refused, and told which one may', async () => {
    const refused = await trySignIn(keys.write);
    expectFailure(refused, 403, 'forbidden');
    expect(refused.error.message).toContain('"read" or "all"');
    expect(refused.headers.get('set-cookie')).toBeNull();
  });

  it('with a wrong key, or none, is refused', async () => {
    const wrong = `${keys.read.slice(0, -1)}${keys.read.endsWith('0') ? '1' : '0'}`;
    const nowhere = `vs_${'0'.repeat(32)}_${'0'.repeat(64)}`;
    for (const key of ['wrong', wrong, nowhere, `${ADMIN_KEY}x`]) {
      const refused = await trySignIn(key);
      expectFailure(refused, 401, 'unauthorized');
      expect(refused.headers.get('set-cookie')).toBeNull();
    }
    for (const key of ['', undefined, 5]) {
      expectFailure(await trySignIn(key), 400, 'validation_failed');
    }
  });

  it.each(['https://shop.example', 'https://www.sessions.test', 'http://sessions.test', 'null'])(
    'from a page of %s is refused',
    async (origin) => {
      expectFailure(await trySignIn(keys.read, { origin }), 403, 'forbidden');
    },
  );

  it('is not there on a deployment without ADMIN_KEY', async () => {
    const body = JSON.stringify({ key: keys.read });
    const init = { method: 'POST', headers: { origin: OWN }, body };
    const bindings = { ADMIN_KEY: undefined };
    expect(hasAdminKey({ ...env, ...bindings })).toBe(false);
    const refused = await readAnswer(await ask(new Request(`${OWN}${PATH}`, init), bindings));
    expectFailure(refused, 503, 'unavailable');
    expect(refused.error.message).toContain('ADMIN_KEY is not set');
  });
});

describe('the cookie', () => {
  it('is for this host and its API alone, and no script can read it', async () => {
    const made = await trySignIn(keys.read);
    const [value, ...attributes] = (made.headers.get('set-cookie') ?? '').split('; ');
    expect(value).toMatch(/^visitor_sessions=\S+$/);
    expect(attributes.sort()).toEqual([
      'HttpOnly',
      'Max-Age=604800',
      'Path=/api',
      'SameSite=Strict',
      'Secure',
    ]);
  });

  it.each(['http://localhost:8787', 'http://127.0.0.1:8787', 'http://[::1]:8787'])(
    'works at %s, which has no certificate',
    async (origin) => {
      const body = JSON.stringify({ key: keys.read });
      const headers = { origin, 'cf-connecting-ip': crypto.randomUUID() };
      const made = await ask(new Request(`${origin}${PATH}`, { method: 'POST', headers, body }));
      expect(made.headers.get('set-cookie')).toMatch(/HttpOnly; SameSite=Strict$/);
    },
  );

  it('has neither the key nor a hash of it', async () => {
    const { cookie } = await signIn(keys.read);
    const known = await env.DB.prepare('SELECT key_hash FROM api_keys').all<{ key_hash: string }>();
    const secrets = [keys.read.split('_')[2], ...known.results.map(({ key_hash }) => key_hash)];
    for (const secret of secrets) expect(cookie).not.toContain(secret);
  });

  it('is cleared by signing out, which a page elsewhere cannot have done', async () => {
    const signedIn = await signIn(keys.read);
    const init = { method: 'DELETE', headers: signedIn };
    const ended = await request(PATH, init);
    expect(ended.data).toEqual({ signed_out: true });
    expect(ended.headers.get('set-cookie')).toMatch(/^visitor_sessions=; Max-Age=0; Path=\/api;/);
    const elsewhere = { ...signedIn, origin: 'https://other.example' };
    const refused = await request(PATH, { method: 'DELETE', headers: elsewhere });
    expectFailure(refused, 403, 'forbidden');
    expect(refused.headers.get('set-cookie')).toBeNull();
  });
});

describe('signing out', () => {
  it('ends the sign-in for whoever has a copy of the cookie, and no other of the same key', async () => {
    const [left, other] = [await signIn(keys.read), await signIn(keys.read)];
    expect((await identityOf(left)).status).toBe(200);
    expect((await request(PATH, { method: 'DELETE', headers: left })).status).toBe(200);
    expectFailure(await identityOf(left), 401, 'unauthorized');
    const list = await request(`/api/sessions?site_id=${site_id}`, { headers: left });
    expectFailure(list, 401, 'unauthorized');
    expect((await identityOf(other)).status).toBe(200);
    expect((await request(PATH, { method: 'DELETE', headers: left })).status).toBe(200);
  });

  it('ends that of the operator, too', async () => {
    const left = await signIn(ADMIN_KEY);
    expect((await request('/api/sites', { headers: left })).status).toBe(200);
    await request(PATH, { method: 'DELETE', headers: left });
    expectFailure(await request('/api/sites', { headers: left }), 401, 'unauthorized');
  });

  it('stores nothing of a cookie that was not signed here, and nothing for longer than a cookie lasts', async () => {
    const count = async () =>
      (await env.DB.prepare('SELECT COUNT(*) AS n FROM ended_sign_ins').first<number>('n')) ?? 0;
    const before = await count();
    const cookie = `visitor_sessions=admin..9999999999999.${crypto.randomUUID()}.${'A'.repeat(43)}%3D`;
    await request(PATH, { method: 'DELETE', headers: { cookie, origin: OWN } });
    expect(await count()).toBe(before);
    await request(PATH, { method: 'DELETE', headers: await signIn(keys.read) });
    expect(await count()).toBe(before + 1);
    await deleteClosedSites(env.DB, Date.now() + 7 * DAY_MS);
    expect(await count()).toBe(before + 1);
    await deleteClosedSites(env.DB, Date.now() + 11 * DAY_MS);
    expect(await count()).toBe(0);
  });
});

describe('who is signed in', () => {
  it('is told by the cookie', async () => {
    const { cookie } = await signIn(keys.all);
    const who = await identityOf({ cookie });
    expect(who.data).toMatchObject({ role: 'all', site: { site_id } });
    expect(who.data.expires_at).toBeGreaterThan(Date.now());
  });

  it('is told by a key that is shown, which goes first and does not end', async () => {
    const { cookie } = await signIn(keys.all);
    const who = await identityOf({ cookie, 'x-api-key': keys.read });
    expect(who.data).toMatchObject({ role: 'read', expires_at: null });
    expectFailure(await identityOf({ cookie, 'x-api-key': 'wrong' }), 401, 'unauthorized');
    expectFailure(await identityOf({ 'x-api-key': keys.write }), 403, 'forbidden');
  });

  it('is nobody without either', async () => {
    expectFailure(await identityOf({}), 401, 'unauthorized');
    expectFailure(await identityOf({ cookie: 'theme=dark' }), 401, 'unauthorized');
  });
});
