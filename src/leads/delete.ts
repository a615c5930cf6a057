/** Deletes leads with their tasks: of a visitor who is erased, and of deleted sites. */
import type { SiteId, VisitorId } from '../ids/uuid';
import { CLOSED_SITES } from '../sites/sql';

/** Whose leads, and the time of the erasure in ms since the epoch: what comes from a session that began later stays. */
export type ErasedVisitor = { site_id: SiteId; visitor_id: VisitorId; erased_at: number };
/** Expressions in SQL. */
type SessionOfLead = { siteId: string; visitorKey: string; leadId: string; startedAfter: string };

/**
 * Statements that delete the visitor's leads, tasks and links, for one transaction. A lead stays if another visitor is linked
 * to it, or if a session that began after the erasure has it: `isStillUsed` is that condition in SQL, of expressions.
 * `visitorKey`: the visitor as `sessions` knows it.
 */
export function deleteLeadsOfVisitor(
  db: D1Database,
  { site_id, visitor_id, erased_at }: ErasedVisitor,
  visitorKey: string,
  isStillUsed: (session: SessionOfLead) => string,
): D1PreparedStatement[] {
  const session = { siteId: '?1', visitorKey: '?4', leadId: 'mine.lead_id', startedAfter: '?3' };
  const isOlder = `COALESCE(session_started_at, linked_at) <= ?3 AND NOT ${isStillUsed(session)}`;
  const theirs = `SELECT lead_id FROM visitor_leads AS mine WHERE site_id = ?1 AND visitor_id = ?2 AND ${isOlder}`;
  const onlyTheirs = `lead_id IN (${theirs}
    AND NOT EXISTS (SELECT 1 FROM visitor_leads AS other
      WHERE other.lead_id = mine.lead_id AND NOT (other.site_id = ?1 AND other.visitor_id = ?2)))`;
  const statements = [
    `DELETE FROM tasks WHERE ${onlyTheirs}`,
    `DELETE FROM leads WHERE ${onlyTheirs}`,
    `DELETE FROM visitor_leads AS mine WHERE site_id = ?1 AND visitor_id = ?2 AND ${isOlder}`,
  ];
  return statements.map((sql) => db.prepare(sql).bind(site_id, visitor_id, erased_at, visitorKey));
}

/** Statements that delete what deleted sites have of leads, at most `limit` rows each; a lead goes after its tasks. */
export function deleteLeadsOfClosedSites(limit: number): string[] {
  const leads = `SELECT lead_id FROM leads WHERE site_id IN (${CLOSED_SITES}) LIMIT ${limit}`;
  return [
    `DELETE FROM tasks WHERE task_id IN (
      SELECT task_id FROM tasks WHERE lead_id IN (${leads}) LIMIT ${limit})`,
    `DELETE FROM leads WHERE lead_id IN (${leads})
      AND NOT EXISTS (SELECT 1 FROM tasks WHERE tasks.lead_id = leads.lead_id)`,
    `DELETE FROM visitor_leads WHERE (site_id, visitor_id, lead_id) IN (
      SELECT site_id, visitor_id, lead_id FROM visitor_leads WHERE site_id IN (${CLOSED_SITES}) LIMIT ${limit})`,
  ];
}

/** A condition in SQL, of a site's id: it has no lead, and no visitor is linked to one. */
export function hasNoLeads(siteId: string): string {
  return `NOT EXISTS (SELECT 1 FROM leads WHERE leads.site_id = ${siteId})
    AND NOT EXISTS (SELECT 1 FROM visitor_leads WHERE visitor_leads.site_id = ${siteId})`;
}
