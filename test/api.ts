import { env, exports } from 'cloudflare:workers';
import { expect } from 'vitest';
import { RECORDS } from './rig/records';

/** Any JSON, to look into: tests assert on what came over the wire. */
// biome-ignore lint/suspicious/noExplicitAny: answers are looked at, not relied on
export type Answer = { status: number; headers: Headers; body: any };

export const ADMIN_KEY = 'test-admin-key';
export const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

const ORIGIN = 'https://sessions.test';

/** Whatever the answer, a session in it says where it is to be read: under its own ids. */
export async function request(path: string, init: RequestInit = {}): Promise<Answer> {
  const headers = new Headers(init.headers);
  if (!headers.has('user-agent')) headers.set('user-agent', BROWSER);
  const response = await exports.default.fetch(`${ORIGIN}${path}`, { ...init, headers });
  const text = await response.text();
  const body = text === '' ? null : JSON.parse(text);
  if (body?.data?.session_url !== undefined) {
    const { session_url, session_id, site_id } = body.data;
    const query = `session_id=${session_id}&site_id=${site_id}`;
    expect(session_url).toBe(`${ORIGIN}/api/visitors/session?${query}`);
  }
  return { status: response.status, headers: response.headers, body };
}

export function send(method: string, path: string, body: unknown, headers: HeadersInit = {}) {
  return request(path, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...Object.fromEntries(new Headers(headers)) },
  });
}

export const asAdmin = { authorization: `Bearer ${ADMIN_KEY}` };

/** A site open to all origins, unless told otherwise. */
export async function makeSite(settings: Record<string, unknown> = {}): Promise<string> {
  const { body, status } = await send(
    'POST',
    '/api/sites',
    { name: 'Test', allowed_origins: ['*'], ...settings },
    asAdmin,
  );
  expect(status).toBe(201);
  return body.data.site_id;
}

export async function makeKey(siteId: string): Promise<{ key: string; key_id: string }> {
  const { body } = await send('POST', `/api/sites/${siteId}/keys`, { name: 'test' }, asAdmin);
  return body.data;
}

export const open = (body: Record<string, unknown>, headers: HeadersInit = {}) =>
  send('POST', '/api/visitors/session', body, headers);
export const update = (body: Record<string, unknown>, headers: HeadersInit = {}) =>
  send('PUT', '/api/visitors/session', body, headers);
export const end = (body: Record<string, unknown>, headers: HeadersInit = {}) =>
  send('POST', '/api/visitors/session/end', body, headers);
export const identify = (id: string, body: Record<string, unknown>, headers: HeadersInit = {}) =>
  send('POST', `/api/visitors/session/${id}/identify`, body, headers);
export const read = (sessionId: string, siteId: string, headers: HeadersInit = {}) =>
  request(`/api/visitors/session?session_id=${sessionId}&site_id=${siteId}`, { headers });

/** The record as D1 has it, or null. */
export function recordOf(sessionId: string) {
  return env.DB.prepare(`SELECT * FROM ${RECORDS} WHERE session_id = ?`)
    .bind(sessionId)
    .first<Record<string, string | number | null>>();
}

/** A failing answer: its status and code, the exact shape of the envelope, and the id of the request in both places. */
export function expectFailure(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.body?.error?.code, said: answer.body }).toEqual({
    status,
    code,
    said: {
      success: false,
      error: {
        code,
        message: expect.stringMatching(/\S/),
        details: expect.any(Object),
        request_id: expect.stringMatching(/\S/),
      },
    },
  });
  expect(answer.headers.get('x-request-id')).toBe(answer.body.error.request_id);
  expect(answer.headers.get('content-type')).toMatch(/^application\/json/);
}

/** How many rows each table has. */
export async function countRows(): Promise<Record<string, number>> {
  const tables = ['sites', 'api_keys', 'sessions', 'leads', 'visitor_leads', 'tasks'];
  const results = await env.DB.batch<{ n: number }>(
    tables.map((table) => env.DB.prepare(`SELECT COUNT(*) AS n FROM ${table}`)),
  );
  return Object.fromEntries(tables.map((table, i) => [table, results[i]?.results[0]?.n ?? -1]));
}
