/**
 * The record: one entry of `localStorage` for each site, shared by all its tabs; in memory where the browser refuses
 * storage. It is read again for each use, because another tab may have changed it.
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
  previous_session_id?: string | undefined;
  /** When a create last succeeded, by the clock of this browser, as all times here. */
  opened_at?: number | undefined;
  /** The newest `sent_at` of any tab. Each is unique, so that the API can order messages. */
  sent_at?: number;
  /** Totals of the session over all tabs; `active_time` in ms. */
  page_views?: number;
  active_time?: number;
  /** The `sent_at` of the last end that a tab has sent. */
  left_at?: number;
  /** Of the site, in ms, from the API's last response. */
  idle_timeout?: number;
  consent?: { given: boolean; at: number };
  /** From `update`, and not yet received by the API. */
  custom_data?: Fields | undefined;
  /** Other pending messages (`outbox.ts`), the oldest first. */
  outbox?: string[];
  /** The end of a session that was left, saved for the next page: it is sent if that page starts a new session. */
  farewell?: string;
};

export const RECORD_KEY = `visitorSession:${site}`;

/** `localStorage`, or this page's own object where the browser refuses it. */
let store: Record<string, string> = {};
try {
  store = localStorage ?? store;
} catch {}

/**
 * Standard JSON, also in pages whose libraries give arrays a `toJSON`. Without unpaired surrogates, which the API refuses:
 * half of an emoji that was cut in two. `JSON.stringify` escapes them, and no other character, as `\ud…`; the other
 * alternative takes escapes such as `\\` as a whole. `undefined` for `undefined`.
 */
export function toJson(value: unknown): string {
  const prototype = Array.prototype as { toJSON?: unknown };
  const { toJSON } = prototype;
  delete prototype.toJSON;
  const json = JSON.stringify(value)?.replace(/(\\[^u])|\\ud.../g, '$1');
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
    // Storage is full. Delete the old entry: it would be read in place of this one.
    delete store[RECORD_KEY];
    store = { [RECORD_KEY]: text };
  }
}

/** Never overwrites a refusal, which may come from another tab. */
export function updateRecord(fields: VisitRecord): void {
  if (!hasVisitorRefused()) writeRecord({ ...readRecord(), ...fields });
}

export const hasVisitorRefused = () => store[RECORD_KEY] === `${REFUSED}`;

/** Whether other pages can read the record. */
export const isStorageShared = () => !!store.setItem;

/** A unique `sent_at`, greater than the last unless the clock was set back, which the API detects. */
export function nextSentAt(): number {
  const now = Date.now();
  const next = (readRecord().sent_at ?? 0) + 1;
  const sent_at = next > now && next < now + MAX_CLOCK_LAG_MS ? next : now;
  updateRecord({ sent_at });
  return sent_at;
}

export const idleTimeoutMs = () =>
  Math.max(Number(readRecord().idle_timeout) || DEFAULT_IDLE_TIMEOUT_MS, MIN_IDLE_TIMEOUT_MS);

/** The id of the session, if there is one and its last message is less than the idle timeout ago. */
export function liveId(): string | undefined {
  const { sent_at, session_id } = readRecord();
  return Date.now() < (sent_at ?? 0) + idleTimeoutMs() ? session_id : undefined;
}
