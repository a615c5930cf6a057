/** What follows from the facts that are stored of a session: its durations, whether it was engaged, how it ended. */
import type { ExitType, Session } from './session';

/** Engaged is: this much active time, or so many page views, or identified (as in GA4). */
export const ENGAGED_ACTIVE_MS = 10_000;
export const ENGAGED_PAGE_VIEWS = 2;

/** What makes a session an engaged one; nothing: it is not. */
export type Engagement = 'active_time' | 'page_views' | 'identified';

/** What follows from the facts. `active_time <= duration <= ended_at - started_at`, always. */
export function measure(session: Session) {
  const span = spanOf(session);
  const active_time = activeTimeOf(session);
  const reported = session.ended_at === null ? null : session.merge.duration;
  const duration = reported === null ? span : Math.max(active_time, Math.min(reported, span));
  const engaged = engagementsOf(session).length > 0;
  const exit_type: ExitType | null =
    session.ended_at === null
      ? null
      : session.merge.exit_told
        ? (session.merge.exit_type ?? (engaged ? 'exit' : 'bounce'))
        : 'timeout';
  return { duration, active_time, idle_time: duration - active_time, engaged, exit_type };
}

export function engagementsOf(session: Session): Engagement[] {
  const isMet: Record<Engagement, boolean> = {
    active_time: activeTimeOf(session) >= ENGAGED_ACTIVE_MS,
    page_views: session.page_views >= ENGAGED_PAGE_VIEWS,
    identified: session.identified_at !== null,
  };
  return (['active_time', 'page_views', 'identified'] as const).filter((name) => isMet[name]);
}

function spanOf({ ended_at, last_activity_at, started_at }: Session): number {
  return (ended_at ?? last_activity_at) - started_at;
}

function activeTimeOf(session: Session): number {
  return Math.min(session.merge.active_time, spanOf(session));
}
