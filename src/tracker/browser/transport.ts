/** How messages reach the API: again and again until it has decided, and without ever throwing into the page. */

import { LONGEST_PAUSE_MS, MAX_KEEPALIVE, TIMEOUT_MS } from './limits.ts';
import { api, site } from './settings.ts';
import { change } from './visit.ts';

/** Of a failure there is only the status. */
export type Answer = {
  status: number;
  data: {
    session_id: string;
    visitor_id: string;
    last_activity_at: number;
    expires_at: number;
    ended_at: number | null;
    page_views: number;
  };
};

/** Takes the next `sent_at`. */
export const stamp = () =>
  change((visit) => {
    visit.sent_at = Math.max(Date.now(), visit.sent_at + 1);
  });

/** Text, so that it needs no preflight: the record and more. The API takes of it what it has a use for. */
export function write(fields: object): string {
  const { farewell: _, ...record } = stamp();
  return JSON.stringify({ ...record, site_id: site, ...fields });
}

/**
 * Sends until the API has decided, or until the page is out of view (`isHere`): then the answer is undefined. The fields are
 * asked for at each attempt, so that a late one carries the newest totals.
 */
export async function send(
  path: string,
  isHere: () => boolean,
  fields: () => object,
): Promise<Answer | undefined> {
  for (let pause = 1000; isHere(); pause = Math.min(2 * pause, LONGEST_PAUSE_MS)) {
    const body = write(fields());
    try {
      const response = await fetch(api + path, {
        method: 'POST',
        body,
        // Leaving the page must not undo what is on its way.
        keepalive: !body[MAX_KEEPALIVE],
        signal: AbortSignal.timeout?.(TIMEOUT_MS),
      });
      const { status } = response;
      if (status < 500 && status !== 429) return { status, data: (await response.json()).data };
    } catch {}
    await rest(pause * (1 + Math.random()));
  }
}

/** Waits, but no longer than until the browser is online again, or the page is left or come back to. */
export function rest(ms: number): Promise<unknown> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
    addEventListener('online', resolve);
    addEventListener('visibilitychange', resolve);
  });
}

/** Sends once, however little time the page has left. */
export async function sendEnd(body: string): Promise<void> {
  const url = `${api}/end`;
  try {
    if (!navigator.sendBeacon?.(url, body))
      await fetch(url, { method: 'POST', body, keepalive: true });
  } catch {}
}
