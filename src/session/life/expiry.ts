/**
 * When a session ends by time alone, and when it is final: the idle timeout of its site and the maximum length. The idle
 * timeout is fixed when the session is opened (`src/sites/schema.ts` has its bounds). Times are ms since the epoch.
 */
import type { Session } from './session';

/** The maximum length of a session: 24 h. */
export const MAX_LENGTH_MS = 24 * 60 * 60 * 1000;

/** When a live session ends if no further message arrives; also until when an ended one can be reopened. */
export function expiresAt(session: Session): number {
  return (
    session.merge.expired_at ??
    Math.min(session.last_activity_at + session.idle_timeout_ms, session.started_at + MAX_LENGTH_MS)
  );
}

/** Live, ended but resumable, or final, after time has passed. */
export function phaseOf(session: Session, now: number): 'live' | 'ended' | 'final' {
  const current = passTime(session, now);
  if (current.ended_at === null) return 'live';
  return now < expiresAt(current) ? 'ended' : 'final';
}

/** The session after time has passed: ended if a deadline is over. The earlier deadline decides, however late this is called. */
export function passTime(session: Session, now: number): Session {
  if (session.ended_at !== null || now < expiresAt(session)) return session;
  const idle =
    session.last_activity_at + session.idle_timeout_ms <= session.started_at + MAX_LENGTH_MS;
  return {
    ...session,
    ended_at: idle ? session.last_activity_at : session.started_at + MAX_LENGTH_MS,
    ended_by: idle ? 'idle' : 'max_length',
    version: session.version + 1,
  };
}
