/** Leads: known contacts of a site. */
import type { LeadId, SiteId } from '../ids/uuid';
import type { LeadStatus } from './schema';

export type Lead = {
  lead_id: LeadId;
  site_id: SiteId;
  email: string | null;
  /** Given by a browser together with a `lead_id`: shown to servers, and no lead is found by it. */
  claimed_email: string | null;
  name: string | null;
  phone: string | null;
  status: LeadStatus;
  known_by: 'email' | 'name' | 'lead_id';
};

const COLUMNS = 'lead_id, site_id, email, claimed_email, name, phone, status, known_by';

/** Null: no site has such a lead. Throws when D1 does. */
export async function findLead(db: D1Database, leadId: LeadId): Promise<Lead | null> {
  return db.prepare(`SELECT ${COLUMNS} FROM leads WHERE lead_id = ?`).bind(leadId).first<Lead>();
}

/** The leads that an identify may mean, in one round trip. */
export async function findLeads(
  db: D1Database,
  siteId: SiteId,
  wanted: { current: LeadId | null; lead_id: LeadId | undefined; email: string | undefined },
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
