/**
 * What the browser remembers: one entry of `localStorage` for each site, which all its tabs share; in memory
 * where storage is refused. It is read anew each time, because another tab may have written it.
 */
import { CLOCK_SET_MS, type REFUSED } from './limits.ts';
import { site } from './settings.ts';

export type Fields = Record<string, unknown>;

type Visit = {
  visitor_id?: string;
  session_id?: string | undefined;
  /** The one before, until the API knows the one that follows it. */
  previous_session_id?: string | undefined;
  /** When a tab last opened, resumed or reopened the session, by the clock of this browser, as all times here. */
  opened_at?: number | undefined;
  /** The newest `sent_at` of any tab. No two are alike, so that the API can tell which message came first. */
  sent_at: number;
  /** Totals of the session, all tabs together. */
  page_views: number;
  active_time: number;
  /** The `sent_at` of the end that a tab has told last. */
  left_at?: number;
  /** That of the site, in ms, once the API has told. */
  idle_timeout?: number;
  /** That the visitor has agreed, and when. */
  consent?: { given: boolean; at: number };
  /** What the page has said and the API does not have yet. */
  custom_data?: Fields | undefined;
  /** Further messages that the API has not answered yet: the path of each, by its body. The oldest comes first. */
  outbox: Record<string, string>;
  /** An end of which the next page is to tell what is not told otherwise. */
  farewell?: string | undefined;
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
  const known = { sent_at: 0, page_views: 0, active_time: 0 } as Visit;
  try {
    Object.assign(known, JSON.parse(store[KEY] ?? ''));
  } catch {}
  return known;
}

export function save(known: Partial<Visit> | typeof REFUSED): void {
  const text = toJson(known);
  try {
    store[KEY] = text;
  } catch {
    // Full: an old entry must not stand for this one.
    delete store[KEY];
    store = { [KEY]: text };
  }
}

export const isRefused = () => store[KEY] === '0';

/** Whether other pages see what this one has saved. */
export const isShared = () => !!store.setItem;

/** The record itself: each use reads it, each assignment writes it; but never over a refusal, which another tab may have been told. */
export const visit: Visit = new Proxy({} as Visit, {
  get: (_, name: keyof Visit) => load()[name],
  set(_, name, value) {
    if (!isRefused()) save({ ...load(), [name]: value });
    return true;
  },
});

/** The next `sent_at`. That a clock was set is for the API to find out. */
export const stamp = () => {
  const now = Date.now();
  const next = visit.sent_at + 1;
  visit.sent_at = next > now + CLOCK_SET_MS ? now : Math.max(now, next);
  return visit.sent_at;
};

/**
 * A UUID v7, whose time tells the API that no old session can have this id. The random part is that of a v4 from where
 * every page gets one: `crypto.randomUUID` is missing without TLS.
 */
export const mintId = () =>
  `0${Date.now().toString(16)}`.replace(/.{8}/, '$&-') +
  `-7${URL.createObjectURL(new Blob()).slice(-21)}`;
