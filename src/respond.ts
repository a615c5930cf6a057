import type { Context } from 'hono';
import type { App } from './context';
import { describeFailure, type Failure } from './errors';

/** The success envelope. Times are milliseconds. */
export function succeed(c: Context<App>, data: unknown, status: 200 | 201 = 200) {
  const server_time = Date.now();
  const meta = {
    api_version: '1.0',
    server_time,
    processing_time: server_time - c.get('receivedAt'),
  };
  return answerJson(c, { success: true, data, meta }, status);
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
  return answerJson(c, { success: false, error }, status, { ...retry, ...failure.headers });
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
  body: unknown,
  status: number,
  headers: Record<string, string> = {},
) {
  return answer(c, JSON.stringify(body), status, {
    'Content-Type': 'application/json',
    ...headers,
  });
}
