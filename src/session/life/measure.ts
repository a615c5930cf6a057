/** What follows from the facts that are stored of a session: its durations, whether it was engaged, how it ended. */
import type { ExitType, Session } from './session';

/** Engaged is: this much active time, or two page views, or identified (as in GA4). */
export const ENGAGED_ACTIVE_MS = 10_000;

/** What follows from the facts. `active_time <= duration <= ended_at - started_at`, always. */
export function measure(session: Session) {
  const span = (session.ended_at ?? session.last_activity_at) - session.started_at;
  const active_time = Math.min(session.merge.active_time, span);
  const reported = session.ended_at === null ? null : session.merge.duration;
  const duration = reported === null ? span : Math.max(active_time, Math.min(reported, span));
  const engaged =
    active_time >= ENGAGED_ACTIVE_MS || session.page_views >= 2 || session.identified_at !== null;
  const exit_type: ExitType | null =
    session.ended_at === null
      ? null
      : session.merge.exit_told
        ? (session.merge.exit_type ?? (engaged ? 'exit' : 'bounce'))
        : 'timeout';
  return { duration, active_time, idle_time: duration - active_time, engaged, exit_type };
}
