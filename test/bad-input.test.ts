import { runInDurableObject } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  asAdmin,
  countRows,
  expectFailure,
  identify,
  makeSite,
  open,
  read,
  recordOf,
  request,
} from './api';
import { recordWhen } from './session/stored';

const PATH = '/api/visitors/session';
const UNKNOWN = '0199aaaa-0000-7000-8000-000000000001';

let site_id: string;
let other_id: string;
let session_id: string;

beforeAll(async () => {
  [site_id, other_id] = await Promise.all([makeSite(), makeSite()]);
  const custom_data = { kept: 'k'.repeat(3000) };
  const opened = await open({ site_id, url: 'https://shop.example/', custom_data });
  session_id = opened.body.data.session_id;
  await identify(session_id, { site_id, email: 'known@example.com' });
  await recordWhen(session_id, ({ lead_id }) => lead_id !== null);
});

/** The four endpoints that take a body, each with one that would be accepted. */
const WRITES = {
  create: { method: 'POST', path: () => PATH, body: () => ({ site_id, id: session_id }) },
  update: { method: 'PUT', path: () => PATH, body: () => ({ site_id, session_id, page_views: 9 }) },
  end: { method: 'POST', path: () => `${PATH}/end`, body: () => ({ site_id, session_id }) },
  identify: {
    method: 'POST',
    path: () => `${PATH}/${session_id}/identify`,
    body: () => ({ site_id, name: 'Ada' }),
  },
} satisfies Record<string, { method: string; path: () => string; body: () => object }>;
type Write = keyof typeof WRITES;
const ALL_WRITES = Object.keys(WRITES) as Write[];

function post(write: Write, body: BodyInit, headers: HeadersInit = JSON_TYPE): Promise<Answer> {
  return request(WRITES[write].path(), { method: WRITES[write].method, body, headers });
}
const JSON_TYPE = { 'content-type': 'application/json' };

/** The endpoint's good body, with the JSON text put in at the path. */
function spoil(write: Write, path: string, json: string): string {
  const mark = '@spoilt@';
  const body = path
    .split('.')
    .reduceRight<unknown>((value, key) => ({ [key]: value }), mark) as object;
  return JSON.stringify({ ...WRITES[write].body(), ...body }).replace(`"${mark}"`, json);
}

async function stateOfAll() {
  const { ttl: _, ...session } = (await read(session_id, site_id, asAdmin)).body.data;
  return { session, record: await recordOf(session_id), rows: await countRows() };
}

/** The request fails as said, and leaves everything as it was. */
async function expectRefused(send: () => Promise<Answer>, status: number, code: string) {
  const before = await stateOfAll();
  const answer = await send();
  expectFailure(answer, status, code);
  expect(await stateOfAll()).toEqual(before);
  return answer.body.error;
}

const long = (length: number) => JSON.stringify('x'.repeat(length));
const NO_STRING = ['5', 'true', '[]', '{}', '["a"]'];
const NO_NUMBER = ['"5"', 'true', '[]', '{}', '-1', '1e400', '-1e400', '1e300', '1e15'];
const NO_INTEGER = [...NO_NUMBER, '1.5'];
const bad = {
  uuid: [...NO_STRING, '"x"', '""', `"${UNKNOWN}0"`, long(4000)],
  text: (max: number) => [...NO_STRING, long(max + 1)],
  url: [
    ...NO_STRING,
    '"shop"',
    '"/path"',
    '"javascript:alert(1)"',
    '"data:text/html,x"',
    `"https://shop.example/${'x'.repeat(2048)}"`,
  ],
  object: ['5', '"x"', 'true', '[]', '[{}]'],
  real: NO_NUMBER,
  integer: NO_INTEGER,
  boolean: ['5', '"yes"', '"true"', '[]', '{}', '0'],
  time: [...NO_INTEGER, '0', '1765000000', '1765000000000000'],
  json: ['5', '"x"', 'true', '[]', `{"a":${long(4096)}}`, `{"a":${long(4089)}}`],
};
const UTM = ['source', 'medium', 'campaign', 'term', 'content'];
const text = (max: number, ...paths: string[]) =>
  paths.map((path): [string, string[]] => [path, bad.text(max)]);

