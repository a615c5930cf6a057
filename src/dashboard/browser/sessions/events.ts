/** What happened in a session, in order. Pure. */
import type { Schemas } from '../../../client/client';

export type Explained = Schemas['ExplainedSession'];

/** `at`: ms since the epoch; null where only that it happened is known. */
export type SessionEvent =
  | { kind: 'began'; at: number; follows: string | null }
  /** `untilMs`: how long until the next page, or the last sign of life. `isEntry`: the visitor came by it. */
  | { kind: 'page'; at: number; path: string; untilMs: number; isEntry: boolean }
  /** Of pages seen again; and of those after the first that are kept, where `isCut`. */
  | { kind: 'views'; at: null; count: number; isCut: boolean }
  | { kind: 'identified'; at: number; leadId: string | null }
  | { kind: 'returned'; at: null; count: number }
  | { kind: 'seen'; at: number }
  | { kind: 'ended'; at: number; by: Explained['ended_by']; exit: Explained['exit_type'] };

/** So many pages the API keeps of a session. */
const MAX_PAGES = 50;

export function eventsOf(session: Explained): SessionEvent[] {
  const { started_at, ended_at, last_activity_at, identified_at, pages, page_views } = session;
  const dated: (SessionEvent & { at: number })[] = [
    { kind: 'began', at: started_at, follows: session.previous_session_id },
    ...pages.map(({ path, at }, i) => ({
      kind: 'page' as const,
      at,
      path,
      isEntry: path === session.landing_path,
      untilMs: Math.max(0, (pages[i + 1]?.at ?? last_activity_at) - at),
    })),
    ...(identified_at === null
      ? []
      : [{ kind: 'identified' as const, at: identified_at, leadId: session.lead_id }]),
  ];
  // A sort keeps the order of what has the same time.
  dated.sort((a, b) => a.at - b.at);
  const undated: SessionEvent[] = [];
  const more = page_views - pages.length;
  if (more > 0 && pages.length > 0)
    undated.push({ kind: 'views', at: null, count: more, isCut: pages.length >= MAX_PAGES });
  const { reopened_count } = session;
  if (reopened_count > 0) undated.push({ kind: 'returned', at: null, count: reopened_count });
  const last: SessionEvent =
    ended_at === null
      ? { kind: 'seen', at: last_activity_at }
      : { kind: 'ended', at: ended_at, by: session.ended_by, exit: session.exit_type };
  // Known after it was over, such as by a form that a server has sent on.
  const after = dated.filter(({ at }) => ended_at !== null && at > ended_at);
  return [...dated.filter((one) => !after.includes(one)), ...undated, last, ...after];
}
