/**
 * What the browser remembers: one entry of `localStorage` for each site, which all its tabs share; in memory
 * where storage is refused. It is read anew each time, because another tab may have written it.
 */
import { CLOCK_SET_MS, LEAST_IDLE_MS, REFUSED, USUAL_IDLE_MS } from './limits.ts';
import { site } from './settings.ts';

export type Fields = Record<string, unknown>;

type Visit = {
  visitor_id?: string;
  session_id?: string | undefined;
  /** The one before. */
  previous_session_id?: string | undefined;
  /** When a tab last opened, resumed or reopened the session, by the clock of this browser, as all times here. */
  opened_at?: number | undefined;
  /** The newest `sent_at` of any tab. No two are alike, so that the API can tell which message came first. */
  sent_at?: number;
  /** Totals of the session, all tabs together. */
  page_views?: number;
  active_time?: number;
  /** The `sent_at` of the end that a tab has told last. */
  left_at?: number;
  /** That of the site, in ms, once the API has told. */
  idle_timeout?: number;
  /** That the visitor has agreed, and when. */
  consent?: { given: boolean; at: number };
  /** What the page has said and the API does not have yet. */
  custom_data?: Fields | undefined;
  /** Further messages that the API has not answered yet. The oldest comes first. */
  outbox?: string[];
  /** An end of which the next page is to tell what is not told otherwise. */
  farewell?: string;
};

export const KEY = `visitorSession:${site}`;

/** That of all tabs, or where it is refused this page's own. */
let store: Record<string, string> = {};
try {
  store = localStorage ?? store;
} catch {}

/** As the language has it, also in pages that give their arrays a `toJSON`. */
export function toJson(value: unknown): string {
  const prototype = Array.prototype as { toJSON?: unknown };
  const { toJSON } = prototype;
  delete prototype.toJSON;
  const json = JSON.stringify(value);
  if (toJSON) prototype.toJSON = toJSON;
  return json;
}

export function load(): Visit {
  try {
    return { ...JSON.parse(store[KEY] ?? '') };
  } catch {
    return {};
  }
}

export function save(visit: Visit | typeof REFUSED): void {
  const text = toJson(visit);
  try {
    store[KEY] = text;
  } catch {
    // Full: an old entry must not stand for this one.
    delete store[KEY];
    store = { [KEY]: text };
  }
}

/** Never over a refusal, which another tab may have been told. */
export function change(fields: Visit): void {
  if (!isRefused()) save({ ...load(), ...fields });
}

export const isRefused = () => store[KEY] === `${REFUSED}`;

/** Whether other pages see what this one has saved. */
export const isShared = () => !!store.setItem;

/** The next `sent_at`. That a clock was set is for the API to find out. */
export function stamp(): number {
  const now = Date.now();
  const next = (load().sent_at ?? 0) + 1;
  const sent_at = next > now && next < now + CLOCK_SET_MS ? next : now;
  change({ sent_at });
  return sent_at;
}

/** That of the site, as far as it is known. */
export const idleTimeoutMs = () =>
  Math.max(Number(load().idle_timeout) || USUAL_IDLE_MS, LEAST_IDLE_MS);

/** The id of the session, if there is one, and it is not over for longer than it can be resumed. */
export function liveId(): string | undefined {
  const { sent_at, session_id } = load();
  return Date.now() < (sent_at ?? 0) + idleTimeoutMs() ? session_id : undefined;
}
