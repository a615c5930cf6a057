/**
 * The design most would begin with: the same service without objects. Routes, checks, rules and answers are ours, but each
 * request reads its row in D1 and writes back the columns that have changed, in our own table with our own indexes.
 * Nothing holds two requests for one session apart, so that races lose updates.
 */
import { DurableObject } from 'cloudflare:workers';
import { app } from '../../../src/app';
import { decide, type Session, type SessionEvent } from '../../../src/session/lifecycle';
import type { Opened, Refused } from '../../../src/session/object';
import { findRecord, recordValues } from '../../../src/session/record';
import type { SessionCalls } from '../../../src/session/stub';
import { View } from '../../../src/session/view';

/** Never called: the configuration that all Workers are built with names it. */
export class VisitorSession extends DurableObject {}

export default {
  fetch(request: Request, env: Env, context: ExecutionContext) {
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
      const session = await findRecord([db], sessionId);
      return session === null ? NOT_FOUND : new View().show(session, Date.now());
    },
  };
}

const NOT_FOUND: Refused = { refusal: 'session_not_found', session: null };

async function apply(
  db: D1Database,
  event: SessionEvent,
  sessionId: string,
  isMinted = false,
): Promise<Opened | Refused> {
  const now = Date.now();
  const before = isMinted ? null : await findRecord([db], sessionId);
  const outcome = decide(before, event, now);
  if ('error' in outcome) return { refusal: outcome.error, session: outcome.session };
  const { next, changed, is_new_session, reopened } = outcome;
  if (before !== null) {
    if (changed) await update(db, before, next);
  } else if (!(await insert(db, next))) {
    // An id of the caller's choice that looked new, and is not.
    return apply(db, event, sessionId);
  }
  return { view: new View().show(next, now), unwritten: null, is_new_session, reopened };
}

/** False: it is there already. */
async function insert(db: D1Database, session: Session): Promise<boolean> {
  const row = columnsOf(session);
  const { meta } = await db
    .prepare(
      `INSERT INTO sessions (${[...row.keys()].join(', ')}) VALUES (${Array.from(row, () => '?').join(', ')})
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
      `UPDATE sessions SET ${changed.map(([column]) => `${column} = ?`).join(', ')} WHERE session_id = ?`,
    )
    .bind(...changed.map(([, value]) => value), next.session_id)
    .run();
}

function columnsOf(session: Session): Map<string, unknown> {
  const values = Object.entries(recordValues(session));
  return new Map(
    values.map(([column, value]) => [
      column,
      typeof value === 'object' && value !== null ? JSON.stringify(value) : value,
    ]),
  );
}
