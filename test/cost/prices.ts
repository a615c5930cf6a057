/**
 * Cloudflare's public prices beyond what the paid plan includes, in US dollars per million, as read in November 2026.
 * Left out: CPU time and storage, for both designs alike, and the duration of objects, which the naive one does not have.
 */
export const PRICES = {
  /** https://developers.cloudflare.com/workers/platform/pricing/ */
  workerRequests: 0.3,
  /** Calls and alarms: https://developers.cloudflare.com/durable-objects/platform/pricing/ */
  objectRequests: 0.15,
  /** The same for objects on SQLite and for D1; every `setAlarm` is a row written. */
  rowsWritten: 1,
  /** https://developers.cloudflare.com/d1/platform/pricing/ */
  rowsRead: 0.001,
} as const;

/** What one session takes. */
export type Usage = {
  workerRequests: number;
  objectRequests: number;
  objectRowsWritten: number;
  d1RowsWritten: number;
  d1RowsRead: number;
};

/** Dollars for a million sessions. */
export function priceOf(usage: Usage): number {
  return (
    usage.workerRequests * PRICES.workerRequests +
    usage.objectRequests * PRICES.objectRequests +
    (usage.objectRowsWritten + usage.d1RowsWritten) * PRICES.rowsWritten +
    usage.d1RowsRead * PRICES.rowsRead
  );
}
