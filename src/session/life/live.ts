import type { Session } from './session';

/** A visitor who was active less than this ago is here now. */
export const LIVE_MS = 5 * 60 * 1000;

/** Whether a session counts as live at `now` (ms since the epoch): it is open, and its visitor has just been active. */
export function isLive(
  { ended_at, last_activity_at }: Pick<Session, 'ended_at' | 'last_activity_at'>,
  now: number,
): boolean {
  return ended_at === null && now - last_activity_at < LIVE_MS;
}
