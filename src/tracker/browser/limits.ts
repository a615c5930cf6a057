/** Numbers, in a file without imports: only there does the bundler write them where they are used. */

/** Before the first heartbeat of a page; each pause after it is twice as long. */
export const FIRST_BEAT_MS = 30_000;
/** And no longer than this: a little over 4 min, so that 20 min on one page take 8 messages in all, and not 9. */
export const LONGEST_BEAT_MS = 260_000;
/** For an answer of the API. */
export const TIMEOUT_MS = 30_000;
/** Between two attempts, before up to as much again by chance. */
export const LONGEST_PAUSE_MS = 30_000;
/** The shortest idle timeout that a site can have. */
export const LEAST_IDLE_MS = 60_000;
/** How long the next page may take to come, once the visitor has asked for it. */
export const MOVE_MS = 5_000;
/** Characters. Browsers refuse longer bodies (64 KiB, all together) that are to outlive the page. */
export const MAX_KEEPALIVE = 20_000;
/** Answers that contradict each other must not keep a page busy. */
export const MAX_ROUNDS = 5;
/** Kept in place of a visit once the visitor has refused. */
export const REFUSED = 0;
