import { beforeAll, describe, expect, it } from 'vitest';
import {
  asAdmin,
  end,
  identify,
  makeSite,
  type Opened,
  open,
  read,
  request,
  send,
  update,
} from '../api';

const PATH = '/api/visitors/session';
const UNKNOWN = '0199aaaa-0000-7000-8000-000000000002';
const ORIGIN = 'https://shop.example';
const FIVE: [string, string][] = [
  ['POST', PATH],
  ['GET', `${PATH}?session_id=${UNKNOWN}&site_id=${UNKNOWN}`],
  ['PUT', PATH],
  ['POST', `${PATH}/end`],
  ['POST', `${PATH}/${UNKNOWN}/identify`],
];

let site_id: string;
beforeAll(async () => {
  site_id = await makeSite({ allowed_origins: [ORIGIN] });
});

const words = (header: string | null) =>
  (header ?? '').split(',').map((word) => word.trim().toLowerCase());

function expectOpenTo(headers: Headers, origin: string) {
  expect(headers.get('access-control-allow-origin')).toBe(origin);
  expect(headers.get('access-control-allow-credentials')).toBe('true');
  expect(words(headers.get('vary'))).toContain('origin');
  expect(headers.get('set-cookie')).toBeNull();
}

describe.each(FIVE)('%s %s', (method, path) => {
  it.each([ORIGIN, 'https://evil.example', 'http://localhost:3000', 'null'])(
    'may be preflighted from %s',
    async (origin) => {
      const { status, headers, body } = await request(path, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'content-type,authorization,x-api-key,x-request-id',
        },
      });
      expect([status, body]).toEqual([204, null]);
      expectOpenTo(headers, origin);
      expect(words(headers.get('access-control-allow-methods'))).toContain(method.toLowerCase());
      expect(words(headers.get('access-control-allow-headers')).sort()).toEqual([
        'authorization',
        'content-type',
        'x-api-key',
        'x-request-id',
        'x-requested-with',
        'x-sa-api-key',
      ]);
      expect(headers.get('access-control-max-age')).toBe('86400');
      expect(headers.get('x-request-id')).toMatch(/\S/);
    },
  );

  it('lets a page read its errors', async () => {
    const init = { method, headers: { origin: ORIGIN, 'content-type': 'application/json' } };
    const answer = await request(path, method === 'GET' ? init : { ...init, body: '{' });
    expect(answer.status).toBe(method === 'GET' ? 404 : 400);
    expectOpenTo(answer.headers, ORIGIN);
    expect(words(answer.headers.get('access-control-expose-headers'))).toEqual(
      expect.arrayContaining(['x-request-id', 'retry-after']),
    );
  });
});

it('answers the page with its own origin, from creation to the end', async () => {
  const page = { origin: ORIGIN };
  const opened = await open({ site_id }, page);
  const { session_id } = opened.data;
  const answers = [
    opened,
    await read(session_id, site_id, page),
    await update({ site_id, session_id, page_views: 2 }, page),
    await identify(session_id, { site_id, name: 'Ada' }, page),
    await end({ session_id }, page),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200]);
  for (const { headers } of answers) expectOpenTo(headers, ORIGIN);
});

it('lets a page of another origin read that it is refused', async () => {
  const { status, headers, code } = await open({ site_id }, { origin: 'https://evil.example' });
  expect([status, code]).toEqual([403, 'origin_not_allowed']);
  expectOpenTo(headers, 'https://evil.example');
});

it('lets a page read the errors 405 and 415', async () => {
  const page = { origin: ORIGIN };
  const wrong = await request(`${PATH}/end`, { method: 'PUT', headers: page });
  expect(wrong.status).toBe(405);
  expectOpenTo(wrong.headers, ORIGIN);
  const image = { method: 'POST', headers: { ...page, 'content-type': 'image/png' }, body: 'x' };
  const unsupported = await request(PATH, image);
  expect(unsupported.status).toBe(415);
  expectOpenTo(unsupported.headers, ORIGIN);
});

it('allows no origin when the request has none', async () => {
  await open({ site_id: UNKNOWN }, { origin: ORIGIN });
  const { headers } = await open({ site_id }, asAdmin);
  expect(headers.get('access-control-allow-origin')).toBeNull();
  expect(headers.get('access-control-allow-credentials')).toBeNull();
  expect(words(headers.get('vary'))).toContain('origin');
});

it('sends no header with a success that only a failure needs', async () => {
  const page = { origin: ORIGIN };
  const opened = await open({ site_id }, page);
  await update({ site_id, session_id: UNKNOWN }, page);
  const { headers } = await read(opened.data.session_id, site_id, page);
  expect([...headers.keys()].filter((name) => name !== 'content-length').sort()).toEqual([
    'access-control-allow-credentials',
    'access-control-allow-origin',
    'cache-control',
    'content-type',
    'vary',
    'x-request-id',
  ]);
});

it.each([
  ['GET', '/'],
  ['GET', '/healthz'],
  ['GET', '/nowhere'],
  ['GET', '/api/sites'],
  ['OPTIONS', '/api/sites'],
  ['OPTIONS', `/api/sites/${UNKNOWN}/keys`],
  ['DELETE', `${PATH}?session_id=${UNKNOWN}&site_id=${UNKNOWN}`],
  ['OPTIONS', `/api/visitors/${UNKNOWN}`],
  ['DELETE', `/api/visitors/${UNKNOWN}?site_id=${UNKNOWN}`],
])('allows no page at %s %s', async (method, path) => {
  for (const key of [{}, asAdmin]) {
    const asked = { 'access-control-request-method': 'DELETE' };
    const { headers } = await request(path, {
      method,
      headers: { ...key, ...asked, origin: ORIGIN },
    });
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('access-control-allow-credentials')).toBeNull();
  }
});

it('does not offer erasure to pages', async () => {
  const { headers } = await request(PATH, {
    method: 'OPTIONS',
    headers: { origin: ORIGIN, 'access-control-request-method': 'DELETE' },
  });
  expect(words(headers.get('access-control-allow-methods'))).not.toContain('delete');
});

it('reads no cookie: one changes nothing', async () => {
  const cookie = `session_id=${UNKNOWN}; visitor_id=${UNKNOWN}; authorization=test-admin-key`;
  const refused = await send('POST', PATH, { site_id }, { cookie });
  expect([refused.status, refused.error.code]).toEqual([401, 'unauthorized']);
  const opened = await send<Opened>('POST', PATH, { site_id }, { cookie, origin: ORIGIN });
  expect(opened.status).toBe(201);
  expect(opened.data.visitor_id).not.toBe(UNKNOWN);
});
