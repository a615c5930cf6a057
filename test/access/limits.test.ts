import { createExecutionContext } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { isLimited } from '../../src/access/limits';
import { app } from '../../src/app';
import {
  ADMIN_KEY,
  type Answer,
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
  update,
} from '../api';

const IDENTIFIES = 60;
const WRITES = 1200;

/** Windows follow the wall clock: a test that straddles two would count twice as many. */
beforeEach(async () => {
  const left = 60_000 - (Date.now() % 60_000);
  if (left < 25_000) await new Promise((resolve) => setTimeout(resolve, left + 100));
}, 30_000);

const by = (address: string) => ({ 'cf-connecting-ip': address });

async function openAt(site_id: string, address: string): Promise<string> {
  return (await open({ site_id }, by(address))).data.session_id;
}

async function repeat(times: number, call: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  while (answers.length < times) {
    const batch = Math.min(60, times - answers.length);
    answers.push(...(await Promise.all(Array.from({ length: batch }, call))));
  }
  return answers;
}

const countOk = (answers: Answer[]) => answers.filter(({ status }) => status === 200).length;

it('lets a client identify 60 times a minute, and others go on', async () => {
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

it('counts no identifies of a server, whose visitors are many', async () => {
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

it('lets a client write 1,200 times a minute, and says when to go on', async () => {
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
    ...env,
    WRITES_PER_CLIENT: failing,
    IDENTIFIES_PER_CLIENT: failing,
    WRITES_PER_KEY: failing,
  };
  const call = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json', 'user-agent': BROWSER };
    const init = { method: 'POST', headers, body: JSON.stringify(body) };
    const response = await app.request(path, init, broken, createExecutionContext());
    return readAnswer<Opened>(response);
  };
  const opened = await call('/api/visitors/session', { site_id });
  expect(opened.status).toBe(201);
  const { session_id } = opened.data;
  const path = `/api/visitors/session/${session_id}/identify`;
  expect((await call(path, { name: 'Ada' })).status).toBe(200);
});

it('lets a key write 12,000 times a minute, wherever it writes from', async () => {
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

it('counts 1,200 wrong keys of an address a minute, and never shuts out the right ones', async () => {
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

describe('through a proxy that shows a key of the site', () => {
  const proxied = async (settings: Record<string, unknown> = {}) => {
    const site_id = await makeSite({ proxy_address_header: 'x-visitor-address', ...settings });
    const { key, key_id } = await makeKey(site_id);
    // All visitors come from where the proxy is.
    const through = (told: Record<string, string> = {}) => ({
      ...by('198.51.100.1'),
      'x-proxy-key': key,
      ...told,
    });
    const openOne = async (body: object = {}) =>
      (await open({ site_id, ...body }, through())).data.session_id;
    return { site_id, key_id, through, openOne };
  };

  it('each address told has a limit of its own, in IPv6 each /64', async () => {
    const { site_id, through, openOne } = await proxied();
    const session_id = await openOne();
    const call = (address: string) =>
      identify(session_id, { site_id, name: 'A' }, through({ 'x-visitor-address': address }));
    for (const [address, same, other] of [
      ['192.0.2.31', '192.0.2.31', '192.0.2.32'],
      ['2001:db8:1:2::1', '2001:0DB8:0001:0002:0:0:0:2', '2001:db8:1:3::1'],
      ['::ffff:192.0.2.41', '::ffff:192.0.2.41', '::ffff:192.0.2.42'],
    ] as const) {
      expect(countOk(await repeat(IDENTIFIES + 1, () => call(address)))).toBe(IDENTIFIES);
      expectFailure(await call(same), 429, 'rate_limited');
      expect((await call(other)).status).toBe(200);
    }
    // The address counts as if its visitor had come without the proxy.
    const direct = await identify(session_id, { site_id, name: 'A' }, by('192.0.2.31'));
    expectFailure(direct, 429, 'rate_limited');
  });

  it.each([
    ['no header is named', { proxy_address_header: null }, { 'x-visitor-address': '192.0.2.51' }],
    ['the header is missing', {}, {}],
    ['it holds a list', {}, { 'x-visitor-address': '192.0.2.51, 192.0.2.52' }],
    ['it holds no address', {}, { 'x-visitor-address': 'unknown' }],
  ])('each visitor has a limit of its own where %s', async (_, settings, told) => {
    const { site_id, through, openOne } = await proxied(settings);
    const [one, two] = [await openOne(), await openOne()];
    const call = (id: string) => identify(id, { site_id, name: 'A' }, through({ ...told }));
    expect(countOk(await repeat(IDENTIFIES + 1, () => call(one)))).toBe(IDENTIFIES);
    expectFailure(await call(one), 429, 'rate_limited');
    expect((await call(two)).status).toBe(200);
  });

  it('a visitor is known by visitor_id, else by the session', async () => {
    const { site_id, key_id, through, openOne } = await proxied();
    const visitor_id = crypto.randomUUID();
    const id = await openOne({ visitor_id });
    const resume = (body: object) => open({ site_id, id, ...body }, through());
    const spend = async (visitor: string, times: number) => {
      const who = { by: 'visitor', siteId: site_id, visitor, proxyKeyId: key_id } as const;
      for (let time = 0; time < times; time += 1)
        expect(await isLimited(env, 'write', who)).toBe(false);
    };
    await spend(visitor_id, WRITES - 1);
    expectFailure(await resume({ visitor_id }), 429, 'rate_limited');
    expectFailure(await open({ site_id, visitor_id }, through()), 429, 'rate_limited');
    expect((await resume({ visitor_id: crypto.randomUUID() })).status).toBe(200);
    await spend(id, WRITES);
    expectFailure(await resume({}), 429, 'rate_limited');
    expectFailure(await update({ site_id, session_id: id }, through()), 429, 'rate_limited');
    expectFailure(await end({ session_id: id }, through()), 429, 'rate_limited');
    // Who has no id is not held for those who have none either.
    expect((await open({ site_id }, through())).status).toBe(201);
  });

  it('ids that are made up use up what the key may write, and those that are refused do not', async () => {
    const { site_id, key_id, through } = await proxied();
    const spend = (visitor: string | null) =>
      isLimited(env, 'write', { by: 'visitor', siteId: site_id, visitor, proxyKeyId: key_id });
    const spendAll = (visitors: (string | null)[]) => Promise.all(visitors.map(spend));
    for (let round = 0; round < WRITES / 100; round += 1) {
      expect(await spendAll(Array(100).fill('loud'))).not.toContain(true);
    }
    expect(await spendAll(Array(100).fill('loud'))).not.toContain(false);
    expect(await spendAll(Array.from({ length: 100 }, (_, n) => `made-up-${n}`))).not.toContain(
      true,
    );
    for (let round = 0; round < 107; round += 1) {
      expect(await spendAll(Array(100).fill(null))).not.toContain(true);
    }
    expectFailure(await open({ site_id }, through()), 429, 'rate_limited');
    const told = through({ 'x-visitor-address': '192.0.2.61' });
    expect((await open({ site_id }, told)).status).toBe(201);
  });

  it('wrong keys are counted as elsewhere, and keep out no right one', async () => {
    const { site_id, through } = await proxied();
    const from = by('192.0.2.71');
    const show = () => open({ site_id }, { ...from, 'x-proxy-key': 'wrong' });
    const answers = await repeat(WRITES, show);
    expect(answers.every(({ status }) => status === 401)).toBe(true);
    expectFailure(await show(), 429, 'rate_limited');
    expect((await open({ site_id }, through(from))).status).toBe(201);
  });
});

it('believes nobody without a key an address', async () => {
  const site_id = await makeSite({ proxy_address_header: 'x-visitor-address' });
  const session_id = await openAt(site_id, '192.0.2.81');
  let visitor = 0;
  const call = () => {
    visitor += 1;
    const address = `192.0.3.${visitor}`;
    return identify(
      session_id,
      { site_id, name: 'A' },
      { ...by('192.0.2.81'), 'x-forwarded-for': address, 'x-visitor-address': address },
    );
  };
  expect(countOk(await repeat(IDENTIFIES + 5, call))).toBe(IDENTIFIES);
});
