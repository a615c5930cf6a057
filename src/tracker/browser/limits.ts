/** Numbers, in a file without imports: only there does the bundler write them where they are used. */

/** Before the first heartbeat of a page; each pause after it is twice as long. */
export const FIRST_HEARTBEAT_MS = 30_000;
/** And no longer than this: a little over 4 min, so that 20 min on one page take 8 messages in all, and not 9. */
export const MAX_HEARTBEAT_MS = 260_000;
/** For an answer of the API. */
export const RESPONSE_TIMEOUT_MS = 30_000;
/** Between two attempts, before up to as much again by chance: at first, then twice as long each time, and at last. */
export const FIRST_RETRY_MS = 1000;
export const MAX_RETRY_MS = 30_000;
/** However long the API asks to wait. */
export const MAX_RETRY_AFTER_MS = 600_000;
/** The shortest idle timeout that a site can have. */
export const MIN_IDLE_TIMEOUT_MS = 60_000;
/** That of a site which says nothing of it, as long as the API has not answered. */
export const DEFAULT_IDLE_TIMEOUT_MS = 1_800_000;
/** A clock that is behind its own last word by more was set. */
export const MAX_CLOCK_LAG_MS = 60_000;
/** How long the next page may take to come, once the visitor has asked for it. */
export const NAVIGATION_MS = 5_000;
/** Of JSON, for one call. The API takes so many bytes of custom data; browsers take 64 KiB that are to outlive the page. */
export const MAX_CALL_CHARS = 4096;
/** Answers that contradict each other must not keep a page busy. */
export const MAX_ROUNDS = 9;
/** Where the browser does not tell of every other address. */
export const ADDRESS_CHECK_MS = 500;
/** Kept in place of a visit once the visitor has refused. */
export const REFUSED = 0;

/** So long after a movement, a key or a touch the visitor is taken to be there. */
export const AFTER_INPUT_MS = 60_000;
/** So long after the page was scrolled they are taken to be reading. */
export const AFTER_SCROLL_MS = 300_000;
/** Scrolling and media count for so long after the last sign: both can go on by themselves. */
export const MAX_PRESENCE_MS = 600_000;
