/** How messages reach the API: again and again until it has decided, and without ever throwing into the page. */
import { LONGEST_PAUSE_MS, MOST_PAUSE_MS, TIMEOUT_MS } from './limits.ts';
import { api } from './settings.ts';

/** As the API gives it: `data` or `error`. */
export type Answer = {
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

/** The body that is on its way right now, and outlives the page. */
export let sending = '';

/**
 * Sends until the API has decided, or until that is not wanted any more: then the answer is undefined. The body is asked for
 * at each attempt, so that a late one carries the newest totals; it is text, which needs no preflight.
 */
export async function send(
  path: string,
  isWanted: () => boolean,
  makeBody: () => string,
): Promise<Answer | undefined> {
  for (let pause = 1000; isWanted(); pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    let asked = 0;
    try {
      const body = makeBody();
      sending = body;
      const response = await fetch(api + path, {
        method: 'POST',
        body,
        // Leaving the page must not undo what is on its way.
        keepalive: true,
        signal: AbortSignal.timeout?.(TIMEOUT_MS),
      });
      const { status, headers } = response;
      asked = Number(headers.get('retry-after')) * 1000;
      if (status < 500 && status !== 429) {
        const answer = await response.json();
        // Of the API, and not of something before it.
        if (answer.data || answer.error) return { status, ...answer };
      }
    } catch {
    } finally {
      sending = '';
    }
    await rest(pause * (1 + Math.random()), asked);
  }
}

/**
 * Waits, but no longer than until the browser is online again, or the page is left or come back to. `asked`: by the API, which
 * is waited for whatever happens.
 */
export function rest(ms: number, asked?: number): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, Math.min(Math.max(ms, asked || 0), MOST_PAUSE_MS));
    if (asked) return;
    addEventListener('online', resolve);
    addEventListener('visibilitychange', resolve);
  });
}

/** Sends once, however little time the page has left. */
export async function sendLast(path: string, body: string): Promise<void> {
  let isSent: boolean | undefined;
  try {
    isSent = navigator.sendBeacon(api + path, body);
  } catch {}
  try {
    if (!isSent) await fetch(api + path, { method: 'POST', body, keepalive: true });
  } catch {}
}
