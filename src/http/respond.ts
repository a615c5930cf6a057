import type { Context } from 'hono';
import type { App } from './context';
import { describeFailure, type Failure } from './errors';

/** What every JSON answer carries; shared, and only ever copied. `no-store`: answers hold personal data. */
export const JSON_HEADERS = new Headers({
  'Content-Type': 'application/json',
  'Cache-Control': 'no-store',
});

/** The success envelope. */
export function succeed(c: Context<App>, data: unknown, status: 200 | 201 = 200) {
  return succeedText(c, JSON.stringify(data), status);
}

/** The success envelope around `data` that is JSON text already. Times are milliseconds. */
export function succeedText(c: Context<App>, data: string, status: 200 | 201 = 200) {
  const now = Date.now();
  const meta = `{"api_version":"1.0","server_time":${now},"processing_time":${now - c.get('answering').receivedAt}}`;
  return answer(c, `{"success":true,"data":${data},"meta":${meta}}`, status);
}

/** Adds fields to a JSON text that holds an object with other fields. */
export function addFields(text: string, fields: Record<string, unknown>): string {
  return `${text.slice(0, -1)},${JSON.stringify(fields).slice(1)}`;
}

const EXPOSED = { 'Access-Control-Expose-Headers': 'x-request-id,retry-after' };

/** The failure envelope. The code decides the status; nothing internal is ever put into it. */
export function fail(c: Context<App>, failure: Failure) {
  const { status, message } = describeFailure(failure.error);
  const error = {
    code: failure.error,
    message: failure.message ?? message,
    details: failure.details ?? {},
    request_id: c.get('answering').requestId,
  };
  const body = JSON.stringify({ success: false, error });
  return answer(c, body, status, {
    ...((status === 503 || status === 429) && { 'Retry-After': '5' }),
    // What a page is to do, or to report, is of use where it failed.
    ...(c.get('answering').page !== undefined && EXPOSED),
    ...failure.headers,
  });
}

/**
 * An answer with the headers that every answer to this request carries. Those that are always the same are copied as a
 * whole: each that is named costs a call out of JavaScript, and together they would be the dearest part of a read.
 */
export function answer(
  c: Context<App>,
  body: string | null,
  status: number,
  headers?: Record<string, string>,
) {
  const { headers: shared, requestId, page } = c.get('answering');
  const response = new Response(body, { status, headers: shared });
  response.headers.set('X-Request-Id', requestId);
  if (page !== undefined) response.headers.set('Access-Control-Allow-Origin', page);
  if (headers !== undefined) {
    for (const [name, value] of Object.entries(headers)) response.headers.set(name, value);
  }
  return response;
}
