/**
 * When a session ends by time alone, and when it is final: the idle timeout of its site and the maximum length. The idle
 * timeout is fixed when the session is opened (`src/sites/schema.ts` has its bounds). Times are ms since the epoch.
 */
import type { Session } from './session';

/** The maximum length of a session: 24 h. */
export const MAX_LENGTH_MS = 24 * 60 * 60 * 1000;

/** What its deadlines follow from; records have it, too. */
type Deadlines = Pick<Session, 'started_at' | 'last_activity_at' | 'idle_timeout_ms'>;

/** When time alone ends a session that is open. */
export function deadlineOf(session: Deadlines): number {
  return Math.min(
    session.last_activity_at + session.idle_timeout_ms,
    session.started_at + MAX_LENGTH_MS,
  );
}

/** How an open session has ended whose deadline is over. The earlier deadline decides, however late this is called. */
export function endByTime(session: Deadlines): {
  ended_at: number;
  ended_by: 'idle' | 'max_length';
} {
  const { started_at, last_activity_at, idle_timeout_ms } = session;
  return last_activity_at + idle_timeout_ms <= started_at + MAX_LENGTH_MS
    ? { ended_at: last_activity_at, ended_by: 'idle' }
    : { ended_at: started_at + MAX_LENGTH_MS, ended_by: 'max_length' };
}

/** When a live session ends if no further message arrives; also until when an ended one can be reopened. */
export function expiresAt(session: Session): number {
  return session.merge.expired_at ?? deadlineOf(session);
}

/** Live, ended but resumable, or final, after time has passed. */
export function phaseOf(session: Session, now: number): 'live' | 'ended' | 'final' {
  const current = passTime(session, now);
  if (current.ended_at === null) return 'live';
  return now < expiresAt(current) ? 'ended' : 'final';
}

/** The session after time has passed: ended if a deadline is over. */
export function passTime(session: Session, now: number): Session {
  if (session.ended_at !== null || now < expiresAt(session)) return session;
  return { ...session, ...endByTime(session), version: session.version + 1 };
}
