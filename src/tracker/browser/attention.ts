/**
 * Active time: the page is visible, has the focus, and the visitor is present. Input makes the visitor present for a
 * while; scrolling and media extend that. Time is added up when one of these changes, so no timer is needed.
 */
import { AFTER_INPUT_MS, AFTER_SCROLL_MS, MAX_PRESENCE_MS } from './limits.ts';

/** Real input: scrolling and media do not count, since they can go on without the visitor. */
let lastInputAt = 0;
let presentUntil = 0;
/** When the page became visible and focused; 0 while it is not. */
let attentiveSince = 0;
let uncountedMs = 0;

/** Monotonic: setting the system clock does not change it. */
const now = () => Math.round(performance.now());

const hasAttention = () => !document.hidden && document.hasFocus();

/** Whether active time is running. */
export const isActive = () => hasAttention() && now() < presentUntil;

/** Returns the active time since the previous call, in ms. */
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

export const msSinceInput = () => now() - lastInputAt;

/** For input, and for focus changes. */
export function noteInput(): void {
  lastInputAt = now();
  extendPresence(AFTER_INPUT_MS);
}

export function notePlayback(): void {
  extendPresence(AFTER_INPUT_MS);
}

/** Only the document counts: elements such as carousels scroll by themselves. */
export function noteScroll({ target }: Event): void {
  if (target === document) extendPresence(AFTER_SCROLL_MS);
}
