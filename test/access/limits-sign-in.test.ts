import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { isProbing } from '../../src/access/limits';
import { ADMIN_KEY, expectFailure, makeKey, makeSite, request } from '../api';
import { identityOf, signIn, trySignIn } from '../support/sign-in';
import { by, repeat, WRITES, waitForWindow } from './repeated';

const TRIES = 20;

beforeEach(waitForWindow, 30_000);

it('limits an address to 20 tries to sign in a minute, right or wrong, and no other address', async () => {
  const { cookie } = await signIn(ADMIN_KEY);
  const { key } = await makeKey(await makeSite());
  const from = by('192.0.2.31');
  const keys = [ADMIN_KEY, key, 'wrong', `${key}0`];
  let tried = 0;
  const answers = await repeat(TRIES, () => trySignIn(keys[tried++ % keys.length], from));
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([...Array(TRIES / 2).fill(201), ...Array(TRIES / 2).fill(401)]);
  for (const one of keys) {
    const refused = await trySignIn(one, from);
    expectFailure(refused, 429, 'rate_limited');
    expect(refused.headers.get('retry-after')).toBe('60');
    expect(refused.headers.get('set-cookie')).toBeNull();
  }
  expect((await trySignIn(key, by('192.0.2.32'))).status).toBe(201);
  // Who has signed in, or shows a key, goes on.
  expect((await identityOf({ cookie, ...from })).status).toBe(200);
  const shown = { 'x-api-key': ADMIN_KEY, ...from };
  expect((await request('/api/sites', { headers: shown })).status).toBe(200);
});

it('takes an IPv6 client for its /64', async () => {
  let host = 0;
  await repeat(TRIES, () => trySignIn('wrong', by(`2001:db8:7:7::${(++host).toString(16)}`)));
  expectFailure(await trySignIn('wrong', by('2001:db8:7:7:ffff::1')), 429, 'rate_limited');
  expectFailure(await trySignIn('wrong', by('2001:db8:7:8::1')), 401, 'unauthorized');
});

it('limits an address to 1,200 tries of share links a minute, and no other address', async () => {
  const site_id = (await makeSite()).replaceAll('-', '');
  const show = (from: string) => {
    const authorization = `Bearer share_${site_id}_${'0'.repeat(64)}`;
    return request('/api/dashboard/session', { headers: { ...by(from), authorization } });
  };
  expectFailure(await show('192.0.2.33'), 401, 'unauthorized');
  for (let tried = 2; tried <= WRITES; tried += 1)
    expect(await isProbing(env, '192.0.2.33')).toBe(false);
  expectFailure(await show('192.0.2.33'), 429, 'rate_limited');
  expectFailure(await show('192.0.2.34'), 401, 'unauthorized');
});
