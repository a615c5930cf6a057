/**
 * Requests that no HTTP client would send, byte by byte over a socket. What is no valid HTTP is refused by the parser of
 * workerd (or of Cloudflare), with its own 4xx, 501 or 505, or by closing the connection: that is not ours, and is
 * accepted for such requests only. Whatever does reach us has to be answered as always.
 */
import assert from 'node:assert/strict';
import net from 'node:net';
import fc from 'fast-check';
import { checkAnswer } from './checks.ts';
import { checkDocumented } from './documented.ts';
import { MARK } from './mutations.ts';
import type { Played } from './play.ts';
import { type Answer, send } from './send.ts';
import { checkUnchanged, renewStage, type Stage } from './stage.ts';
import { resolveText } from './valid.ts';

type Message = { line: string; headers: string[]; body: string };
export type RawRequest = { how: string; isCutShort: boolean; message: Message };

const BODY = '{"site_id":"@{site_id}","page_views":5,"session_id":"@{session_id}"}';
const LENGTH = 'Content-Length: @{length}';
const HEAD = ['Host: localhost', 'Origin: https://shop.example', 'Content-Type: application/json'];
const line = (method: string, target = '/api/visitors/session', version = 'HTTP/1.1') =>
  `${method} ${target} ${version}`;
const good: Message = { line: line('PUT'), headers: [...HEAD, LENGTH], body: BODY };
const withLine = (text: string): Message => ({ ...good, line: text });
const withHeader = (...headers: string[]): Message => ({
  ...good,
  headers: [...HEAD, LENGTH, ...headers],
});
const withLength = (...headers: string[]): Message => ({ ...good, headers: [...HEAD, ...headers] });
const chunked = (body: string, ...headers: string[]): Message => ({
  line: line('PUT'),
  headers: [...HEAD, 'Transfer-Encoding: chunked', ...headers],
  body,
});

