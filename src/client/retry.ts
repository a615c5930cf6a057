/** When a failed attempt is made again. Pure, but for chance. */
import type { AnyFailure } from './result.ts';

const FIRST_WAIT_MS = 250;
const LONGEST_WAIT_MS = 8_000;

/** Refused before anything was done, or by a service that is busy. */
const PASSING = [429, 503];

/** Whether another attempt may help: the service was not reached, or asks for one. */
export function isPassing({ code, status }: AnyFailure): boolean {
  return code === 'network' || (status !== null && PASSING.includes(status));
}

/**
 * How long to wait before attempt `number`, the first again being 1. Twice as long each time, less up to half of it by chance,
 * so that clients that failed together do not come back together; `Retry-After` comes before that.
 */
export function waitMsBefore(number: number, retryAfter: string | null, now: number): number {
  const longest = Math.min(FIRST_WAIT_MS * 2 ** (number - 1), LONGEST_WAIT_MS);
  return readRetryAfter(retryAfter, now) + longest * (1 - Math.random() / 2);
}

/** In ms. Seconds or a date (RFC 9110, 10.2.3); 0 where it is neither, or over. */
function readRetryAfter(text: string | null, now: number): number {
  if (text === null) return 0;
  const ms = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now;
  return Math.max(ms, 0) || 0;
}
