/** Constants. The bundler inlines them only from a file that has no imports. */

/** Before the first heartbeat of a page. Each later interval is twice as long … */
export const FIRST_HEARTBEAT_MS = 30_000;
/** … up to this: a little over 4 min, so that 20 min on one page take 8 messages in all, and not 9. */
export const MAX_HEARTBEAT_MS = 260_000;
/** Until a request without a response is aborted and retried. */
export const RESPONSE_TIMEOUT_MS = 30_000;
/** Delay before a retry: the first, doubled with each attempt up to the maximum. Random jitter adds up to 100 %. */
export const FIRST_RETRY_MS = 1000;
export const MAX_RETRY_MS = 30_000;
/** A longer `Retry-After` is cut to this. */
export const MAX_RETRY_AFTER_MS = 600_000;
/** The shortest idle timeout that a site can have. */
export const MIN_IDLE_TIMEOUT_MS = 60_000;
/** The default of a site, used until the first response of the API. */
export const DEFAULT_IDLE_TIMEOUT_MS = 1_800_000;
/** If the clock is further behind the last `sent_at` than this, it was set back. */
export const MAX_CLOCK_LAG_MS = 60_000;
/** How long a navigation counts as pending: the next page should have loaded by then. */
export const NAVIGATION_MS = 5_000;
/** Of JSON in one call: the API's limit for custom data. Browsers allow 64 KiB for all beacons in flight. */
export const MAX_CALL_CHARS = 4096;
/** Requests in a row, retries included: contradictory responses must not cause an endless loop. */
export const MAX_ROUNDS = 9;
/** How often the address is polled where the browser does not report every change. */
export const ADDRESS_CHECK_MS = 500;
/** The record's value once the visitor has refused consent. */
export const REFUSED = 0;

/** The visitor counts as present for this long after a pointer movement, a key or a touch. */
export const AFTER_INPUT_MS = 60_000;
/** … after the page was scrolled, since they are probably reading. */
export const AFTER_SCROLL_MS = 300_000;
/** Scrolling and media count only this long after the last input: both can go on without the visitor. */
export const MAX_PRESENCE_MS = 600_000;
