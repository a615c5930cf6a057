import { env } from 'cloudflare:workers';
import { beforeEach, expect, it } from 'vitest';
import { isLimited } from '../../src/access/limits';
import {
  ADMIN_KEY,
  BROWSER,
  end,
  expectFailure,
  identify,
  makeKey,
  makeSite,
  type Opened,
  open,
  readAnswer,
  request,
} from '../api';
import { ask } from '../support/ask';
import { by, countOk, IDENTIFIES, openAt, repeat, WRITES, waitForWindow } from './repeated';

beforeEach(waitForWindow, 30_000);

it('limits a client to 60 identifies a minute, and no other client', async () => {
  const [site_id, other_site] = await Promise.all([makeSite(), makeSite()]);
  const session_id = await openAt(site_id, '192.0.2.1');
  const other_session = await openAt(other_site, '192.0.2.1');
  const call = (address: string) => identify(session_id, { site_id, name: 'Ada' }, by(address));
  const answers = await repeat(IDENTIFIES + 5, () => call('192.0.2.1'));
  expect(countOk(answers)).toBe(IDENTIFIES);
  const refused = await call('192.0.2.1');
  expectFailure(refused, 429, 'rate_limited');
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await call('192.0.2.2')).status).toBe(200);
  const elsewhere = await identify(other_session, { name: 'Ada' }, by('192.0.2.1'));
  expect(elsewhere.status).toBe(200);
  const ended = await end({ session_id, site_id }, by('192.0.2.1'));
  expect(ended.status).toBe(200);
});

it('does not limit the identifies of a server', async () => {
  const site_id = await makeSite();
  const { key } = await makeKey(site_id);
  const headers = { ...by('192.0.2.1'), authorization: `Bearer ${key}` };
  const session_id = await openAt(site_id, '192.0.2.1');
  const answers = await repeat(IDENTIFIES + 5, () => identify(session_id, { name: 'A' }, headers));
  expect(countOk(answers)).toBe(IDENTIFIES + 5);
});

it('takes an IPv6 client for its /64, however it is written', async () => {
  const site_id = await makeSite();
  const session_id = await openAt(site_id, '2001:db8:1:2::1');
  const call = (address: string) => identify(session_id, { site_id, name: 'Ada' }, by(address));
  let host = 0;
  const answers = await repeat(IDENTIFIES, () => call(`2001:db8:1:2::${(++host).toString(16)}`));
  expect(countOk(answers)).toBe(IDENTIFIES);
  for (const same of ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2:0:0:0:1']) {
    expectFailure(await call(same), 429, 'rate_limited');
  }
  for (const other of ['2001:db8:1:3::1', '2001:db8::2:0:0:0:1', '2001:db8::1']) {
    expect((await call(other)).status).toBe(200);
  }
});

it('limits a client to 1,200 writes a minute, and answers when to retry', async () => {
  const site_id = await makeSite();
  const session_id = await openAt(site_id, '192.0.2.7');
  const call = (address: string) => end({ session_id, site_id }, by(address));
  const answers = await repeat(WRITES - 1, () => call('192.0.2.7'));
  expect(countOk(answers)).toBe(WRITES - 1);
  const refused = await call('192.0.2.7');
  expectFailure(refused, 429, 'rate_limited');
  expect(refused.headers.get('retry-after')).toBe('60');
  expectFailure(await open({ site_id }, by('192.0.2.7')), 429, 'rate_limited');
  expect((await call('192.0.2.8')).status).toBe(200);
});

it('lets requests through when the limiter fails', async () => {
  const site_id = await makeSite();
  const failing = { limit: () => Promise.reject(new Error('limiter down')) };
  const broken = {
    WRITES_PER_CLIENT: failing,
    IDENTIFIES_PER_CLIENT: failing,
    WRITES_PER_KEY: failing,
  };
  const call = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', 'user-agent': BROWSER };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await ask(new Request(`https://sessions.test${path}`, init), broken);
    return readAnswer<Opened>(response);
  };
  const opened = await call('/api/visitors/session', { site_id });
  expect(opened.status).toBe(201);
  const { session_id } = opened.data;
  const path = `/api/visitors/session/${session_id}/identify`;
  expect((await call(path, { name: 'Ada' })).status).toBe(200);
});

it('limits a key to 12,000 writes a minute, from all addresses together', async () => {
  const site_id = await makeSite();
  const { key, key_id } = await makeKey(site_id);
  const spend = () => isLimited(env, 'write', { by: 'key', keyId: key_id });
  let refused = 0;
  for (let round = 0; round < 120; round += 1) {
    const answers = await Promise.all(Array.from({ length: 100 }, spend));
    refused += answers.filter(Boolean).length;
  }
  expect(refused).toBe(0);
  const answer = await open({ site_id }, { 'x-api-key': key });
  expectFailure(answer, 429, 'rate_limited');
});

it('limits an address to 1,200 wrong keys a minute, and still accepts right ones', async () => {
  const site_id = await makeSite();
  const { key } = await makeKey(site_id);
  const other = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
  const address = '192.0.2.11';
  const bearer = (shown: string, from = address) => ({
    ...by(from),
    authorization: `Bearer ${shown}`,
  });
  const showWrong = [
    () => request('/api/sites', { headers: bearer('wrong') }),
    () => open({ site_id }, bearer('wrong')),
    () => open({ site_id }, bearer(other)),
  ];
  const answers = (
    await Promise.all(showWrong.map((show) => repeat(WRITES / showWrong.length, show)))
  ).flat();
  expect(answers.every(({ status }) => status === 401)).toBe(true);
  for (const show of showWrong) {
    const refused = await show();
    expectFailure(refused, 429, 'rate_limited');
    expect(refused.headers.get('retry-after')).toBe('60');
  }
  expect((await request('/api/sites', { headers: bearer(ADMIN_KEY) })).status).toBe(200);
  expect((await open({ site_id }, bearer(key))).status).toBe(201);
  expect((await open({ site_id }, by(address))).status).toBe(201);
  // No key is no wrong key.
  expectFailure(await request('/api/sites', { headers: by(address) }), 401, 'unauthorized');
  const elsewhere = await request('/api/sites', { headers: bearer('wrong', '192.0.2.12') });
  expectFailure(elsewhere, 401, 'unauthorized');
});
