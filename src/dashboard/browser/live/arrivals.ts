/** Who is here, as rows that come and go one by one while the others keep their places. Pure. */
import type { Schemas } from '../../../client/client';

export type LiveSession = Schemas['LiveSession'];

/** `goneAt`: when it was first missed, in ms since the epoch; null while it is here. */
export type Seen = { session: LiveSession; isNew: boolean; goneAt: number | null };

/** Who has left stays for so long, so that one sees who it was. */
export const GONE_MS = 12_000;

/**
 * The rows after another answer, in the order in which the sessions began, the newest first: that of their activity would change with
 * every answer. `before`: null for the first answer, of which nobody has just come. `isWhole`: whether all are told of; else who is missing
 * may still be here.
 */
export function followLive(
  before: readonly Seen[] | null,
  sessions: readonly LiveSession[],
  { now, isWhole }: { now: number; isWhole: boolean },
): Seen[] {
  const known = new Set(before?.map(({ session }) => session.session_id));
  const here = new Set(sessions.map(({ session_id }) => session_id));
  const rows = sessions.map((session): Seen => {
    const isNew = before !== null && !known.has(session.session_id);
    return { session, isNew, goneAt: null };
  });
  const gone = (isWhole ? (before ?? []) : [])
    .filter(
      ({ session, goneAt }) => !here.has(session.session_id) && now - (goneAt ?? now) < GONE_MS,
    )
    .map(({ session, goneAt }): Seen => ({ session, isNew: false, goneAt: goneAt ?? now }));
  return [...rows, ...gone].sort(byBeginning);
}

function byBeginning({ session: a }: Seen, { session: b }: Seen): number {
  return b.started_at - a.started_at || (a.session_id < b.session_id ? 1 : -1);
}
