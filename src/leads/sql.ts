/** What other rooms may ask of `leads` and `visitor_leads` inside their own statements: expressions in SQL. */
import { isVisitorNotErased } from '../database/tombstones';
import { isSiteOpen } from '../sites/sql';

/** A subquery, of expressions: the lead that a visitor is known as. */
export function leadOfVisitor(siteId: string, visitorId: string): string {
  return `(SELECT lead_id FROM visitor_leads WHERE site_id = ${siteId} AND visitor_id = ${visitorId}
    ORDER BY linked_at DESC LIMIT 1)`;
}

export type LinkParameters = {
  siteId: string;
  visitorId: string;
  leadId: string;
  visitorHash: string;
  since: string;
};

/**
 * A condition, of expressions: the lead is still the visitor's, and neither the visitor nor the site was erased since. Written
 * as scalar subqueries: with a join SQLite would no longer read the sessions in the order of their index.
 */
export function mayLink({ siteId, visitorId, leadId, visitorHash, since }: LinkParameters): string {
  return `(${isSiteOpen(siteId)} AND ${isVisitorNotErased({ siteId, visitorHash, startedAt: since })}
    AND (SELECT 1 FROM leads WHERE lead_id = ${leadId}) = 1 AND (SELECT 1 FROM visitor_leads
      WHERE site_id = ${siteId} AND visitor_id = ${visitorId} AND lead_id = ${leadId}) = 1)`;
}

/** A subquery, of expressions: how many leads of the site were made in `[from, to)`. */
export function countNewLeads(period: { siteId: string; from: string; to: string }): string {
  return `(SELECT COUNT(*) FROM leads INDEXED BY leads_by_time
    WHERE site_id = ${period.siteId} AND created_at >= ${period.from} AND created_at < ${period.to})`;
}
