import type { Context } from 'hono';
import type { Caller } from '../access/admit';
import type { App } from '../http/context';

import type { Shown } from './answer';
import type { Session } from './life/session';
import type { Opened, Refused } from './object/object';
import { asksForPrivacy, describeOpening } from './opening/describe';
import { changeSession } from './record/batch-writer';
import type { OpenCommand } from './schema';
import { acceptChosenId, isFreshId, mintSessionId } from './session-id';

/** How many final sessions are passed over in search of a follower before a fresh id is taken. */
const MAX_FOLLOWERS = 10;

/**
 * Opens a session, resumes or reopens the one named, or follows a final one with a new session. The
 * follower's id was laid down with the final session, so that a repeated or doubled call (two tabs
 * restored at once) opens one session, not two.
 */
export async function openSession(
  c: Context<App>,
  command: OpenCommand,
  caller: Caller,
): Promise<(Opened & Shown) | Refused> {
  const isPrivate = asksForPrivacy(c.req.raw.headers, caller.site);
  const opening = await describeOpening(command, c.req.raw, caller);
  const { site_id, sent_at, url, consent, custom_data, page_views, active_time } = command;
  const event = {
    type: 'open',
    site_id,
    caller: caller.kind,
    sent_at,
    url,
    consent,
    custom_data,
    is_private: isPrivate,
  } as const;
  const mint = () => mintSessionId(Date.now());
  const chosen = command.id === undefined ? null : await acceptChosenId(command.id, Date.now());
  let session_id = chosen ?? mint();
  let isMinted = chosen === null || isFreshId(chosen, Date.now());
  for (let follower = 0; ; follower += 1) {
    // The totals told are those of the session named; one that follows it has none yet.
    const totals = follower === 0 ? { page_views, active_time } : {};
    const open = { ...event, ...totals, session_id, follower_id: crypto.randomUUID(), opening };
    const opened = await changeSession(c, session_id, (object) => object.open(open, isMinted));
    if (!('refusal' in opened)) return { ...opened, session_id, site_id };
    if (opened.refusal !== 'session_final') return opened;
    const canTie = !isPrivate && !wasPrivate(opened.session);
    if (canTie) {
      opening.previous_session_id = session_id;
      if (isKnownBySessionOnly(command))
        opening.visitor_id = opened.session?.visitor_id ?? opening.visitor_id;
    }
    // An id that was laid down with the session before would tie a private one to it.
    const isTied = canTie && follower < MAX_FOLLOWERS;
    const next = isTied ? (opened.session?.writers.follower_id ?? null) : null;
    isMinted = next === null;
    session_id = next ?? mint();
  }
}

/** Nothing is to tie it to another. */
function wasPrivate(session: Session | null): boolean {
  return session?.writers.follower_id === null && session.writers.opened_by !== undefined;
}

/** The session named is all that tells who the visitor is. */
function isKnownBySessionOnly(command: OpenCommand): boolean {
  return command.visitor_id === undefined && command.fingerprint === undefined;
}
