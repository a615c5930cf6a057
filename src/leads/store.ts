import { hashVisitor, isUnmarked } from '../database/tombstones';
import type { Session } from '../session/life/session';

export type Lead = {
  lead_id: string;
  site_id: string;
  email: string | null;
  /** Told by a browser for a lead that it named by id: shown to servers, never searched by. */
  claimed_email: string | null;
  name: string | null;
  phone: string | null;
  status: 'new' | 'open' | 'closed';
  known_by: 'email' | 'name' | 'lead_id';
};

const COLUMNS = 'lead_id, site_id, email, claimed_email, name, phone, status, known_by';

export async function findLead(db: D1Database, leadId: string): Promise<Lead | null> {
  return db.prepare(`SELECT ${COLUMNS} FROM leads WHERE lead_id = ?`).bind(leadId).first<Lead>();
}

/** The leads that an identify may mean, in one round trip. */
export async function findLeads(
  db: D1Database,
  siteId: string,
  wanted: { current: string | null; lead_id: string | undefined; email: string | undefined },
) {
  const [current, byId, byEmail] = await db.batch<Lead>([
    db
      .prepare(`SELECT ${COLUMNS} FROM leads WHERE lead_id = ? AND site_id = ?`)
      .bind(wanted.current, siteId),
    db.prepare(`SELECT ${COLUMNS} FROM leads WHERE lead_id = ?`).bind(wanted.lead_id ?? null),
    db
      .prepare(`SELECT ${COLUMNS} FROM leads WHERE site_id = ? AND email = ?`)
      .bind(siteId, wanted.email ?? null),
  ]);
  return {
    current: current?.results[0] ?? null,
    byId: byId?.results[0] ?? null,
    byEmail: byEmail?.results[0] ?? null,
  };
}

/** A subquery in SQL, of SQL expressions: the lead that a visitor is known as. */
export function leadOfVisitor(siteId: string, visitorId: string): string {
  return `(SELECT lead_id FROM visitor_leads WHERE site_id = ${siteId} AND visitor_id = ${visitorId}
    ORDER BY linked_at DESC LIMIT 1)`;
}

/** What an identify does to its lead. */
export type Attachment = {
  lead_id: string;
  /** Made by this call, and by what. */
  create: Pick<Lead, 'known_by'> | null;
  email: string | undefined;
  claimed_email: string | undefined;
  name: string | undefined;
  phone: string | undefined;
  replaces: boolean;
  create_task: boolean;
};

/** The session, its marks and the lead: bound first in each statement that `MAY_ATTACH` is in. */
const IS_UNMARKED = isUnmarked({
  siteId: '?1',
  visitorHash: '?2',
  sessionId: '?3',
  startedAt: '?4',
});
const IS_THERE = 'EXISTS (SELECT 1 FROM leads WHERE lead_id = ?5)';
const MAY_ATTACH = `${IS_UNMARKED} AND ${IS_THERE}`;

/**
 * All that an identify changes about its lead, at once: the lead itself if it is new, missing details, the visitor's
 * link, the task. The visitor's other sessions keep getting the lead it has unless this session leaves
 * that one. Answers with the task's id; `changed`: somebody else has made, taken or erased the lead or its
 * email a moment ago; `erased`: the session or its visitor was. Neither leaves anything behind.
 */
