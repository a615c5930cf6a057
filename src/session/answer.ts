import type { Context } from 'hono';
import { databaseFor } from '../database/databases';
import type { App } from '../http/context';
import type { Failure } from '../http/errors';
import { addFields } from '../http/respond';
import { findLead } from '../leads/store';
import { logError } from '../log';
import { expiresAt, measure } from './life/lifecycle';
import type { CallerKind } from './life/session';
import type { SessionView } from './life/view';
import type { Attached, Opened, Refused } from './object/object';

/** Which session an answer shows. */
export type Shown = { session_id: string; site_id: string };

/** The session as `data`, in JSON text, with the address to read it at. */
export function showSession(c: Context<App>, view: string, { session_id, site_id }: Shown): string {
  const { url } = c.req;
  const origin = url.slice(0, url.indexOf('/', 'https://'.length));
  const session_url = `${origin}/api/visitors/session?session_id=${session_id}&site_id=${site_id}`;
  return addFields(view, { session_url });
}

export function showOpened(c: Context<App>, opened: Opened & Shown): string {
  const { is_new_session, reopened } = opened;
  return addFields(showSession(c, opened.view, opened), { is_new_session, reopened });
}

/** For server callers, who also learn who the lead is. */
export async function showWithLead(c: Context<App>, view: string, of: Shown): Promise<string> {
  const { lead_id }: SessionView = JSON.parse(view);
  const shown = showSession(c, view, of);
  return addFields(shown, { lead: lead_id === null ? null : await describeLead(c, of, lead_id) });
}

/** While D1 is down the session is told all the same, and of its lead what the session knows. */
async function describeLead(c: Context<App>, { site_id }: Shown, id: string) {
  try {
    const found = await findLead(databaseFor(c.env, site_id), id);
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
  c: Context<App>,
  { view, task_id, is_new_lead }: Attached,
  of: Shown,
  caller: CallerKind,
): string {
  const shown = addFields(showSession(c, view, of), { task_id });
  return caller === 'browser' ? shown : addFields(shown, { is_new_lead });
}

/** The failure that a refusal of the session's object stands for. */
export function describeRefusal({ refusal, session }: Refused): Failure {
  switch (refusal) {
    case 'session_ended':
      return {
        error: refusal,
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
      return { error: refusal, details: { lead_id: session?.lead_id } };
    case 'custom_data_too_large':
      return describeTooLarge('custom_data');
    case 'consent_too_large':
      return describeTooLarge('consent');
    // Following a final session leads to a fresh id; a third final one in a row cannot be.
    case 'session_final':
      return { error: 'internal' };
    case 'session_not_found':
    case 'session_conflict':
    case 'unavailable':
      return { error: refusal };
    default:
      refusal satisfies never;
      // A word of an object that runs a newer version.
      return { error: 'unavailable' };
  }
}

function describeTooLarge(path: 'custom_data' | 'consent'): Failure {
  const message =
    'Together with what is stored this is more than 4 KiB as JSON; remove keys with null.';
  return { error: 'validation_failed', message, details: { issues: [{ path, message }] } };
}
