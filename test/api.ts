import { env } from 'cloudflare:workers';
import { expect } from 'vitest';
import type { FailureCode } from '../src/http/errors';
import type { LeadId, SiteId } from '../src/ids/uuid';
import type { Lead } from '../src/leads/lead';
import type { ExitType } from '../src/session/life/session';
import type { SessionView } from '../src/session/life/view';
import type { KeyInfo } from '../src/sites/keys';
import type { Site } from '../src/sites/schema';
import { RECORDS } from './rig/records';
import { ask } from './support/ask';

/** A session as all five endpoints show it. */
export type Shown = SessionView & { session_url: string };
export type Opened = Shown & { is_new_session: boolean; reopened: boolean };
/** `lead`: to servers only; what D1 alone knows of it is null while D1 is down. */
export type Read = Shown & { lead?: ShownLead | null };
export type ShownLead = {
  id: LeadId;
  email: string | null;
  name: string | null;
  status: Lead['status'] | null;
};
/** `is_new_lead`: to servers only. */
export type Identified = Shown & {
  lead_id: LeadId;
  identified_at: number;
  task_id: string | null;
  is_new_lead?: boolean;
};

type Success<T> = {
  success: true;
  data: T;
  meta: { api_version: '1.0'; server_time: number; processing_time: number };
};
type Failure = {
  success: false;
  error: { code: FailureCode; message: string; details: Details; request_id: string };
};
/** What a refusal adds for programs: by its code. */
type Details = {
  issues?: { path: string; message: string }[];
  ended_at?: number | null;
  exit_type?: ExitType | null;
  resumable_until?: number;
  lead_id?: string | null;
};

/** What came over the wire. To ask a failure for `data`, or a success for `error`, fails the test. */
export class Answer<T = unknown> {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly body: Success<T> | Failure | null,
  ) {}

  get data(): T {
    if (this.body?.success) return this.body.data;
    throw new Error(`${this.status} has no data: ${JSON.stringify(this.body)}`);
  }

  get meta(): Success<T>['meta'] {
    if (this.body?.success) return this.body.meta;
    throw new Error(`${this.status} has no times: ${JSON.stringify(this.body)}`);
  }

  get error(): Failure['error'] {
    if (this.body?.success === false) return this.body.error;
    throw new Error(`${this.status} has no error: ${JSON.stringify(this.body)}`);
  }

  /** Null where nothing failed. */
  get code(): FailureCode | null {
    return this.body?.success === false ? this.body.error.code : null;
  }
}

export const ADMIN_KEY = 'test-admin-key';
export const BROWSER =
  'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36';

const ORIGIN = 'https://sessions.test';

export async function request<T = unknown>(
  path: string,
  init: RequestInit = {},
): Promise<Answer<T>> {
  const headers = new Headers(init.headers);
  if (!headers.has('user-agent')) headers.set('user-agent', BROWSER);
  const answer = await readAnswer<T>(
    await ask(new Request(`${ORIGIN}${path}`, { ...init, headers })),
  );
  if (answer.body?.success) expectOwnAddress(answer.data);
  return answer;
}

export async function readAnswer<T = unknown>(response: Response): Promise<Answer<T>> {
  const text = await response.text();
  return new Answer<T>(response.status, response.headers, text === '' ? null : JSON.parse(text));
}

/** A session in an answer has its own address in `session_url`. */
function expectOwnAddress(data: unknown): void {
  const { session_url, session_id, site_id }: Partial<Shown> = Object(data);
  if (session_url === undefined) return;
  const query = `session_id=${session_id}&site_id=${site_id}`;
  expect(session_url).toBe(`${ORIGIN}/api/visitors/session?${query}`);
}

export function send<T = unknown>(
  method: string,
  path: string,
  body: unknown,
  headers: HeadersInit = {},
) {
  return request<T>(path, {
    method,
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...Object.fromEntries(new Headers(headers)) },
  });
}

export const asAdmin = { authorization: `Bearer ${ADMIN_KEY}` };

/** A site open to all origins, unless settings say otherwise. */
export async function makeSite(settings: Record<string, unknown> = {}): Promise<SiteId> {
  const body = { name: 'Test', allowed_origins: ['*'], ...settings };
  const made = await send<Site>('POST', '/api/sites', body, asAdmin);
  expect(made.status).toBe(201);
  return made.data.site_id;
}

export async function makeKey(
  siteId: string,
  scope: KeyInfo['scope'] = 'all',
): Promise<KeyInfo & { key: string }> {
  const path = `/api/sites/${siteId}/keys`;
  return (await send<KeyInfo & { key: string }>('POST', path, { name: 'test', scope }, asAdmin))
    .data;
}

export const open = (body: Record<string, unknown>, headers: HeadersInit = {}) =>
  send<Opened>('POST', '/api/visitors/session', body, headers);
export const update = (body: Record<string, unknown>, headers: HeadersInit = {}) =>
  send<Shown>('PUT', '/api/visitors/session', body, headers);
export const end = (body: Record<string, unknown>, headers: HeadersInit = {}) =>
  send<Shown>('POST', '/api/visitors/session/end', body, headers);
export const identify = (id: string, body: Record<string, unknown>, headers: HeadersInit = {}) =>
  send<Identified>('POST', `/api/visitors/session/${id}/identify`, body, headers);
export const read = (sessionId: string, siteId: string, headers: HeadersInit = {}) =>
  request<Read>(`/api/visitors/session?session_id=${sessionId}&site_id=${siteId}`, { headers });

/** The record as D1 has it, or null. */
export function recordOf(sessionId: string) {
  return env.DB.prepare(`SELECT * FROM ${RECORDS} WHERE session_id = ?`)
    .bind(sessionId)
    .first<Record<string, string | number | null>>();
}

/** A failing answer: its status and code, the exact shape of the envelope, and the id of the request in both places. */
export function expectFailure(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, code: answer.code, body: answer.body }).toEqual({
    status,
    code,
    body: {
      success: false,
      error: {
        code,
        message: expect.stringMatching(/\S/),
        details: expect.any(Object),
        request_id: expect.stringMatching(/\S/),
      },
    },
  });
  expect(answer.headers.get('x-request-id')).toBe(answer.error.request_id);
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
