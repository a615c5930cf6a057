/**
 * The design most would begin with: the same service without objects. Routes, checks, rules and answers are ours, but each
 * request reads its row in D1 and writes back the columns that have changed, in one table (`one-table.ts`).
 * Nothing separates two requests for one session, so that races lose updates.
 */
import { DurableObject } from 'cloudflare:workers';
import { app } from '../../../src/app';
import { expiresAt } from '../../../src/session/life/expiry';
import { decide } from '../../../src/session/life/lifecycle';
import { measure } from '../../../src/session/life/measure';
import type { JsonValue, Session, SessionEvent } from '../../../src/session/life/session';
import { viewAsText } from '../../../src/session/life/view';
import type { Failed, Opened, SessionCalls } from '../../../src/session/object/contract';
import { makeTable } from './one-table';

/** Never called: the configuration that all Workers are built with names it. */
export class VisitorSession extends DurableObject {}

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext) {
    await makeTable(env.DB);
    const rows = { getByName: () => callsOn(env.DB) };
    return app.fetch(request, { ...env, VISITOR_SESSIONS: rows }, context);
  },
};

/** Stands in for the object in each of its calls. */
function callsOn(db: D1Database): Pick<SessionCalls, 'open' | 'read' | 'update' | 'end'> {
  return {
    open: (event, isMinted) => apply(db, event, event.session_id, isMinted),
    update: (event, sessionId) => apply(db, event, sessionId),
    end: (event, sessionId) => apply(db, event, sessionId),
    read: async (sessionId) => {
      const session = await findRow(db, sessionId);
      return session === null ? NOT_FOUND : viewAsText(session, Date.now());
    },
  };
}

const NOT_FOUND: Failed = { error: 'session_not_found', session: null };

async function apply(
  db: D1Database,
  event: SessionEvent,
  sessionId: string,
  isMinted = false,
): Promise<Opened | Failed> {
  const now = Date.now();
  const before = isMinted ? null : await findRow(db, sessionId);
  const outcome = decide(before, event, now);
  if ('error' in outcome) return outcome;
  const { next, changed, is_new_session, reopened } = outcome;
  if (before !== null) {
    if (changed) await update(db, before, next);
  } else if (!(await insert(db, next))) {
    // An id of the caller's choice that looked new, and is not.
    return apply(db, event, sessionId);
  }
  return { view: viewAsText(next, now), unwritten: null, is_new_session, reopened };
}

/** False: it is there already. */
async function insert(db: D1Database, session: Session): Promise<boolean> {
  const row = columnsOf(session);
  const { meta } = await db
    .prepare(
      `INSERT INTO naive_sessions (${[...row.keys()].join(', ')}) VALUES (${Array.from(row, () => '?').join(', ')})
      ON CONFLICT DO NOTHING`,
    )
    .bind(...row.values())
    .run();
  return meta.changes > 0;
}

async function update(db: D1Database, before: Session, next: Session): Promise<void> {
  const old = columnsOf(before);
  const changed = [...columnsOf(next)].filter(([column, value]) => value !== old.get(column));
  await db
    .prepare(
      `UPDATE naive_sessions SET ${changed.map(([column]) => `${column} = ?`).join(', ')} WHERE session_id = ?`,
    )
    .bind(...changed.map(([, value]) => value), next.session_id)
    .run();
}

function columnsOf(session: Session): Map<string, unknown> {
  return new Map(
    Object.entries(valuesOf(session)).map(([column, value]) => [
      column,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ]),
  );
}

function valuesOf(session: Session): Record<string, JsonValue> {
  const { duration, active_time, engaged, exit_type } = measure(session);
  const { shape, writers, merge, ...columns } = session;
  return {
    ...columns,
    merge: { shape, writers, ...merge },
    status: session.ended_at === null ? 'active' : 'ended',
    due_at: expiresAt(session),
    duration,
    active_time,
    engaged: engaged ? 1 : 0,
    exit_type,
    is_bot: session.is_bot ? 1 : 0,
    referrer_is_internal: session.referrer_is_internal ? 1 : 0,
  };
}

const COLUMNS = `session_id, site_id, visitor_id, fingerprint, lead_id, identified_at, idle_timeout_ms, started_at,
  last_activity_at, ended_at, ended_by, exit_url, page_views, landing_url, current_url, referrer, utm_params, device,
  referrer_host, referrer_is_internal, click_id, source, channel, browser, location, consent, custom_data, is_bot, bot_reason, previous_session_id, reopened_count, version, merge`;
const OBJECTS = [
  'utm_params',
  'click_id',
  'device',
  'browser',
  'location',
  'consent',
  'custom_data',
];

async function findRow(db: D1Database, sessionId: string): Promise<Session | null> {
  const row = await db
    .prepare(`SELECT ${COLUMNS} FROM naive_sessions WHERE session_id = ?`)
    .bind(sessionId)
    .first<Record<string, string | number | null>>();
  if (row === null) return null;
  const { shape, writers, ...merge } = JSON.parse(String(row.merge));
  const objects = OBJECTS.map((name) => [name, JSON.parse(String(row[name]))]);
  const session: unknown = {
    ...row,
    ...Object.fromEntries(objects),
    is_bot: row.is_bot === 1,
    referrer_is_internal: row.referrer_is_internal === 1,
    shape,
    writers,
    merge,
  };
  return session as Session;
}
