/** Numbers, in a file without imports: only there does the bundler write them where they are used. */

/** Before the first heartbeat of a page; each pause after it is twice as long. */
export const FIRST_BEAT_MS = 30_000;
/** And no longer than this: a little over 4 min, so that 20 min on one page take 8 messages in all, and not 9. */
export const LONGEST_BEAT_MS = 260_000;
/** For an answer of the API. */
export const TIMEOUT_MS = 30_000;
/** Between two attempts, before up to as much again by chance: at first, then twice as long each time, and at last. */
export const FIRST_PAUSE_MS = 1000;
export const LONGEST_PAUSE_MS = 30_000;
/** However long the API asks to wait. */
export const MOST_PAUSE_MS = 600_000;
/** The shortest idle timeout that a site can have. */
export const LEAST_IDLE_MS = 60_000;
/** That of a site which says nothing of it, as long as the API has not answered. */
export const USUAL_IDLE_MS = 1_800_000;
/** A clock that is behind its own last word by more was set. */
export const CLOCK_SET_MS = 60_000;
/** How long the next page may take to come, once the visitor has asked for it. */
export const MOVE_MS = 5_000;
/** Of JSON, for one call. The API takes so many bytes of custom data; browsers take 64 KiB that are to outlive the page. */
export const MAX_CHARS = 4096;
/** Answers that contradict each other must not keep a page busy. */
export const MAX_ROUNDS = 9;
/** Where the browser does not tell of every other address. */
export const COMPARE_MS = 500;
/** Kept in place of a visit once the visitor has refused. */
export const REFUSED = 0;

/** So long after a movement, a key or a touch the visitor is taken to be there. */
export const SIGN_MS = 60_000;
/** So long after the page was scrolled they are taken to be reading. */
export const READING_MS = 300_000;
/** Scrolling and media count for so long after the last sign: both can go on by themselves. */
export const LONGEST_PRESENCE_MS = 600_000;
