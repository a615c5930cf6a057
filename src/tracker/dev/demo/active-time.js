/** Active time of this page by the rule of s.js: in view, with the focus, and a sign of the visitor in the last minute. */
const IDLE_MS = 60_000;

let totalMs = 0;
let lastSignAt = Date.now();
let countedUntil = lastSignAt;
let hadAttention = hasAttention();

function hasAttention() {
  return !document.hidden && document.hasFocus();
}

/** In ms, since the page was opened. */
export function activeTime() {
  const now = Date.now();
  if (hadAttention) totalMs += Math.max(0, Math.min(now, lastSignAt + IDLE_MS) - countedUntil);
  countedUntil = now;
  hadAttention = hasAttention();
  return totalMs;
}

/** What keeps active time from running, if anything does. */
export function whyAtRest() {
  if (!hasAttention()) return 'another window has the focus';
  return Date.now() - lastSignAt < IDLE_MS ? undefined : 'no sign of you for a minute';
}

function noteSign() {
  activeTime();
  lastSignAt = Date.now();
}

for (const sign of ['focus', 'blur', 'pointermove', 'pointerdown', 'keydown', 'wheel'])
  addEventListener(sign, noteSign, true);
addEventListener('visibilitychange', activeTime);
