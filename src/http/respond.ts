/** The two envelopes that every JSON answer has. Headers that all answers share are set by the app's middleware. */
import type { Context } from 'hono';
import type { App } from './context';
import { describeFailure, type Failure } from './errors';

/**
 * The success envelope. Times in `meta` are ms.
 *
 * @example
 * return succeed(c, site, 201);
 */
export function succeed(c: Context<App>, data: unknown, status: 200 | 201 = 200) {
  return succeedText(c, JSON.stringify(data), status);
}

/** The success envelope around `data` that is JSON text already. */
export function succeedText(c: Context<App>, data: string, status: 200 | 201 = 200) {
  const now = Date.now();
  const meta = `{"api_version":"1.0","server_time":${now},"processing_time":${now - c.get('receivedAt')}}`;
  const body = `{"success":true,"data":${data},"meta":${meta}}`;
  return c.body(body, status, { 'Content-Type': 'application/json' });
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
  return c.json({ success: false, error }, status, {
    // Every 401 has to name a way to show a key: https://www.rfc-editor.org/rfc/rfc9110#name-401-unauthorized
    ...(status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    ...((status === 503 || status === 429) && { 'Retry-After': '5' }),
    ...failure.headers,
  });
}
