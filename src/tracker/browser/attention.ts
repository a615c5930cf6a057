/**
 * Active time: the page is visible, has the focus, and the visitor has done something in the last minute. It is
 * counted when one of these changes, not by a ticking clock.
 */
const IDLE_MS = 60_000;

let lastSignAt = 0;
/** Since when the page has had attention; 0: it has none. */
let since = 0;
let uncounted = 0;

const hasAttention = () => !document.hidden && document.hasFocus();

/** Whether the visitor is attentive right now. A clock that was set back tells nothing. */
export const isActive = () => hasAttention() && Math.abs(Date.now() - lastSignAt) < IDLE_MS;

/** The active time, in ms, since this was last asked. */
export function takeActiveTime(): number {
  const now = Date.now();
  const taken = uncounted + (since && Math.max(0, Math.min(now, lastSignAt + IDLE_MS) - since));
  uncounted = 0;
  since = hasAttention() ? now : 0;
  return taken;
}

/** Tells of each sign of the visitor, and how long there was none before it. */
export function watchAttention(tell: (awayMs: number) => void): void {
  const noteSign = () => {
    const now = Date.now();
    uncounted = takeActiveTime();
    tell(now - lastSignAt);
    lastSignAt = now;
  };
  // Not `scroll`: pages scroll by themselves.
  for (const sign of ['focus', 'blur', 'pointermove', 'pointerdown', 'keydown', 'wheel'])
    addEventListener(sign, noteSign, true);
  noteSign();
}
