/**
 * The naive design as a sketch, to set beside the floor: each request reads its row in D1 and writes it back, in the same
 * table, but there are no routes, no checks and next to no rules, and the row is all but empty.
 */
import { DurableObject } from 'cloudflare:workers';
import { makeTable } from './one-table';

type BareEnv = { DB: D1Database };
type Body = {
  site_id: string;
  session_id: string;
  url?: string;
  current_url?: string;
  exit_url?: string;
  page_views?: number;
  active_time?: number;
};
type Row = Record<string, string | number | null> & {
  started_at: number;
  last_activity_at: number;
  page_views: number;
  active_time: number;
  version: number;
};

const IDLE_TIMEOUT_MS = 30 * 60 * 1000;

/** Never called: the configuration that all Workers are built with names it. */
export class VisitorSession extends DurableObject {}

export default {
  async fetch(request: Request, env: BareEnv): Promise<Response> {
    await makeTable(env.DB);
    const url = new URL(request.url);
    if (request.method === 'GET') {
      return answer(await findSession(env.DB, url.searchParams.get('session_id') ?? ''));
    }
    const body = await request.json<Body>();
    if (request.method === 'PUT') return answer(await updateSession(env.DB, body, Date.now()));
    if (url.pathname.endsWith('/end')) return answer(await endSession(env.DB, body, Date.now()));
    return answer(await createSession(env.DB, body, Date.now()));
  },
};

async function createSession(db: D1Database, body: Body, now: number): Promise<Row | null> {
  const session_id = crypto.randomUUID();
  await db
    .prepare(
      `INSERT INTO naive_sessions (session_id, site_id, visitor_id, status, idle_timeout_ms, started_at,
        last_activity_at, due_at, duration, active_time, page_views, engaged, landing_url, current_url,
        utm_params, device, browser, location, consent, custom_data, is_bot, reopened_count, version, merge)
      VALUES (?1, ?2, ?3, 'active', ?4, ?5, ?5, ?5 + ?4, 0, 0, 1, 0, ?6, ?6, '{}', '{}', '{}', '{}', '{}', '{}', 0, 0, 1, '{}')`,
    )
    .bind(session_id, body.site_id, crypto.randomUUID(), IDLE_TIMEOUT_MS, now, body.url ?? null)
    .run();
  return findSession(db, session_id);
}

async function updateSession(db: D1Database, body: Body, now: number): Promise<Row | null> {
  const row = await findSession(db, body.session_id);
  if (row === null) return null;
  const next = advance(row, body, now);
  await db
    .prepare(
      `UPDATE naive_sessions SET last_activity_at = ?2, due_at = ?2 + idle_timeout_ms, duration = ?3,
        active_time = ?4, page_views = ?5, current_url = ?6, version = ?7 WHERE session_id = ?1`,
    )
    .bind(
      body.session_id,
      now,
      next.duration,
      next.active_time,
      next.page_views,
      body.current_url ?? row.current_url,
      next.version,
    )
    .run();
  return next;
}

async function endSession(db: D1Database, body: Body, now: number): Promise<Row | null> {
  const row = await findSession(db, body.session_id);
  if (row === null) return null;
  const next = advance(row, body, now);
  await db
    .prepare(
      `UPDATE naive_sessions SET status = 'ended', last_activity_at = ?2, ended_at = ?2, ended_by = 'client',
        exit_type = 'exit', exit_url = ?3, duration = ?4, active_time = ?5, page_views = ?6, version = ?7
      WHERE session_id = ?1`,
    )
    .bind(
      body.session_id,
      now,
      body.exit_url ?? null,
      next.duration,
      next.active_time,
      next.page_views,
      next.version,
    )
    .run();
  return { ...next, status: 'ended', ended_at: now };
}

function advance(row: Row, body: Body, now: number): Row {
  return {
    ...row,
    last_activity_at: now,
    duration: now - row.started_at,
    page_views: Math.max(row.page_views, body.page_views ?? 0),
    active_time: Math.max(row.active_time, body.active_time ?? 0),
    version: row.version + 1,
  };
}

function findSession(db: D1Database, sessionId: string): Promise<Row | null> {
  return db
    .prepare(
      `SELECT session_id, site_id, visitor_id, lead_id, status, started_at, last_activity_at, idle_timeout_ms, ended_at,
        ended_by, exit_type, exit_url, duration, active_time, page_views, engaged, landing_url, current_url, referrer,
        utm_params, device, browser, location, consent, custom_data, version FROM naive_sessions WHERE session_id = ?`,
    )
    .bind(sessionId)
    .first<Row>();
}

function answer(row: Row | null): Response {
  return Response.json({ success: row !== null, data: row }, { status: row === null ? 404 : 200 });
}
