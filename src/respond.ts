import type { Context } from 'hono';
import type { App } from './context';
import { describeFailure, type Failure } from './errors';

/** The success envelope. Times are milliseconds. */
export function succeed(c: Context<App>, data: unknown, status: 200 | 201 = 200) {
  const server_time = Date.now();
  const meta = {
    api_version: '1.0',
    server_time,
    processing_time: server_time - c.var.receivedAt,
  };
  return c.json({ success: true, data, meta }, status);
}

/** The failure envelope. The code decides the status; nothing internal is ever put into it. */
export function fail(c: Context<App>, failure: Failure) {
  const { status, message } = describeFailure(failure.error);
  if (status === 503 || status === 429) c.header('Retry-After', '5');
  for (const [name, value] of Object.entries(failure.headers ?? {})) c.header(name, value);
  const error = {
    code: failure.error,
    message: failure.message ?? message,
    details: failure.details ?? {},
    request_id: c.var.requestId,
  };
  return c.json({ success: false, error }, status);
}
