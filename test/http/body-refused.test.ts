import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { asAdmin, expectFailure, makeSite, read, request } from '../api';
import {
  ALL_WRITES,
  expectRefused,
  ground,
  JSON_TYPE,
  long,
  PATH,
  post,
  spoil,
  stateOfAll,
  WRITES,
  type Write,
} from '../support/existing-session';

const UNKNOWN = '0199aaaa-0000-7000-8000-000000000001';

describe.each(ALL_WRITES)('%s', (write) => {
  it.each([
    ['cut short', '{"site_id":"'],
    ['NaN', `{"sent_at":NaN}`],
    ['Infinity', `{"sent_at":Infinity}`],
    ['two values', '{} {}'],
    ['words', 'hello'],
    ['form fields', 'site_id=x'],
    ['nothing', ''],
    ['blanks', ' \n\t '],
    ['a byte that is no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['a character cut in two', new Uint8Array([0x22, 0xe2, 0x82])],
    ['brackets, 10,000 deep and open', '['.repeat(10_000)],
  ])('calls %s invalid JSON', async (_, body) => {
    await expectRefused(() => post(write, body), 400, 'invalid_json');
  });

  it.each(['[]', '[{}]', '"text"', 'null', '5', 'true'])(
    'wants an object, not %s',
    async (body) => {
      await expectRefused(() => post(write, body), 400, 'validation_failed');
    },
  );

  const deep = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`;
  it.each([
    ['objects 10,000 deep', () => deep(10_000)],
    ['arrays 10,000 deep', () => '['.repeat(10_000) + ']'.repeat(10_000)],
    ['deep custom data', () => spoil(write, 'custom_data', deep(10_000))],
    ['a deep unknown field', () => spoil(write, 'unknown', deep(10_000))],
    ['a __proto__ key', () => spoil(write, 'unknown', '1').replace('unknown', '__proto__')],
    ['a nested __proto__ key', () => spoil(write, 'custom_data', '{"a":[{"__proto__":{"b":1}}]}')],
    ['an escaped __proto__ key', () => spoil(write, 'custom_data', '{"\\u005f_proto__":1}')],
    ['a lone surrogate', () => spoil(write, 'referrer', '"\\ud800"')],
    ['a lone surrogate within custom data', () => spoil(write, 'custom_data', '{"a":["\\udc00"]}')],
    ['a lone surrogate in a key', () => spoil(write, 'custom_data', '{"\\ud83d":1}')],
  ])('refuses %s', async (_, body) => {
    await expectRefused(() => post(write, body()), 400, 'validation_failed');
  });

  it('refuses a body over 64 KiB, whether or not its length is told', async () => {
    const body = spoil(write, 'unknown', long(65_536));
    await expectRefused(() => post(write, body), 413, 'payload_too_large');
    const streamed = () => new Blob([body]).stream();
    await expectRefused(() => post(write, streamed()), 413, 'payload_too_large');
  });

  it.each([
    ...['multipart/form-data; boundary=x', 'image/png', 'application/xml', 'text/html'],
    ...['application/octet-stream', 'application/jsonp', 'nonsense'],
  ])('does not take %s', async (type) => {
    const body = JSON.stringify(WRITES[write].body());
    const sent = () => post(write, body, { 'content-type': type });
    await expectRefused(sent, 415, 'unsupported_media_type');
  });

  it('does not know an unknown site', async () => {
    const body = JSON.stringify({ ...WRITES[write].body(), site_id: UNKNOWN });
    await expectRefused(() => post(write, body), 404, 'site_not_found');
  });
});

it('takes a body of exactly 64 KiB', async () => {
  const filler = 65_536 - spoil('update', 'unknown', '""').length;
  const body = spoil('update', 'unknown', long(filler));
  expect(new TextEncoder().encode(body)).toHaveLength(65_536);
  expect((await post('update', body)).status).toBe(200);
});

it('counts custom data over all messages', async () => {
  const more = (write: Write) => spoil(write, 'custom_data', `{"more":"${'m'.repeat(1100)}"}`);
  for (const write of ['create', 'update'] as const) {
    const error = await expectRefused(() => post(write, more(write)), 400, 'validation_failed');
    expect(error.details.issues?.[0]?.path).toBe('custom_data');
  }
  const swap = `{"kept":null,"more":"${'m'.repeat(1100)}"}`;
  const swapped = await post('update', spoil('update', 'custom_data', swap));
  expect(swapped.data.custom_data).toEqual({ more: 'm'.repeat(1100) });
});

it('keeps a session from those who name another site, and its id from being taken', async () => {
  const { session_id } = ground;
  const other_id = await makeSite();
  const foreign = { site_id: other_id };
  const at = (write: Write) => post(write, JSON.stringify({ ...WRITES[write].body(), ...foreign }));
  await expectRefused(() => at('create'), 409, 'session_conflict');
  for (const write of ['update', 'end', 'identify'] as const) {
    await expectRefused(() => at(write), 404, 'session_not_found');
  }
  await expectRefused(() => read(session_id, other_id), 404, 'session_not_found');
});

it('knows no unknown session, and stores nothing under its id', async () => {
  const { site_id } = ground;
  const named = JSON.stringify({ site_id, session_id: UNKNOWN, email: 'new@example.com' });
  const post =
    (method: string, path: string, body = named) =>
    () =>
      request(`${PATH}${path}`, { method, headers: JSON_TYPE, body });
  await expectRefused(() => read(UNKNOWN, site_id), 404, 'session_not_found');
  await expectRefused(post('PUT', ''), 404, 'session_not_found');
  await expectRefused(post('POST', '/end'), 404, 'session_not_found');
  const unnamed = JSON.stringify({ session_id: UNKNOWN });
  await expectRefused(post('POST', '/end', unnamed), 404, 'session_not_found');
  await expectRefused(post('POST', `/${UNKNOWN}/identify`), 404, 'session_not_found');
  const stub = env.VISITOR_SESSIONS.getByName(UNKNOWN);
  const stored = await runInDurableObject(stub, async (_, { storage }) => [
    [...storage.kv.list()].length,
    await storage.getAlarm(),
  ]);
  expect(stored).toEqual([0, null]);
});

it.each([
  ['', 'session_id,site_id'],
  ['?session_id=x&site_id=y', 'session_id,site_id'],
  [`?session_id=${UNKNOWN}`, 'site_id'],
  [`?site_id=${UNKNOWN}`, 'session_id'],
  [`?session_id=${UNKNOWN}&session_id=${UNKNOWN}&site_id=${UNKNOWN}`, 'session_id'],
  [`?session_id=%00&site_id=${UNKNOWN}`, 'session_id'],
  [`?session_id=${'a'.repeat(5000)}&site_id=%E0%A4%A`, 'session_id,site_id'],
])('read refuses the query "%s" and names %s', async (query, paths) => {
  const error = await expectRefused(() => request(`${PATH}${query}`), 400, 'validation_failed');
  expect(error.details.issues?.map(({ path }) => path).join()).toBe(paths);
});

it.each(['x', '%00', '%E0%A4%A', "'--", `${UNKNOWN}0`, 'a'.repeat(5000)])(
  'identify refuses the session id %s in its path',
  async (id) => {
    const sent = () =>
      request(`${PATH}/${id}/identify`, { method: 'POST', body: '{"name":"Ada"}' });
    const error = await expectRefused(sent, 400, 'validation_failed');
    expect(error.details.issues?.[0]?.path).toBe('session_id');
  },
);

it('identify wants a lead_id, an email or a name', async () => {
  for (const body of ['{}', '{"phone":"1"}', '{"lead_id":null,"email":null,"name":null}']) {
    await expectRefused(() => post('identify', body), 400, 'validation_failed');
  }
});

it.each([
  ['PATCH', PATH, 'DELETE, GET, POST, PUT'],
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, `${PATH}/end`, 'POST']),
  ...['GET', 'PUT', 'DELETE'].map((method) => [method, `${PATH}/${UNKNOWN}/identify`, 'POST']),
  ['POST', '/healthz', 'GET'],
])('answers %s %s with 405 and the methods allowed', async (method, path, allowed) => {
  const sent = () => request(path, { method, headers: asAdmin });
  const before = await stateOfAll();
  const answer = await sent();
  expectFailure(answer, 405, 'method_not_allowed');
  expect(answer.headers.get('allow')?.split(', ').sort().join(', ')).toBe(allowed);
  expect(await stateOfAll()).toEqual(before);
});

it.each([
  ['GET', '/nowhere'],
  ['POST', `${PATH}/start`],
  ['POST', `${PATH}/${UNKNOWN}/identify/more`],
  ['POST', '/api/visitors'],
  ['GET', '/API/VISITORS/SESSION'],
  ['GET', '/%E0%A4%A'],
])('answers %s %s with 404', async (method, path) => {
  await expectRefused(() => request(path, { method }), 404, 'not_found');
});

it.each(['create', 'update'] as const)(
  '%s stores no number that JSON cannot write',
  async (write) => {
    const sent = () => post(write, spoil(write, 'custom_data', '{"a":[1e400]}'));
    await expectRefused(sent, 400, 'validation_failed');
  },
);
