/** What holds for every answer, whatever was asked. */
import assert from 'node:assert/strict';
import { describeFailure, type FailureCode } from '../../src/http/errors.ts';
import type { View } from './actors.ts';
import { isPlain } from './documented.ts';
import { MARK } from './mutations.ts';
import { LONGEST_TEXT } from './operations.ts';
import type { Answer, Sent } from './send.ts';
import { isKnownPath, pathsOf } from './stage.ts';

const INTERNALS =
  /\b(Type|Reference|Range|Syntax|Zod)Error\b|\bzod\b|SQLITE|\bD1_|\b(SELECT|INSERT INTO|UPDATE \w+ SET)\b|\.[jt]s:\d|\n\s+at |internal error|\[object /;

/** Answers with the code of a failure, or null. */
export function checkAnswer(sent: Sent, answer: Answer): FailureCode | null {
  const { status, headers, text } = answer;
  assert.ok(status < 500, `status ${status}`);
  checkRequestId(sent, answer);
  checkCors(sent, answer);
  // Lists and reports name the parameter that they do not know.
  const told = text
    .replace(/Unrecognized keys?: (\\"\S+\\"(, )?)+/g, '')
    .replace(/\S+: There is no such parameter/g, '')
    .replace(/"path":"[^"]*","message":"There is no such parameter/g, '');
  const echoed = `${JSON.stringify(headers)} ${told}`.toLowerCase();
  assert.ok(!echoed.includes(MARK), 'an unknown field is echoed');
  if (sent.method === 'HEAD' || status === 204) {
    assert.equal(text, '', 'a body where there is none');
    return null;
  }
  if (isPlain(sent, answer)) {
    if (headers['content-disposition'] !== undefined) checkFile(answer);
    return null;
  }
  assert.match(headers['content-type'] ?? '', /^application\/json\b/);
  const body = JSON.parse(text);
  if (status < 300) {
    checkSuccess(answer, body);
    return null;
  }
  return checkFailure(answer, body);
}

