/**
 * Active time: the page is visible, has the focus, and the visitor is there. It is counted when one of these changes, not
 * by a ticking clock. That they are there is told by what they do, and for a while by what they read or watch.
 */
import { LONGEST_PRESENCE_MS, READING_MS, SIGN_MS } from './limits.ts';

/** Of the visitor's own doing. */
let lastSignAt = 0;
let presentUntil = 0;
/** Since when the page has had attention; 0: it has none. */
let since = 0;
let uncounted = 0;

/** Goes on evenly, whoever sets the clock. */
const now = () => Math.round(performance.now());

const hasAttention = () => !document.hidden && document.hasFocus();

/** Whether the visitor is attentive right now. */
export const isActive = () => hasAttention() && now() < presentUntil;

/** The active time, in ms, since this was last asked. */
export function takeActiveTime(): number {
  const taken = uncounted + (since && Math.max(0, Math.min(now(), presentUntil) - since));
  uncounted = 0;
  since = hasAttention() ? now() : 0;
  return taken;
}

function stay(ms: number): void {
  uncounted = takeActiveTime();
  presentUntil = Math.max(presentUntil, Math.min(now() + ms, lastSignAt + LONGEST_PRESENCE_MS));
}

/** How long the visitor has done nothing. */
export const awayMs = () => now() - lastSignAt;

/** The visitor does something. */
export function noteSign(): void {
  lastSignAt = now();
  stay(SIGN_MS);
}

/** Something is played. */
export function notePlay(): void {
  stay(SIGN_MS);
}

/** Of an element inside the page it says nothing: those scroll by themselves. */
export function noteScroll({ target }: Event): void {
  if (target === document) stay(READING_MS);
}
