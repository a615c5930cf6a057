/** Sends messages to the API. */
import { MAX_RETRY_AFTER_MS, RESPONSE_TIMEOUT_MS } from './limits.ts';
import { api } from './settings.ts';

/** Has `data` or `error`. */
export type ApiResponse = {
  status: number;
  data?: {
    session_id: string;
    visitor_id: string;
    last_activity_at: number;
    expires_at: number;
    ended_at: number | null;
    page_views: number;
  };
  error?: { message: string; details?: { issues?: { path: string }[] } };
};

/** The message whose response is pending. The request continues when the page is left, so no beacon must repeat it. */
export let inFlight = '';

/** From `Retry-After` of the last response, if it is in seconds. A date is ignored: the visitor's clock may be wrong. */
let retryAfterMs = 0;

/** Splits a message (`outbox.ts`). The body is sent as text, which needs no CORS preflight. */
function toRequest(message: string): [address: string, body: string] {
  const start = message.indexOf('{');
  return [api + message.slice(0, start), message.slice(start)];
}

/** Returns the API's decision. Throws if there is none, and the message should be retried. */
export async function post(message: string): Promise<ApiResponse> {
  const [address, body] = toRequest(message);
  inFlight = message;
  retryAfterMs = 0;
  try {
    const response = await fetch(address, {
      method: 'POST',
      body,
      // Leaving the page must not abort the request.
      keepalive: true,
      signal: AbortSignal.timeout?.(RESPONSE_TIMEOUT_MS),
    });
    const { headers, status } = response;
    retryAfterMs = Number(headers.get('retry-after')) * 1000 || 0;
    const json = await response.json();
    // A body without `data` or `error` comes from a proxy or a captive portal, not from the API.
    if (status < 500 && status !== 429 && (json.data || json.error)) return { status, ...json };
    throw json;
  } finally {
    inFlight = '';
  }
}

/**
 * Waits `ms`, or less if the browser comes online or the page is hidden or shown. `Retry-After` is never shortened, except
 * to `MAX_RETRY_AFTER_MS`.
 */
export function delay(ms: number): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(Math.max(ms, retryAfterMs), MAX_RETRY_AFTER_MS));
    if (retryAfterMs > 0) return;
    addEventListener('online', resolve);
    addEventListener('visibilitychange', resolve);
  });
}

/** Sends without a retry, while the page is being left. */
export function sendByBeacon(message: string): void {
  try {
    if (navigator.sendBeacon(...toRequest(message))) return;
  } catch {}
  post(message).catch(() => {});
}
