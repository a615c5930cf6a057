/**
 * Cloudflare's public prices beyond what the paid plan includes, in US dollars, as read in November 2026, and what is
 * billed by them.
 */
export const PRICES = {
  /** https://developers.cloudflare.com/workers/platform/pricing/: a preflight is a request, a static asset is none. */
  workerRequest: 0.3e-6,
  /** Of CPU, in the Worker and in its objects (same page). */
  cpuMs: 0.02e-6,
  /** A call by RPC or an alarm: https://developers.cloudflare.com/durable-objects/platform/pricing/ */
  objectRequest: 0.15e-6,
  /** Wall-clock time of 128 MB while it works; none while it waits and could hibernate (same page). */
  objectGbSecond: 12.5e-6,
  /**
   * The same for objects on SQLite (same page: a `put` or a deleted key is a row, each `setAlarm` is one) and for D1
   * (https://developers.cloudflare.com/d1/platform/pricing/: an index that is written is a row more).
   */
  rowWritten: 1e-6,
  rowRead: 0.001e-6,
  /** Of D1, in GB and month (same page). */
  storedGbMonth: 0.75,
} as const;

const OBJECT_GB = 0.128;
const DAYS_A_MONTH = 365 / 12;
/** What a site keeps its sessions for, unless its settings differ (`src/sites/schema.ts`). */
export const RETENTION_DAYS = 395;

/**
 * Of the processors, as `npm run bench` measures it, the kernel apart, for a workerd that does the work of D1 and of the
 * objects' storage as well: at least what is billed.
 */
export const CPU_MS = { create: 2.7, message: 1, alarm: 1 };

/**
 * A run of the watchdog, every 5 minutes, reads what began in the last 3 hours, once an hour the last 27, once a week the
 * last month (`src/upkeep/watchdog.ts`).
 */
export const WATCHDOG_READS = 3 * 12 + 27 + 4;
/** What an object reads when it is not in memory any more: its state, whether it is to link, its alarm. */
export const ROWS_READ_BY_CALL = 3;

/** What one visit takes. */
export type Usage = {
  messages: number;
  sessions: number;
  workerRequests: number;
  /** By the Worker and its object; see `CPU_MS`. */
  cpuMs: number;
  /** Calls and alarms. */
  objectRequests: number;
  alarms: number;
  objectMs: number;
  objectRowsWritten: number;
  d1RowsWritten: number;
  d1RowsRead: number;
  /** Of D1, indexes included, for as long as the site keeps the session. */
  storedBytes: number;
  /** Rows that are deleted then. */
  deletedRows: number;
};

/** Dollars for a visit, storage apart. */
export function priceOf(usage: Usage): number {
  return (
    usage.workerRequests * PRICES.workerRequest +
    usage.cpuMs * PRICES.cpuMs +
    usage.objectRequests * PRICES.objectRequest +
    (usage.objectMs / 1000) * OBJECT_GB * PRICES.objectGbSecond +
    (usage.objectRowsWritten + usage.d1RowsWritten) * PRICES.rowWritten +
    (usage.d1RowsRead + usage.objectRequests * ROWS_READ_BY_CALL) * PRICES.rowRead
  );
}

/** Dollars for what is kept of a visit, and deleted in the end. */
export function priceOfKeeping({ storedBytes, deletedRows }: Usage): number {
  const gbMonths = (storedBytes / 1e9) * (RETENTION_DAYS / DAYS_A_MONTH);
  return gbMonths * PRICES.storedGbMonth + deletedRows * PRICES.rowWritten;
}

/**
 * The least that the same messages could cost: for each a request, a call and a durable row, for each session one row in D1,
 * an alarm that is set and comes, and one deletion.
 */
export function floorOf({ messages, sessions }: Usage): number {
  const { workerRequest, objectRequest, rowWritten } = PRICES;
  const message = workerRequest + objectRequest + rowWritten;
  const session = 3 * rowWritten + objectRequest;
  return messages * message + sessions * session;
}