export async function attachLead(
  db: D1Database,
  session: Pick<
    Session,
    'session_id' | 'site_id' | 'visitor_id' | 'lead_id' | 'identified_at' | 'started_at'
  >,
  lead: Attachment,
  now: number,
): Promise<{ task_id: string | null } | 'changed' | 'erased'> {
  const { session_id, site_id, visitor_id, started_at } = session;
  const { lead_id, create } = lead;
  const replaces = lead.replaces ? 1 : 0;
  const email = lead.email ?? null;
  const marks = [site_id, await hashVisitor(site_id, visitor_id), session_id, started_at, lead_id];
  const statement = (sql: string, ...values: (string | number | null)[]) =>
    db.prepare(sql).bind(...marks, ...values);
  const statements = [
    statement(
      `UPDATE leads SET email = COALESCE(email, ?6), name = COALESCE(name, ?7), phone = COALESCE(phone, ?8),
        claimed_email = COALESCE(claimed_email, ?9), updated_at = ?10
      WHERE lead_id = ?5 AND ((email IS NULL AND ?6 IS NOT NULL) OR (name IS NULL AND ?7 IS NOT NULL)
        OR (phone IS NULL AND ?8 IS NOT NULL) OR (claimed_email IS NULL AND ?9 IS NOT NULL))
        AND ${MAY_ATTACH}`,
      email,
      lead.name ?? null,
      lead.phone ?? null,
      lead.claimed_email ?? null,
      now,
    ),
    // What was told here of a lead known by name only goes along to the one that takes its place.
    statement(
      `UPDATE leads SET name = COALESCE(leads.name, former.name), phone = COALESCE(leads.phone, former.phone)
      FROM (SELECT name, phone FROM leads WHERE lead_id = ?6 AND known_by = 'name' AND email IS NULL) AS former
      WHERE leads.lead_id = ?5 AND ?7 AND leads.lead_id != ?6 AND ${MAY_ATTACH}`,
      session.lead_id,
      session.identified_at === null ? 0 : replaces,
    ),
    statement(
      `INSERT INTO visitor_leads (site_id, visitor_id, lead_id, linked_at)
      SELECT ?1, ?6, ?5, CASE WHEN ?8 OR NOT EXISTS (
        SELECT 1 FROM visitor_leads WHERE site_id = ?1 AND visitor_id = ?6) THEN ?7 ELSE 0 END
      WHERE ${MAY_ATTACH} ON CONFLICT DO UPDATE SET linked_at = excluded.linked_at
      WHERE ?8 AND visitor_leads.linked_at < (SELECT MAX(linked_at) FROM visitor_leads
        WHERE site_id = ?1 AND visitor_id = ?6)`,
      visitor_id,
      now,
      replaces,
    ),
    statement(
      `UPDATE OR IGNORE tasks SET lead_id = ?5
      WHERE lead_id = ?6 AND session_id = ?3 AND ?7 AND ${MAY_ATTACH}`,
      session.lead_id,
      replaces,
    ),
    statement(
      `INSERT INTO tasks (task_id, site_id, lead_id, session_id, created_at)
      SELECT ?6, ?1, ?5, ?3, ?7 WHERE ?8 AND ${MAY_ATTACH} ON CONFLICT DO NOTHING`,
      crypto.randomUUID(),
      now,
      lead.create_task ? 1 : 0,
    ),
    statement(
      `SELECT ${IS_UNMARKED} AS is_unmarked, ${IS_THERE} AS is_there,
        (SELECT task_id FROM tasks WHERE lead_id = ?5 AND session_id = ?3) AS task_id`,
    ),
  ];
  if (create !== null) {
    const insert = statement(
      `INSERT INTO leads (lead_id, site_id, email, known_by, created_at, updated_at)
      SELECT ?5, ?1, ?6, ?7, ?8, ?8 WHERE ${IS_UNMARKED}`,
      email,
      create.known_by,
      now,
    );
    statements.unshift(insert);
  }
  try {
    const results = await db.batch<{
      is_unmarked: number;
      is_there: number;
      task_id: string | null;
    }>(statements);
    const row = results.at(-1)?.results[0];
    if (row?.is_unmarked !== 1) return 'erased';
    return row.is_there === 1 ? { task_id: row.task_id } : 'changed';
  } catch (error) {
    if (isTaken(error)) return 'changed';
    throw error;
  }
}

/** The id or the email of a lead is unique, and the batch is undone as a whole. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && error.message.includes('UNIQUE constraint failed: leads.');
}
