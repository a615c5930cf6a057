import type { Context } from 'hono';
import type { App } from './context';
import { describeFailure, type Failure } from './errors';

/** The success envelope. */
export function succeed(c: Context<App>, data: unknown, status: 200 | 201 = 200) {
  return succeedText(c, JSON.stringify(data), status);
}

/** The success envelope around `data` that is JSON text already. Times are milliseconds. */
export function succeedText(c: Context<App>, data: string, status: 200 | 201 = 200) {
  const server_time = Date.now();
  const meta = {
    api_version: '1.0',
    server_time,
    processing_time: server_time - c.get('receivedAt'),
  };
  return answerJson(c, `{"success":true,"data":${data},"meta":${JSON.stringify(meta)}}`, status);
}

/** Adds fields to a JSON text that holds an object with other fields. */
export function addFields(text: string, fields: Record<string, unknown>): string {
  return `${text.slice(0, -1)},${JSON.stringify(fields).slice(1)}`;
}

/** The failure envelope. The code decides the status; nothing internal is ever put into it. */
export function fail(c: Context<App>, failure: Failure) {
  const { status, message } = describeFailure(failure.error);
  const error = {
    code: failure.error,
    message: failure.message ?? message,
    details: failure.details ?? {},
    request_id: c.get('requestId'),
  };
  const retry: Record<string, string> =
    status === 503 || status === 429 ? { 'Retry-After': '5' } : {};
  const body = JSON.stringify({ success: false, error });
  return answerJson(c, body, status, { ...retry, ...failure.headers });
}

/** An answer with the headers that every answer to this request carries. */
export function answer(
  c: Context<App>,
  body: string | null,
  status: number,
  headers: Record<string, string>,
) {
  return new Response(body, { status, headers: { ...c.get('headers'), ...headers } });
}

function answerJson(
  c: Context<App>,
  body: string,
  status: number,
  headers: Record<string, string> = {},
) {
  return answer(c, body, status, {
    'Content-Type': 'application/json',
    ...headers,
  });
}