/** A file with no line cut off. */
function checkFile({ headers, text }: Answer): void {
  const type = headers['content-type'];
  assert.match(headers['content-disposition'] ?? '', /^attachment; filename="[\w.-]+"$/);
  if (type === 'text/csv; charset=utf-8') {
    assert.match(text, /^session_id,[^"\r]*\r\n(.*\r\n)?$/s);
    return;
  }
  assert.equal(type, 'application/x-ndjson');
  assert.match(text, /^(|.*\n)$/s);
  for (const line of text.split('\n').slice(0, -1)) {
    assert.equal(typeof JSON.parse(line).session_id, 'string');
  }
}

function checkSuccess({ status }: Answer, body: Record<string, unknown>): void {
  assert.ok(status === 200 || status === 201, `status ${status}`);
  assert.deepEqual(Object.keys(body).sort(), ['data', 'meta', 'success']);
  assert.equal(body.success, true);
  assert.equal(typeof body.data, 'object');
  const meta = Object(body.meta);
  assert.deepEqual(Object.keys(meta).sort(), ['api_version', 'processing_time', 'server_time']);
}

function checkFailure({ status, headers }: Answer, body: Record<string, unknown>): FailureCode {
  assert.deepEqual(Object.keys(body).sort(), ['error', 'success']);
  assert.equal(body.success, false);
  const error = Object(body.error);
  assert.deepEqual(Object.keys(error).sort(), ['code', 'details', 'message', 'request_id']);
  assert.equal(status, statusOf(error.code), `the status of ${error.code}`);
  assert.equal(error.request_id, headers['x-request-id']);
  assert.match(error.message, /\S/);
  assert.doesNotMatch(JSON.stringify(body), INTERNALS);
  assert.ok(typeof error.details === 'object' && error.details !== null, 'details are an object');
  if (error.code === 'validation_failed') checkIssues(error.details);
  if (status === 405) assert.match(headers.allow ?? '', /^[A-Z]+(, [A-Z]+)*$/);
  if (status === 429) assert.match(headers['retry-after'] ?? '', /^\d+$/);
  return error.code;
}

function checkIssues(details: Record<string, unknown>): void {
  assert.deepEqual(Object.keys(details), ['issues']);
  assert.ok(Array.isArray(details.issues) && details.issues.length > 0, 'issues are listed');
  for (const issue of details.issues) {
    assert.deepEqual(Object.keys(issue).sort(), ['message', 'path']);
    assert.equal(typeof issue.path, 'string');
    assert.match(issue.message, /\S/);
  }
}

function statusOf(code: unknown): number {
  try {
    return describeFailure(code as FailureCode).status;
  } catch {
    assert.fail(`the code ${JSON.stringify(code)} is not in the table`);
  }
}

function checkRequestId(sent: Sent, { headers }: Answer): void {
  const id = headers['x-request-id'];
  assert.match(String(id), /^[\w=-]{1,64}$/, 'X-Request-Id');
  const own = headerOf(sent, 'x-request-id');
  if (own !== null && /^[\w=-]{1,64}$/.test(own)) assert.equal(id, own);
}

/** The paths of the five endpoints as they are written; of others nothing is expected but consistency. */
const OPEN_TO_PAGES = /^\/api\/visitors\/session(\/end|\/[\w-]+\/identify)?$/;

function checkCors(sent: Sent, { status, headers }: Answer): void {
  const origin = headerOf(sent, 'origin');
  const allowed = headers['access-control-allow-origin'];
  const path = sent.target.split('?', 1)[0] ?? '';
  const isOpen = OPEN_TO_PAGES.test(path) && sent.method !== 'DELETE';
  // How bytes beyond ASCII are read is the runtime's business.
  // Nor how several headers are joined when one of them is empty.
  const isJoined = origin?.split(',').some((part) => part.trim() === '') ?? false;
  const isPlain = origin === null || /^[\x20-\x7e]*$/.test(origin);
  if (isOpen && isPlain && !isJoined)
    assert.equal(allowed, origin || undefined, 'the origin allowed');
  if (/^\/(api\/(sites|sessions|reports|leads|tasks|dashboard)|healthz|$)/.test(path))
    assert.equal(allowed, undefined, 'an origin allowed');
  if (allowed !== undefined) {
    assert.match(String(headers.vary), /\bOrigin\b/i);
    assert.equal(headers['access-control-allow-credentials'], 'true');
  }
  if (isOpen && sent.method === 'OPTIONS') {
    assert.equal(status, 204);
    assert.equal(headers['access-control-max-age'], '86400');
  }
}

/** A header as `Headers` gives it; null when it was not sent. */
function headerOf(sent: Sent, name: string): string | null {
  const lines = sent.headers.filter(([other]) => other.toLowerCase() === name);
  if (lines.length === 0) return null;
  const trim = (value: string) => value.replace(/^[ \t]+|[ \t]+$/g, '');
  return trim(lines.map(([, value]) => trim(value)).join(', '));
}

/** A session as it is shown: with no field but the known ones, and nothing longer than any field may be. */
export function checkView(view: View, knownPaths: Set<string>): void {
  const unknown = pathsOf(view).filter((path) => !isKnownPath(path, knownPaths));
  assert.deepEqual(unknown, [], 'fields that no clean session has');
  for (const text of textsIn(view)) assert.ok(text.isWellFormed(), 'an unpaired surrogate');
  assert.doesNotMatch(JSON.stringify(view), /"__proto__":/);
  const { session_url, custom_data, consent, ...fields } = view;
  const query = `?session_id=${fields.session_id}&site_id=${fields.site_id}`;
  assert.ok(String(session_url).endsWith(query), 'read under other ids than its own');
  for (const text of textsIn(fields)) {
    assert.ok(text.length <= LONGEST_TEXT, `${text.length} characters: ${text.slice(0, 60)}…`);
  }
  for (const own of [custom_data, consent])
    assert.ok(Buffer.byteLength(JSON.stringify(own)) <= 4096, 'over 4 KiB of a caller’s own data');
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const FIXED = ['session_id', 'site_id', 'visitor_id', 'started_at', 'landing_url', 'referrer'];
const NEVER_FALLING = [
  ...['page_views', 'active_time', 'last_activity_at', 'reopened_count'],
  ...['engaged', 'identified_at'],
];

/** What holds of a session from one request to the next, whatever it was. */
export function checkGoesOn(before: View, after: View): void {
  assert.deepEqual(Object.keys(after), Object.keys(before), 'other fields than before');
  for (const field of FIXED) assert.equal(after[field], before[field], `another ${field}`);
  for (const field of NEVER_FALLING) {
    const [was, is] = [Number(before[field]), Number(after[field])];
    assert.ok(is >= was, `${field} fell from ${was} to ${is}`);
  }
  if (before.lead_id !== null) assert.notEqual(after.lead_id, null, 'the lead is gone');
  assert.equal(after.status, after.ended_at === null ? 'active' : 'ended');
  const span = Number(after.ended_at ?? after.last_activity_at) - Number(after.started_at);
  const [duration, activeTime] = [Number(after.duration), Number(after.active_time)];
  assert.ok(activeTime >= 0 && activeTime <= duration && duration <= span, 'times do not add up');
  assert.equal(after.idle_time, duration - activeTime);
}
