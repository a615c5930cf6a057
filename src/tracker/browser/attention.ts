/**
 * Active time: the page is visible, has the focus, and the visitor is there. It is counted when one of these changes, not
 * by a ticking clock. That they are there is told by what they do, and for a while by what they read or watch.
 */
import { AFTER_INPUT_MS, AFTER_SCROLL_MS, MAX_PRESENCE_MS } from './limits.ts';

/** Of the visitor's own doing. */
let lastInputAt = 0;
let presentUntil = 0;
/** Since when the page has had attention; 0: it has none. */
let attentiveSince = 0;
let uncountedMs = 0;

/** Goes on evenly, whoever sets the clock. */
const now = () => Math.round(performance.now());

const hasAttention = () => !document.hidden && document.hasFocus();

/** Whether the visitor is attentive right now. */
export const isActive = () => hasAttention() && now() < presentUntil;

/** The active time, in ms, since this was last asked. */
export function takeActiveTime(): number {
  const activeMs =
    uncountedMs + (attentiveSince && Math.max(0, Math.min(now(), presentUntil) - attentiveSince));
  uncountedMs = 0;
  attentiveSince = hasAttention() ? now() : 0;
  return activeMs;
}

function extendPresence(ms: number): void {
  uncountedMs = takeActiveTime();
  presentUntil = Math.max(presentUntil, Math.min(now() + ms, lastInputAt + MAX_PRESENCE_MS));
}

/** How long the visitor has done nothing. */
export const msSinceInput = () => now() - lastInputAt;

/** The visitor does something. */
export function noteInput(): void {
  lastInputAt = now();
  extendPresence(AFTER_INPUT_MS);
}

/** Something is played. */
export function notePlayback(): void {
  extendPresence(AFTER_INPUT_MS);
}

/** Of an element inside the page it says nothing: those scroll by themselves. */
export function noteScroll({ target }: Event): void {
  if (target === document) extendPresence(AFTER_SCROLL_MS);
}