const MESSAGES: Record<string, Message> = {
  'a good one': good,
  'a bad one': { ...good, body: BODY.replace('5', '-5') },
  'a made-up method': withLine(line('FROB')),
  'a method in lower case': withLine(line('put')),
  'a CONNECT': withLine(line('CONNECT', 'localhost:80')),
  'a TRACE': withLine(line('TRACE')),
  'no version': withLine('PUT /api/visitors/session'),
  'version 0.9': withLine('GET /'),
  'version 1.0': withLine(line('PUT', undefined, 'HTTP/1.0')),
  'version 2.0': withLine(line('PUT', undefined, 'HTTP/2.0')),
  'a version of no HTTP': withLine(line('PUT', undefined, 'HTCPCP/1.0')),
  'a preface of HTTP/2': { line: 'PRI * HTTP/2.0', headers: [], body: 'SM\r\n\r\n' },
  'a blank in the target': withLine(line('PUT', '/api/visitors/ session')),
  'control characters in the target': withLine(line('PUT', '/api/\u0000\u0001/x')),
  'bytes beyond ASCII in the target': withLine(line('PUT', '/api/\u00ff\u00fe\u00c0')),
  'an asterisk for a target': withLine(line('OPTIONS', '*')),
  'an absolute target': withLine(line('PUT', 'http://localhost/api/visitors/session')),
  'a foreign absolute target': withLine(line('PUT', 'https://user:x@evil.example/')),
  'no target': withLine('PUT  HTTP/1.1'),
  'a target without a slash': withLine(line('GET', 'api/sites')),
  'two slashes': withLine(line('PUT', '//api//visitors/session')),
  'steps upwards': withLine(line('PUT', '/healthz/../api/visitors/./session/../../../x')),
  'a broken percent sign': withLine(line('GET', '/api/visitors/session?session_id=%&%E0%A4%A')),
  backslashes: withLine(line('PUT', '\\api\\visitors\\session')),
  'a long target': withLine(line('GET', `/${'a'.repeat(30_000)}`)),
  'a very long target': withLine(line('GET', `/?${'a=b&'.repeat(100_000)}`)),
  'no host': { ...good, headers: good.headers.slice(1) },
  'two hosts': withHeader('Host: evil.example'),
  'an odd host': { ...good, headers: ['Host: <script>@[::1:99999', ...good.headers.slice(1)] },
  'an empty host': { ...good, headers: ['Host:', ...good.headers.slice(1)] },
  'a header without a colon': withHeader('nonsense'),
  'a header without a name': withHeader(': nonsense'),
  'a blank before the colon': withHeader('X-Odd : 1'),
  'a folded header': withHeader('X-Odd: 1\r\n  2'),
  'a NUL in a header': withHeader('X-Odd: a\u0000b'),
  'control characters in a header': withHeader('X-Request-Id: a\u0007\u001b[31m'),
  'bytes beyond ASCII in headers': withHeader(
    'X-Request-Id: \u00ff\u00fe',
    'User-Agent: \u00e9\u00ff',
  ),
  'bytes beyond ASCII in the origin': withHeader(
    'Referer: \u00ff',
    'Accept-Language: \u00c3\u00a9\u00ff',
  ),
  'a carriage return in a header': withHeader('X-Request-Id: a\rX-Evil: 1'),
  'a long header': withHeader(`X-Odd: ${'a'.repeat(15_000)}`),
  'a very long header': withHeader(`X-Odd: ${'a'.repeat(300_000)}`),
  'thousands of headers': withHeader(
    ...Array.from({ length: 3_000 }, (_, n) => `X-Odd-${n}: ${MARK}`),
  ),
  'two content types': withHeader('Content-Type: text/plain'),
  'bare line feeds': withHeader('X-Odd: 1\nX-Odder: 2'),
  'an unknown header': withHeader(`X-Odd: ${MARK}`),
  'an expectation': withHeader('Expect: 100-continue'),
  'an unknown expectation': withHeader('Expect: a miracle'),
  'an upgrade': withHeader('Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: x'),
  'a body with GET': { ...good, line: line('GET', '/healthz') },
  'a body with HEAD': { ...good, line: line('HEAD', '/healthz') },
  'no length': withLength(),
  'a length too short': withLength('Content-Length: 10'),
  'a length too long': withLength('Content-Length: 9999'),
  'a length over the limit': withLength('Content-Length: 70000'),
  'a length beyond all numbers': withLength('Content-Length: 99999999999999999999999'),
  'a negative length': withLength('Content-Length: -1'),
  'a length that is none': withLength('Content-Length: abc'),
  'a fractional length': withLength('Content-Length: 1.5'),
  'an empty length': withLength('Content-Length:'),
  'two lengths': withLength('Content-Length: 10', LENGTH),
  'a list of lengths': withLength('Content-Length: 10, 20'),
  'a length and chunks': chunked('5\r\n{"a":\r\n0\r\n\r\n', 'Content-Length: 6'),
  'good chunks': chunked('2\r\n{}\r\n0\r\n\r\n'),
  'chunks without an end': chunked('2\r\n{}\r\n'),
  'a chunk of no size': chunked('zz\r\n{}\r\n0\r\n\r\n'),
  'a chunk of a negative size': chunked('-2\r\n{}\r\n0\r\n\r\n'),
  'a chunk larger than it says': chunked('1\r\n{}\r\n0\r\n\r\n'),
  'a chunk of all sizes': chunked('ffffffffffffffffff\r\n{}'),
  'chunks with extensions and trailers': chunked(
    `2;a="${MARK}"\r\n{}\r\n0\r\nX-Odd: ${MARK}\r\n\r\n`,
  ),
  'an unknown coding': withLength('Transfer-Encoding: gzip, nonsense'),
  'nothing at all': { line: '', headers: [], body: '' },
  'bytes of TLS': { line: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000', headers: [], body: '' },
};

/** Asked for as valid HTTP would be, so that nothing but our own answer will do. */
const VALID = [
  ...[
    'a good one',
    'a bad one',
    'an absolute target',
    'two slashes',
    'an unknown header',
    'good chunks',
  ],
  ...['a long header', 'bytes beyond ASCII in headers', 'bytes beyond ASCII in the origin'],
  ...['steps upwards', 'a broken percent sign', 'two content types', 'a length over the limit'],
];
/** What an HTTP server may say of what is no HTTP, beside 4xx. */
const PARSER_STATUSES = [501, 505];
/** The runtime looks for a `connect()` handler, which a Worker need not have, and answers 500 by itself. */
const RUNTIMES_METHOD = 'CONNECT';

export const rawRequest: fc.Arbitrary<RawRequest> = fc
  .tuple(fc.constantFrom(...Object.keys(MESSAGES)), fc.integer({ min: 0, max: 7 }))
  .map(([how, cut]) => ({ how, isCutShort: cut === 0, message: MESSAGES[how] ?? good }));

/** Each of them once and whole. */
export const EVERY_RAW: RawRequest[] = Object.entries(MESSAGES).map(([how, message]) => ({
  how,
  isCutShort: false,
  message,
}));

export async function playRaw(
  stage: Stage,
  { how, isCutShort, message }: RawRequest,
): Promise<Played> {
  const ids = { ...stage.ids, session_id: stage.sessions.live.session_id };
  const bytes = write(message, ids);
  const sent = isCutShort ? bytes.subarray(0, Math.ceil(bytes.length * 0.9)) : bytes;
  const text = await exchange(stage.service, sent);
  const answer = parseAnswer(text);
  const seen = `${how}${isCutShort ? ', cut short' : ''}: ${text.slice(0, 1_500)}`;
  try {
    const code = checkRaw(answer, message, VALID.includes(how) && !isCutShort);
    await checkDocumented(stage.service);
    const health = await send(stage.service, {
      method: 'GET',
      target: '/healthz',
      headers: [],
      body: null,
    });
    assert.equal(health.status, 200, 'the service is no longer there');
    if (answer !== null && answer.status >= 400) await checkUnchanged(stage, 'live');
    else await renewStage(stage, { state: 'live', operation: 'updateSession' });
    return { status: answer?.status ?? null, code };
  } catch (error) {
    await renewStage(stage, { state: 'live', operation: 'updateSession' }).catch(() => undefined);
    throw new Error(`${error instanceof Error ? error.message : error}\n\n${seen}`);
  }
}

/** Ours is known by the header that we put on every answer. */
function checkRaw(answer: Answer | null, message: Message, isValid: boolean): string | null {
  const [method = '', target = ''] = message.line.split(' ');
  if (answer === null || answer.headers['x-request-id'] === undefined) {
    assert.ok(!isValid, 'valid HTTP is not answered by us');
    const { status } = answer ?? { status: 400 };
    const isRuntimes = PARSER_STATUSES.includes(status) || method === RUNTIMES_METHOD;
    assert.ok(status < 500 || isRuntimes, `status ${status}`);
    return null;
  }
  const headers = message.headers.map((header): [string, string] => [
    header.split(':', 1)[0] ?? '',
    header.replace(/^[^:]*: */, ''),
  ]);
  return checkAnswer({ method, target, headers, body: null }, answer);
}

function write({ line, headers, body }: Message, ids: Record<string, string>): Buffer {
  const content = resolveText(body, ids);
  const length = String(Buffer.byteLength(content, 'latin1'));
  const head = [line, ...headers, 'Connection: close', '', ''].join('\r\n');
  return Buffer.from(resolveText(head, { ...ids, length }) + content, 'latin1');
}

const SILENCE_MS = 5_000;

/** Everything that comes back until the connection is closed. Ours is closed for writing at once. */
function exchange(service: URL, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = net.connect(Number(service.port), service.hostname, () => socket.end(bytes));
    const finish = () => resolve(Buffer.concat(chunks).toString('latin1'));
    socket.setTimeout(SILENCE_MS, () => socket.destroy());
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('error', finish);
    socket.on('close', finish);
  });
}

/** The first final answer; null when there is none. */
function parseAnswer(text: string): Answer | null {
  const final = text.replace(/^HTTP\/1\.1 1\d\d[\s\S]*?\r\n\r\n/, '');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(final)?.[1];
  const end = final.indexOf('\r\n\r\n');
  if (status === undefined || end < 0) return null;
  const lines = final.slice(0, end).split('\r\n').slice(1);
  const headers = Object.fromEntries(
    lines.map((header) => [
      header.slice(0, header.indexOf(':')).toLowerCase(),
      header.slice(header.indexOf(':') + 1).trim(),
    ]),
  );
  const rest = final.slice(end + 4);
  const body = headers['transfer-encoding'] === 'chunked' ? joinChunks(rest) : rest;
  const decoded = Buffer.from(body, 'latin1').toString();
  return {
    status: Number(status),
    headers,
    text: decoded.slice(0, Number(headers['content-length'] ?? decoded.length)),
  };
}

function joinChunks(text: string): string {
  const size = Number.parseInt(text, 16);
  if (!(size > 0)) return '';
  const start = text.indexOf('\r\n') + 2;
  return text.slice(start, start + size) + joinChunks(text.slice(start + size + 2));
}
