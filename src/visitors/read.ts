/** What is known of a visitor: what D1 has of their sessions, and the lead they are known as. */
import { databaseFor } from '../database/databases';
import type { Page } from '../ids/page';
import type { SiteId, VisitorId } from '../ids/uuid';
import { readLeadOfVisitor, type ShownLead } from '../leads/lead';
import { type ListedSessions, listSessionsOfVisitor } from '../session/record/list';
import { sumVisitor, type VisitorTotals } from '../session/record/visitor-totals';

export type VisitorOfSite = { site_id: SiteId; visitor_id: VisitorId };

/** Times in ms since the epoch, durations in ms. `lead`: the one that the visitor's next session gets. */
export type Visitor = VisitorOfSite & VisitorTotals & { lead: ShownLead | null };

/** Null: D1 has no session of such a visitor at the site. Throws when D1 does. */
export async function readVisitor(
  env: Env,
  { site_id, visitor_id }: VisitorOfSite,
  now: number,
): Promise<Visitor | null> {
  const db = databaseFor(env, site_id);
  const [totals, lead] = await Promise.all([
    sumVisitor(db, { site_id, visitor_id }, now),
    readLeadOfVisitor(db, site_id, visitor_id),
  ]);
  return totals && { visitor_id, site_id, ...totals, lead };
}

/** A page of the visitor's sessions, the newest first; null and errors as above. */
export async function listVisitorSessions(
  env: Env,
  visitor: VisitorOfSite,
  page: Page,
  now: number,
): Promise<ListedSessions | null> {
  const db = databaseFor(env, visitor.site_id);
  const listed = await listSessionsOfVisitor(db, visitor, page, now);
  const isEmpty = listed.sessions.length === 0;
  return isEmpty && (await sumVisitor(db, visitor, now)) === null ? null : listed;
}
