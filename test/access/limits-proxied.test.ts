import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { isLimited } from '../../src/access/limits';
import { end, expectFailure, identify, makeKey, makeSite, open, update } from '../api';
import { by, countOk, IDENTIFIES, openAt, repeat, WRITES, waitForWindow } from './repeated';

beforeEach(waitForWindow, 30_000);

describe('through a proxy that shows a key of the site', () => {
  const proxied = async (settings: Record<string, unknown> = {}) => {
    const site_id = await makeSite({ proxy_address_header: 'x-visitor-address', ...settings });
    const { key, key_id } = await makeKey(site_id);
    // All visitors come from where the proxy is.
    const through = (reported: Record<string, string> = {}) => ({
      ...by('198.51.100.1'),
      'x-proxy-key': key,
      ...reported,
    });
    const openOne = async (body: object = {}) =>
      (await open({ site_id, ...body }, through())).data.session_id;
    return { site_id, key_id, through, openOne };
  };

  it('limits each reported address by itself, in IPv6 each /64', async () => {
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
  ])('limits each visitor by itself where %s', async (_, settings, reported) => {
    const { site_id, through, openOne } = await proxied(settings);
    const [one, two] = [await openOne(), await openOne()];
    const call = (id: string) => identify(id, { site_id, name: 'A' }, through({ ...reported }));
    expect(countOk(await repeat(IDENTIFIES + 1, () => call(one)))).toBe(IDENTIFIES);
    expectFailure(await call(one), 429, 'rate_limited');
    expect((await call(two)).status).toBe(200);
  });

  it('knows a visitor by visitor_id, else by the session', async () => {
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
    // Visitors without an id are not limited together.
    expect((await open({ site_id }, through())).status).toBe(201);
  });

  it('counts invented ids against the limit of the key, unless they are refused', async () => {
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
    const reported = through({ 'x-visitor-address': '192.0.2.61' });
    expect((await open({ site_id }, reported)).status).toBe(201);
  });

  it('counts wrong keys, and still accepts the right one', async () => {
    const { site_id, through } = await proxied();
    const from = by('192.0.2.71');
    const show = () => open({ site_id }, { ...from, 'x-proxy-key': 'wrong' });
    const answers = await repeat(WRITES, show);
    expect(answers.every(({ status }) => status === 401)).toBe(true);
    expectFailure(await show(), 429, 'rate_limited');
    expect((await open({ site_id }, through(from))).status).toBe(201);
  });
});

it('ignores an address that is reported without a key', async () => {
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
