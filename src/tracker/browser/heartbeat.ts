/**
 * Heartbeats report the totals while the visitor stays on one page. The interval doubles up to a maximum that is short
 * enough to keep the session from going idle. While the visitor is away there are none; the next input starts them again.
 */
import { isActive, msSinceInput, noteInput } from './attention.ts';
import { FIRST_HEARTBEAT_MS, MAX_HEARTBEAT_MS } from './limits.ts';
import { listenAgain } from './listen.ts';
import { idleTimeoutMs, readRecord } from './record.ts';

let sendHeartbeat: () => void;
let timer = 0;
/** Before the next heartbeat. A short absence of the visitor does not reset it. */
let intervalMs = 0;

export function startHeartbeats(send: () => void): void {
  sendHeartbeat = send;
  intervalMs = FIRST_HEARTBEAT_MS;
  schedule(intervalMs);
}

export function stopHeartbeats(): void {
  clearTimeout(timer);
}

/** Starts heartbeats again if they have stopped. After a long absence the intervals are as short as at first. */
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
