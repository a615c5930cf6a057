/**
 * When a page that says nothing else tells that its visitor is there: ever more seldom, since every message has the
 * totals, but often enough for the session not to go idle. While there is no visitor it keeps still.
 */
import { awayMs, isActive, noteSign } from './attention.ts';
import { FIRST_BEAT_MS, LONGEST_BEAT_MS } from './limits.ts';
import { listenAgain } from './listen.ts';
import { idleTimeoutMs, load } from './visit.ts';

let tell: () => void;
let timer = 0;
/** Before the heartbeat that is due, or was when the visitor was found to be away. */
let pause = 0;

/** `tellSoon` is called when a heartbeat is due. */
export function startBeats(tellSoon: () => void): void {
  tell = tellSoon;
  pause = FIRST_BEAT_MS;
  wait(pause);
}

export function stopBeats(): void {
  clearTimeout(timer);
}

/** The visitor gives a sign. After a while without one it begins anew. */
export function heedSign(): void {
  const isReturn = awayMs() > LONGEST_BEAT_MS;
  noteSign();
  if (timer || !load().session_id) return;
  if (isReturn) pause = FIRST_BEAT_MS;
  wait(FIRST_BEAT_MS);
}

function wait(ms: number): void {
  stopBeats();
  timer = setTimeout(beat, Math.min(ms, idleTimeoutMs() / 2));
}

function beat(): void {
  timer = 0;
  listenAgain();
  if (!isActive()) return;
  tell();
  pause = Math.min(2 * pause, LONGEST_BEAT_MS);
  wait(pause);
}
