/** How messages reach the API. */
import { MAX_RETRY_AFTER_MS, RESPONSE_TIMEOUT_MS } from './limits.ts';
import { api } from './settings.ts';

/** As the API gives it: `data` or `error`. */
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

/** The message that is on its way right now, and outlives the page. */
export let inFlight = '';

/** How long the API has asked to wait, in its last answer. */
let retryAfterMs = 0;

/** A message (`outbox.ts`) as its address and its body, which is text: that needs no preflight. */
function toRequest(message: string): [address: string, body: string] {
  const start = message.indexOf('{');
  return [api + message.slice(0, start), message.slice(start)];
}

/** What the API has decided. Throws where it has not, and can be asked again. */
export async function post(message: string): Promise<ApiResponse> {
  const [address, body] = toRequest(message);
  inFlight = message;
  retryAfterMs = 0;
  try {
    const response = await fetch(address, {
      method: 'POST',
      body,
      // Leaving the page must not undo what is on its way.
      keepalive: true,
      signal: AbortSignal.timeout?.(RESPONSE_TIMEOUT_MS),
    });
    const { headers, status } = response;
    retryAfterMs = Number(headers.get('retry-after')) * 1000;
    const json = await response.json();
    // Of the API, and not of something before it.
    if (status < 500 && status !== 429 && (json.data || json.error)) return { status, ...json };
    throw json;
  } finally {
    inFlight = '';
  }
}

/**
 * Waits, but no longer than until the browser is online again, or the page is left or come back to. What the API has asked for
 * is waited for whatever happens.
 */
export function delay(ms: number): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(Math.max(ms, retryAfterMs), MAX_RETRY_AFTER_MS));
    if (retryAfterMs > 0) return;
    addEventListener('online', resolve);
    addEventListener('visibilitychange', resolve);
  });
}

/** Sends once, however little time the page has left. */
export function sendByBeacon(message: string): void {
  try {
    if (navigator.sendBeacon(...toRequest(message))) return;
  } catch {}
  post(message).catch(() => {});
}
