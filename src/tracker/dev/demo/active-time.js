/** Active time of this page, as s.js counts it but without scrolling and media: visible, focused, and input in the last minute. */
const AFTER_INPUT_MS = 60_000;

let totalMs = 0;
let lastInputAt = Date.now();
let countedUntil = lastInputAt;
let wasAttentive = isAttentive();

function isAttentive() {
  return !document.hidden && document.hasFocus();
}

/** Of this page so far, in ms. */
export function activeTime() {
  const now = Date.now();
  if (wasAttentive)
    totalMs += Math.max(0, Math.min(now, lastInputAt + AFTER_INPUT_MS) - countedUntil);
  countedUntil = now;
  wasAttentive = isAttentive();
  return totalMs;
}

/** Why active time is paused, if it is. */
export function whyPaused() {
  if (!isAttentive()) return 'another window has the focus';
  return Date.now() - lastInputAt < AFTER_INPUT_MS ? undefined : 'no input for a minute';
}

function noteInput() {
  activeTime();
  lastInputAt = Date.now();
}

for (const type of ['focus', 'blur', 'pointermove', 'pointerdown', 'keydown', 'wheel'])
  addEventListener(type, noteInput, true);
addEventListener('visibilitychange', activeTime);