const FIELDS: Record<Write, [string, string[]][]> = {
  create: [
    ['site_id', [...bad.uuid, 'null']],
    ...['id', 'visitor_id', 'previous_session_id'].map((path): [string, string[]] => [
      path,
      bad.uuid,
    ]),
    ...text(256, 'fingerprint', ...UTM.map((name) => `utm_${name}`)),
    ...text(256, ...UTM.flatMap((name) => [`utm_params.${name}`, `utm_params.utm_${name}`])),
    ...text(2048, 'referrer'),
    ...text(32, 'device.type', 'device.orientation'),
    ...text(64, 'browser.name', 'browser.version', 'location.country', 'location.timezone'),
    ...text(35, 'browser.language'),
    ...text(128, 'location.region', 'location.city'),
    ['device.os', ['5', 'true', '[]', long(65), '{"name":5}', `{"version":${long(65)}}`]],
    [
      'device.screen_size',
      ['5', 'true', '{}', '"big"', '"1x"', '"123456x1"', '{"width":"1","height":1}'],
    ],
    ['device.pixel_ratio', bad.real],
    ['device.memory', bad.real],
    ['device.cpu_cores', bad.integer],
    ['device.touch_support', bad.boolean],
    ...['device', 'browser', 'location', 'utm_params'].map((path): [string, string[]] => [
      path,
      bad.object,
    ]),
    ['consent', bad.json],
    ['custom_data', bad.json],
    ['url', bad.url],
    ['sent_at', bad.time],
  ],
  update: [
    ['session_id', [...bad.uuid, 'null']],
    ['site_id', [...bad.uuid, 'null']],
    ['last_activity_at', [...bad.time, String(Date.now() + 3_600_000)]],
    ['current_url', bad.url],
    ['page_views', bad.integer],
    ['active_time', bad.integer],
    ['custom_data', bad.json],
    ['sent_at', bad.time],
  ],
  end: [
    ['session_id', [...bad.uuid, 'null']],
    ['site_id', bad.uuid],
    ['exit_url', bad.url],
    ['exit_type', [...NO_STRING, '"left"', '""', '"EXIT"']],
    ['duration', bad.integer],
    ['page_views', bad.integer],
    ['active_time', bad.integer],
    ['sent_at', bad.time],
  ],
  identify: [
    ['site_id', bad.uuid],
    ['lead_id', bad.uuid],
    [
      'email',
      [...NO_STRING, '"x"', '"a@b"', '"a@b.c, d@e.fr"', `"${'x'.repeat(250)}@example.com"`],
    ],
    ['name', [...bad.text(256), '""', '"  "']],
    ['phone', [...bad.text(64), '""']],
    ['create_task', bad.boolean],
    ['replace', bad.boolean],
  ],
};

describe.each(ALL_WRITES)('%s', (write) => {
  it.each(FIELDS[write])('refuses a bad %s, names it, and changes nothing', async (path, values) => {
    const before = await stateOfAll();
    for (const json of values) {
      const answer = await post(write, spoil(write, path, json));
      expectFailure(answer, 400, 'validation_failed');
      const paths = answer.body.error.details.issues.map((issue: { path: string }) => issue.path);
      expect(paths.join(), json.slice(0, 80)).toContain(path);
    }
    expect(await stateOfAll()).toEqual(before);
  });

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

  it.each(['[]', '[{}]', '"text"', 'null', '5', 'true'])('wants an object, not %s', async (body) => {
    await expectRefused(() => post(write, body), 400, 'validation_failed');
  });

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
    const chunks = body.match(/[^]{1,1000}/g) ?? [];
    const streamed = () => ReadableStream.from(chunks).pipeThrough(new TextEncoderStream());
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
    expect(error.details.issues[0].path).toBe('custom_data');
  }
  const swap = `{"kept":null,"more":"${'m'.repeat(1100)}"}`;
  const swapped = await post('update', spoil('update', 'custom_data', swap));
  expect(swapped.body.data.custom_data).toEqual({ more: 'm'.repeat(1100) });
});

it('keeps a session from those who name another site, and its id from being taken', async () => {
  const foreign = { site_id: other_id };
  const at = (write: Write) => post(write, JSON.stringify({ ...WRITES[write].body(), ...foreign }));
  await expectRefused(() => at('create'), 409, 'session_conflict');
  for (const write of ['update', 'end', 'identify'] as const) {
    await expectRefused(() => at(write), 404, 'session_not_found');
  }
  await expectRefused(() => read(session_id, other_id), 404, 'session_not_found');
});

it('knows no unknown session, and stores nothing under its id', async () => {
  const named = JSON.stringify({ site_id, session_id: UNKNOWN, email: 'new@example.com' });
  const post = (method: string, path: string, body = named) => () =>
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
  expect(error.details.issues.map((issue: { path: string }) => issue.path).join()).toBe(paths);
});

it.each(['x', '%00', '%E0%A4%A', "'--", `${UNKNOWN}0`, 'a'.repeat(5000)])(
  'identify refuses the session id %s in its path',
  async (id) => {
    const sent = () =>
      request(`${PATH}/${id}/identify`, { method: 'POST', body: '{"name":"Ada"}' });
    const error = await expectRefused(sent, 400, 'validation_failed');
    expect(error.details.issues[0].path).toBe('session_id');
  },
);

it('identify wants a lead_id, an email or a name', async () => {
  for (const body of ['{}', '{"phone":"1"}', '{"lead_id":null,"email":null,"name":null}']) {
    await expectRefused(() => post('identify', body), 400, 'validation_failed');
  }
});

it.each([
  ['PATCH', PATH, 'GET, POST, PUT, DELETE'],
  ...['GET', 'PUT', 'PATCH', 'DELETE'].map((method) => [method, `${PATH}/end`, 'POST']),
  ...['GET', 'PUT', 'DELETE'].map((method) => [method, `${PATH}/${UNKNOWN}/identify`, 'POST']),
  ['POST', '/healthz', 'GET'],
])('answers %s %s with 405 and the methods allowed', async (method, path, allowed) => {
  const sent = () => request(path, { method, headers: asAdmin });
  const before = await stateOfAll();
  const answer = await sent();
  expectFailure(answer, 405, 'method_not_allowed');
  expect(answer.headers.get('allow')).toBe(allowed);
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
