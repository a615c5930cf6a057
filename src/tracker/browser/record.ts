/**
 * What the browser remembers: one entry of `localStorage` for each site, which all its tabs share; in memory
 * where storage is refused. It is read anew each time, because another tab may have written it.
 */
import {
  DEFAULT_IDLE_TIMEOUT_MS,
  MAX_CLOCK_LAG_MS,
  MIN_IDLE_TIMEOUT_MS,
  REFUSED,
} from './limits.ts';
import { site } from './settings.ts';

export type Fields = Record<string, unknown>;

type VisitRecord = {
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

export const RECORD_KEY = `visitorSession:${site}`;

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

export function readRecord(): VisitRecord {
  try {
    return { ...JSON.parse(store[RECORD_KEY] ?? '') };
  } catch {
    return {};
  }
}

export function writeRecord(record: VisitRecord | typeof REFUSED): void {
  const text = toJson(record);
  try {
    store[RECORD_KEY] = text;
  } catch {
    // Full: an old entry must not stand for this one.
    delete store[RECORD_KEY];
    store = { [RECORD_KEY]: text };
  }
}

/** Never over a refusal, which another tab may have been told. */
export function updateRecord(fields: VisitRecord): void {
  if (!hasVisitorRefused()) writeRecord({ ...readRecord(), ...fields });
}

export const hasVisitorRefused = () => store[RECORD_KEY] === `${REFUSED}`;

/** Whether other pages see what this one has saved. */
export const isStorageShared = () => !!store.setItem;

/** The next `sent_at`. That a clock was set is for the API to find out. */
export function nextSentAt(): number {
  const now = Date.now();
  const next = (readRecord().sent_at ?? 0) + 1;
  const sent_at = next > now && next < now + MAX_CLOCK_LAG_MS ? next : now;
  updateRecord({ sent_at });
  return sent_at;
}

/** That of the site, as far as it is known. */
export const idleTimeoutMs = () =>
  Math.max(Number(readRecord().idle_timeout) || DEFAULT_IDLE_TIMEOUT_MS, MIN_IDLE_TIMEOUT_MS);

/** The id of the session, if there is one, and it is not over for longer than it can be resumed. */
export function liveId(): string | undefined {
  const { sent_at, session_id } = readRecord();
  return Date.now() < (sent_at ?? 0) + idleTimeoutMs() ? session_id : undefined;
}
