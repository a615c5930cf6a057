/** What the five endpoints answer: the session as `data`, in JSON text, and failures of the session as the wire has them. */
import type { CallerKind } from '../access/caller';
import { databaseFor } from '../database/databases';
import type { Failure } from '../http/errors';
import { addFields } from '../http/respond';
import type { LeadId } from '../ids/uuid';
import { findLead } from '../leads/lead';
import { logError } from '../log';
import type { SessionKey } from './commands';
import { expiresAt } from './life/expiry';
import { measure } from './life/measure';
import { MAX_KEYED_DATA_BYTES } from './life/session';
import type { SessionView } from './life/view';
import type { Attached, Explained, Failed, Opened } from './object/contract';

/** The session with the address to read it at. `origin`: scheme and host that were asked. */
export function showSession(origin: string, view: string, key: SessionKey): string {
  const { session_id, site_id } = key;
  const session_url = `${origin}/api/visitors/session?session_id=${session_id}&site_id=${site_id}`;
  return addFields(view, { session_url });
}

/** The same with what create adds. */
export function showOpened(origin: string, opened: Opened & SessionKey): string {
  const { is_new_session, reopened } = opened;
  return addFields(showSession(origin, opened.view, opened), { is_new_session, reopened });
}

/** For server callers, who also learn who the lead is. */
export async function showWithLead(env: Env, shown: string, key: SessionKey): Promise<string> {
  const { lead_id }: SessionView = JSON.parse(shown);
  return addFields(shown, {
    lead: lead_id === null ? null : await describeLead(env, key, lead_id),
  });
}

/** While D1 is down the session is shown all the same, and of its lead only what the session knows. */
async function describeLead(env: Env, { site_id }: SessionKey, id: LeadId) {
  try {
    const found = await findLead(databaseFor(env, site_id), id);
    if (found === null) return null;
    const { name, status } = found;
    return { id, email: found.email ?? found.claimed_email, name, status };
  } catch (error) {
    logError('lead_unreadable', error, { lead_id: id });
    return { id, email: null, name: null, status: null };
  }
}

/** Whether the lead is new tells which addresses are known, and is for server callers only. */
export function showIdentified(
  origin: string,
  { view, task_id, is_new_lead }: Attached,
  key: SessionKey,
  caller: CallerKind,
): string {
  const shown = addFields(showSession(origin, view, key), { task_id });
  return caller === 'browser' ? shown : addFields(shown, { is_new_lead });
}

/** Why the session is as it is, with the session itself. */
export function showExplained({ view, statements }: Explained): string {
  return `{"statements":${JSON.stringify(statements)},"session":${view}}`;
}

/** A failure of a command as the wire has it. */
export function toWireFailure(failed: Failed | Failure): Failure {
  if (!('session' in failed)) return failed;
  const { error, session } = failed;
  switch (error) {
    case 'session_ended':
      return {
        error,
        details:
          session === null
            ? {}
            : {
                ended_at: session.ended_at,
                exit_type: measure(session).exit_type,
                resumable_until: expiresAt(session),
              },
      };
    case 'lead_conflict':
      return { error, details: { lead_id: session?.lead_id } };
    case 'custom_data_too_large':
      return describeTooLarge('custom_data');
    case 'consent_too_large':
      return describeTooLarge('consent');
    // Following a final session leads to a fresh id; a third final one in a row cannot be.
    case 'session_final':
      return { error: 'internal' };
    case 'session_not_found':
    case 'session_conflict':
    case 'lead_not_found':
    case 'unavailable':
      return { error };
    default:
      error satisfies never;
      // A word of an object that runs a newer version.
      return { error: 'unavailable' };
  }
}

function describeTooLarge(path: 'custom_data' | 'consent'): Failure {
  const limit = `${MAX_KEYED_DATA_BYTES / 1024} KiB`;
  const message = `Together with what is stored this is more than ${limit} as JSON; remove keys with null.`;
  return { error: 'validation_failed', message, details: { issues: [{ path, message }] } };
}
