import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Answered, type Asked, findFaults } from './check';
import { readContract } from './document';

const contract = readContract(
  readFileSync(path.join(import.meta.dirname, '../../src/assets/openapi.json'), 'utf8'),
);
const SITE = '5eed0000-0000-4000-8000-000000000001';
const SESSION = '01a20a16-7c9d-7b52-9a51-0c6f1d2e3f40';
const URL = 'https://sessions.test';

const asked = (changes: Partial<Asked> = {}): Asked => ({
  method: 'DELETE',
  url: `${URL}/api/visitors/session?session_id=${SESSION}&site_id=${SITE}`,
  headers: new Headers({ authorization: 'Bearer key' }),
  body: '',
  ...changes,
});
const HEADERS = {
  'content-type': 'application/json',
  'x-request-id': 'one',
  'cache-control': 'no-store',
};
const answered = (data: object, changes: Partial<Answered> = {}): Answered => ({
  status: 200,
  headers: new Headers(HEADERS),
  body: JSON.stringify({
    success: true,
    data,
    meta: { api_version: '1.0', server_time: 1_795_465_603_105, processing_time: 4 },
  }),
  ...changes,
});
const ERASED = { session_id: SESSION, erased: true };
const refused = (status: number, code: string, details = {}): Answered =>
  answered(ERASED, {
    status,
    body: JSON.stringify({
      success: false,
      error: { code, message: 'No.', details, request_id: 'one' },
    }),
  });
const faults = (ask: Asked, answer: Answered) => findFaults(contract, ask, answer).join('\n');

describe('an exchange', () => {
  it('is taken as the document has it', () => {
    expect(faults(asked(), answered(ERASED))).toBe('');
    expect(faults(asked(), refused(404, 'session_not_found'))).toBe('');
    expect(faults(asked({ url: `${URL}/nowhere` }), refused(404, 'not_found'))).toBe('');
    expect(faults(...otherMethod('DELETE, GET'))).toBe('');
    expect(faults(...preflight())).toBe('');
  });

  it.each<[what: string, fault: RegExp, ask: Asked, answer: Answered]>([
    ['a field that is not named', /"more"/, asked(), answered({ ...ERASED, more: 1 })],
    ['a field that is missing', /"erased"/, asked(), answered({ session_id: SESSION })],
    ['a field of another type', /uuid/, asked(), answered({ ...ERASED, session_id: 'one' })],
    ['a field of the envelope', /"more"/, asked(), answered(ERASED, { body: withMore() })],
    ['a status', /answers 202/, asked(), answered(ERASED, { status: 202 })],
    ['a code of another operation', /any subschemas/, asked(), refused(404, 'lead_not_found')],
    ['details that are not named', /"more"/, asked(), refused(401, 'unauthorized', { more: 1 })],
    [
      'a header',
      /x-more is not/,
      asked(),
      answered(ERASED, { headers: headers({ 'x-more': '1' }) }),
    ],
    [
      'a missing header',
      /x-request-id is missing/,
      asked(),
      answered(ERASED, { headers: headers({ 'x-request-id': '' }) }),
    ],
    [
      'another type of content',
      /text\/html/,
      asked(),
      answered(ERASED, { headers: headers({ 'content-type': 'text/html' }) }),
    ],
    ['a path', /not 404/, asked({ url: `${URL}/nowhere` }), answered(ERASED)],
    ['a method', /not 405/, asked({ method: 'PATCH' }), answered(ERASED)],
    [
      'the code of a path that is not there',
      /AnyOtherPath: #\/error\/code/,
      asked({ url: `${URL}/nowhere` }),
      refused(404, 'session_not_found'),
    ],
    ['other methods than those of the path', /Allow is GET, not DELETE/, ...otherMethod('GET')],
    ['a missing Allow', /header allow is missing/, ...otherMethod('')],
    ['a preflight with a body', /there is a body/, ...preflight({}, 'x')],
    [
      'a preflight that allows less than pages may send',
      /does not allow PUT/,
      ...preflight({ 'access-control-allow-methods': 'GET,POST,OPTIONS' }),
    ],
    [
      'a preflight that is answered to another page',
      /is answered to https:\/\/evil.example/,
      ...preflight({ 'access-control-allow-origin': 'https://evil.example' }),
    ],
    [
      'a preflight without its age',
      /access-control-max-age is missing/,
      ...preflight({ 'access-control-max-age': '' }),
    ],
    ['a call without a key', /no key/, asked({ headers: new Headers() }), answered(ERASED)],
    [
      'a missing parameter',
      /site_id was not given/,
      asked({ url: `${URL}/api/visitors/session?session_id=${SESSION}` }),
      answered(ERASED),
    ],
    [
      'a parameter of another type',
      /uuid/,
      asked({ url: `${URL}/api/visitors/session?session_id=1&site_id=${SITE}` }),
      answered(ERASED),
    ],
    [
      'a parameter that is not named',
      /more is not/,
      listing('more=1'),
      answered({ tasks: [], next: null }),
    ],
    [
      'a number out of its limits',
      /201 is greater than 200/,
      listing('limit=201'),
      answered({ tasks: [], next: null }),
    ],
    ['a body that is none', /its body is no JSON/, { ...naming(''), body: '' }, answered({})],
    ['a body that is not allowed', /too long/, naming('x'.repeat(257)), answered({})],
  ])('is refused for %s', (_what, fault, ask, answer) => {
    expect(faults(ask, answer)).toMatch(fault);
  });
});

