/** Leads: known contacts of a site. */
import type { LeadId, SiteId, VisitorId } from '../ids/uuid';
import type { LeadChanges, LeadStatus } from './schema';
import { leadOfVisitor } from './sql';

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

/** A lead as servers see it. Times in ms since the epoch. */
export type ShownLead = Omit<Lead, 'claimed_email'> & {
  /** `email` is what a browser has claimed. */
  email_is_claimed: boolean;
  created_at: number;
  updated_at: number;
};
export type LeadRow = Lead & { created_at: number; updated_at: number };

const COLUMNS = 'lead_id, site_id, email, claimed_email, name, phone, status, known_by';
/** What `rowToShownLead` takes. */
export const SHOWN_COLUMNS = `${COLUMNS}, created_at, updated_at`;

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

/** Null: the site has no such lead. Throws when D1 does. */
export async function readLead(
  db: D1Database,
  siteId: SiteId,
  leadId: LeadId,
): Promise<ShownLead | null> {
  const row = await db
    .prepare(`SELECT ${SHOWN_COLUMNS} FROM leads WHERE lead_id = ? AND site_id = ?`)
    .bind(leadId, siteId)
    .first<LeadRow>();
  return row && rowToShownLead(row);
}

/** The lead that the visitor's next session gets; null: none. Throws when D1 does. */
export async function readLeadOfVisitor(
  db: D1Database,
  siteId: SiteId,
  visitorId: VisitorId,
): Promise<ShownLead | null> {
  const row = await db
    .prepare(`SELECT ${SHOWN_COLUMNS} FROM leads WHERE lead_id = ${leadOfVisitor('?1', '?2')}`)
    .bind(siteId, visitorId)
    .first<LeadRow>();
  return row && rowToShownLead(row);
}

/**
 * Changes what is given; null when the site has no such lead. In the statement NULL leaves a column as it is, and an empty
 * text, which none of them can be, clears it. `now`: in ms since the epoch. Throws when D1 does.
 */
export async function changeLead(
  db: D1Database,
  siteId: SiteId,
  leadId: LeadId,
  { status, name, phone }: LeadChanges,
  now: number,
): Promise<ShownLead | null> {
  const row = await db
    .prepare(
      `UPDATE leads SET status = COALESCE(?3, status), name = NULLIF(COALESCE(?4, name), ''),
        phone = NULLIF(COALESCE(?5, phone), ''), updated_at = ?6
      WHERE lead_id = ?1 AND site_id = ?2 RETURNING ${SHOWN_COLUMNS}`,
    )
    .bind(leadId, siteId, status ?? null, orEmpty(name), orEmpty(phone), now)
    .first<LeadRow>();
  return row && rowToShownLead(row);
}

export function rowToShownLead({ claimed_email, email, ...row }: LeadRow): ShownLead {
  const { lead_id, site_id, ...others } = row;
  return {
    lead_id,
    site_id,
    email: email ?? claimed_email,
    email_is_claimed: email === null && claimed_email !== null,
    ...others,
  };
}

function orEmpty(change: string | null | undefined): string | null {
  return change === undefined ? null : (change ?? '');
}
