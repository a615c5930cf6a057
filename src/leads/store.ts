import type { Session } from '../session/lifecycle';

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

/** Inserts a lead unless its id or its email is there already. True: it was made by this call. */
export async function insertLead(
  db: D1Database,
  lead: Pick<Lead, 'lead_id' | 'site_id' | 'email' | 'known_by'>,
  now: number,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `INSERT INTO leads (lead_id, site_id, email, known_by, created_at, updated_at)
      VALUES (?1, ?2, ?3, ?4, ?5, ?5) ON CONFLICT DO NOTHING`,
    )
    .bind(lead.lead_id, lead.site_id, lead.email, lead.known_by, now)
    .run();
  return meta.changes === 1;
}

/**
 * All that an identify changes about its lead, at once: missing details, the visitor's link, the task. The
 * visitor's other sessions keep getting the lead it has unless this session leaves that one. Answers
 * with the task's id.
 */
export async function attachLead(
  db: D1Database,
  session: Pick<Session, 'session_id' | 'site_id' | 'visitor_id' | 'lead_id'>,
  lead: {
    lead_id: string;
    email: string | undefined;
    claimed_email: string | undefined;
    name: string | undefined;
    phone: string | undefined;
    replaces: boolean;
    create_task: boolean;
  },
  now: number,
): Promise<{ task_id: string | null }> {
  const { session_id, site_id, visitor_id } = session;
  const results = await db.batch<{ task_id: string }>([
    db
      .prepare(
        `UPDATE leads SET email = COALESCE(email, ?2), name = COALESCE(name, ?3), phone = COALESCE(phone, ?4),
          claimed_email = COALESCE(claimed_email, ?5), updated_at = ?6
        WHERE lead_id = ?1 AND ((email IS NULL AND ?2 IS NOT NULL) OR (name IS NULL AND ?3 IS NOT NULL)
          OR (phone IS NULL AND ?4 IS NOT NULL) OR (claimed_email IS NULL AND ?5 IS NOT NULL))`,
      )
      .bind(
        lead.lead_id,
        lead.email ?? null,
        lead.name ?? null,
        lead.phone ?? null,
        lead.claimed_email ?? null,
        now,
      ),
    // What was told of a lead known by name only goes along to the one that takes its place.
    db
      .prepare(
        `UPDATE leads SET name = COALESCE(leads.name, former.name), phone = COALESCE(leads.phone, former.phone)
        FROM (SELECT name, phone FROM leads WHERE lead_id = ?2 AND known_by = 'name' AND email IS NULL) AS former
        WHERE leads.lead_id = ?1 AND ?3 AND leads.lead_id != ?2`,
      )
      .bind(lead.lead_id, session.lead_id, lead.replaces ? 1 : 0),
    db
      .prepare(
        `INSERT INTO visitor_leads (site_id, visitor_id, lead_id, linked_at)
        SELECT ?1, ?2, ?3, CASE WHEN ?5 OR NOT EXISTS (
          SELECT 1 FROM visitor_leads WHERE site_id = ?1 AND visitor_id = ?2) THEN ?4 ELSE 0 END
        WHERE true ON CONFLICT DO UPDATE SET linked_at = excluded.linked_at
        WHERE ?5 AND visitor_leads.linked_at < (SELECT MAX(linked_at) FROM visitor_leads
          WHERE site_id = ?1 AND visitor_id = ?2)`,
      )
      .bind(site_id, visitor_id, lead.lead_id, now, lead.replaces ? 1 : 0),
    db
      .prepare(
        'UPDATE OR IGNORE tasks SET lead_id = ?1 WHERE lead_id = ?2 AND session_id = ?3 AND ?4',
      )
      .bind(lead.lead_id, session.lead_id, session_id, lead.replaces ? 1 : 0),
    db
      .prepare(
        `INSERT INTO tasks (task_id, site_id, lead_id, session_id, created_at)
        SELECT ?1, ?2, ?3, ?4, ?5 WHERE ?6 ON CONFLICT DO NOTHING`,
      )
      .bind(crypto.randomUUID(), site_id, lead.lead_id, session_id, now, lead.create_task ? 1 : 0),
    db
      .prepare('SELECT task_id FROM tasks WHERE lead_id = ? AND session_id = ?')
      .bind(lead.lead_id, session_id),
  ]);
  return { task_id: results.at(-1)?.results[0]?.task_id ?? null };
}
