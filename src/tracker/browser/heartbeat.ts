/**
 * When a page that says nothing else tells that its visitor is there: ever more seldom, since every message has the
 * totals, but often enough for the session not to go idle. While there is no visitor it keeps still.
 */
import { isActive, msSinceInput, noteInput } from './attention.ts';
import { FIRST_HEARTBEAT_MS, MAX_HEARTBEAT_MS } from './limits.ts';
import { listenAgain } from './listen.ts';
import { idleTimeoutMs, readRecord } from './record.ts';

let sendHeartbeat: () => void;
let timer = 0;
/** Before the heartbeat that is due, or was when the visitor was found to be away. */
let intervalMs = 0;

/** `scheduleReport` is called when a heartbeat is due. */
export function startHeartbeats(send: () => void): void {
  sendHeartbeat = send;
  intervalMs = FIRST_HEARTBEAT_MS;
  schedule(intervalMs);
}

export function stopHeartbeats(): void {
  clearTimeout(timer);
}

/** The visitor gives a sign. After a while without one it begins anew. */
export function onInput(): void {
  const isBackAfterPause = msSinceInput() > MAX_HEARTBEAT_MS;
  noteInput();
  if (timer || !readRecord().session_id) return;
  if (isBackAfterPause) intervalMs = FIRST_HEARTBEAT_MS;
  schedule(FIRST_HEARTBEAT_MS);
}

function schedule(ms: number): void {
  stopHeartbeats();
  timer = setTimeout(onTimer, Math.min(ms, idleTimeoutMs() / 2));
}

function onTimer(): void {
  timer = 0;
  listenAgain();
  if (!isActive()) return;
  sendHeartbeat();
  intervalMs = Math.min(2 * intervalMs, MAX_HEARTBEAT_MS);
  schedule(intervalMs);
}
