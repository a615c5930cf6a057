import { hashVisitor, isNotErased } from '../database/tombstones';
import type { LeadId } from '../ids/uuid';
import type { Session } from '../session/life/session';
import { isSiteOpen } from '../sites/sql';
import type { Lead } from './lead';

/** What an identify does to its lead. */
export type Attachment = {
  lead_id: LeadId;
  /** The lead is new; null: it is there already. */
  create: Pick<Lead, 'known_by'> | null;
  email: string | undefined;
  claimed_email: string | undefined;
  name: string | undefined;
  phone: string | undefined;
  replaces: boolean;
  create_task: boolean;
};

/** Of the values that are bound first in each statement: the session, its visitor's hash, and the lead. */
const IS_NOT_ERASED = `(${isSiteOpen('?1')} AND ${isNotErased({
  siteId: '?1',
  visitorHash: '?2',
  sessionId: '?3',
  startedAt: '?4',
})})`;
const IS_THERE = 'EXISTS (SELECT 1 FROM leads WHERE lead_id = ?5)';
const MAY_ATTACH = `${IS_NOT_ERASED} AND ${IS_THERE}`;
/** The lead takes the place of the one that the visitor is known as. */
const IS_LINKED_ANEW = `(?8 AND visitor_leads.linked_at < (
  SELECT MAX(linked_at) FROM visitor_leads WHERE site_id = ?1 AND visitor_id = ?6))`;

/**
 * All that an identify changes about its lead, in one transaction: the lead if it is new, its missing details, the visitor's
 * link, the task. The visitor's later sessions get the lead that was linked first, unless `replaces`.
 *
 * `lead_changed`: another call has just made, taken or erased the lead or its email. `session_erased`: the session, its
 * visitor or its site was erased. Both change nothing. Throws when D1 does.
 */
export async function attachLead(
  db: D1Database,
  session: Pick<
    Session,
    'session_id' | 'site_id' | 'visitor_id' | 'lead_id' | 'identified_at' | 'started_at'
  >,
  lead: Attachment,
  now: number,
): Promise<{ task_id: string | null } | { error: 'lead_changed' | 'session_erased' }> {
  const { session_id, site_id, visitor_id, started_at } = session;
  const { lead_id, create } = lead;
  const replaces = lead.replaces ? 1 : 0;
  const email = lead.email ?? null;
  const bound = [site_id, await hashVisitor(site_id, visitor_id), session_id, started_at, lead_id];
  const statement = (sql: string, ...values: (string | number | null)[]) =>
    db.prepare(sql).bind(...bound, ...values);
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
    // A lead known by name only gives its name and phone to the one that takes its place.
    statement(
      `UPDATE leads SET name = COALESCE(leads.name, former.name), phone = COALESCE(leads.phone, former.phone)
      FROM (SELECT name, phone FROM leads WHERE lead_id = ?6 AND known_by = 'name' AND email IS NULL) AS former
      WHERE leads.lead_id = ?5 AND ?7 AND leads.lead_id != ?6 AND ${MAY_ATTACH}`,
      session.lead_id,
      session.identified_at === null ? 0 : replaces,
    ),
    statement(
      `INSERT INTO visitor_leads (site_id, visitor_id, lead_id, session_started_at, linked_at)
      SELECT ?1, ?6, ?5, ?4, CASE WHEN ?8 OR NOT EXISTS (
        SELECT 1 FROM visitor_leads WHERE site_id = ?1 AND visitor_id = ?6) THEN ?7 ELSE 0 END
      WHERE ${MAY_ATTACH} ON CONFLICT DO UPDATE
      SET linked_at = CASE WHEN ${IS_LINKED_ANEW} THEN excluded.linked_at ELSE visitor_leads.linked_at END,
        session_started_at = MAX(excluded.session_started_at, COALESCE(visitor_leads.session_started_at, 0))
      WHERE ${IS_LINKED_ANEW} OR excluded.session_started_at > COALESCE(visitor_leads.session_started_at, 0)`,
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
      `SELECT ${IS_NOT_ERASED} AS is_not_erased, ${IS_THERE} AS is_there,
        (SELECT task_id FROM tasks WHERE lead_id = ?5 AND session_id = ?3) AS task_id`,
    ),
  ];
  if (create !== null) {
    const insert = statement(
      `INSERT INTO leads (lead_id, site_id, email, known_by, created_at, updated_at)
      SELECT ?5, ?1, ?6, ?7, ?8, ?8 WHERE ${IS_NOT_ERASED}`,
      email,
      create.known_by,
      now,
    );
    statements.unshift(insert);
  }
  try {
    const results = await db.batch<{
      is_not_erased: number;
      is_there: number;
      task_id: string | null;
    }>(statements);
    const row = results.at(-1)?.results[0];
    if (row?.is_not_erased !== 1) return { error: 'session_erased' };
    return row.is_there === 1 ? { task_id: row.task_id } : { error: 'lead_changed' };
  } catch (error) {
    if (isTaken(error)) return { error: 'lead_changed' };
    throw error;
  }
}

/** Ids and emails of leads are unique; D1 rolls back the whole batch. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && error.message.includes('UNIQUE constraint failed: leads.');
}