function withMore(): string {
  return answered(ERASED).body.replace('"success":true', '"success":true,"more":1');
}

function headers(changes: Record<string, string>): Headers {
  const all = Object.entries({ ...HEADERS, ...changes }).filter(([, value]) => value !== '');
  return new Headers(all);
}

/** Of a path for servers. */
function otherMethod(allow: string): [Asked, Answered] {
  const answer = refused(405, 'method_not_allowed');
  const url = `${URL}/api/visitors/${SESSION}`;
  return [asked({ method: 'PATCH', url }), { ...answer, headers: headers({ allow }) }];
}

function preflight(changes: Record<string, string> = {}, body = ''): [Asked, Answered] {
  const told = headers({
    'content-type': '',
    vary: 'Origin, Access-Control-Request-Headers',
    'access-control-allow-origin': 'https://shop.example',
    'access-control-allow-credentials': 'true',
    'access-control-allow-methods': 'GET,POST,PUT,OPTIONS',
    'access-control-allow-headers':
      'content-type,authorization,x-api-key,x-sa-api-key,x-request-id,x-requested-with',
    'access-control-max-age': '86400',
    ...changes,
  });
  const asking = new Headers({ origin: 'https://shop.example' });
  return [
    asked({ method: 'OPTIONS', headers: asking }),
    answered({}, { status: 204, headers: told, body }),
  ];
}

function listing(query: string): Asked {
  return asked({ method: 'GET', url: `${URL}/api/tasks?${query}` });
}

function naming(name: string): Asked {
  const headers = new Headers({ authorization: 'Bearer key', 'content-type': 'application/json' });
  const body = JSON.stringify({ name });
  return asked({ method: 'PATCH', url: `${URL}/api/leads/${SESSION}`, headers, body });
}

const TESTS = path.join(import.meta.dirname, '..');

/** The files of `test` that do so. */
function listThose(calling: RegExp): string[] {
  return readdirSync(TESTS, { recursive: true, encoding: 'utf8' })
    .map((file) => file.replaceAll(path.sep, '/'))
    .filter((file) => file.endsWith('.ts') && file !== 'contract/check.pure.test.ts')
    .filter((file) => calling.test(readFileSync(path.join(TESTS, file), 'utf8')))
    .sort();
}

/** The rigs and browsers ask a Worker that was built. Of `app.test.ts` one request has no address. */
const OTHERWISE =
  /^(bench|browser|chaos|engines|fuzz|proxies|rig|samples|support\/ask\.ts|app\.test\.ts)/;

it('all tests in workerd ask the app in the one way that is held to the document', () => {
  const asking = listThose(/exports\.default|\bapp\.(fetch|request)\(/);
  expect(asking.filter((file) => !OTHERWISE.test(file))).toEqual([]);
});

it('all rigs but those that measure start a Worker that holds to the document what it is asked', () => {
  const building = listThose(/\bbuildWorker\(/);
  // Chaos builds one that does harm, too; and only the Worker as it is deployed has MCP's module beside it.
  expect(building.filter((file) => !/^(bench|rig)\//.test(file))).toEqual([
    'chaos/run.ts',
    'mcp/routes-client.test.ts',
  ]);
  expect(listThose(/\bservice\.fetch\(/).filter((file) => !file.startsWith('bench/'))).toEqual(
    listThose(/\bwatch\(request, \w+, \(watched\) => service\.fetch\(watched, /),
  );
});
