/** The leads of a site, the newest first, and the visitors who are known as one. */
import { cutPage } from '../ids/page';
import { asId, type LeadId, type SiteId, type VisitorId } from '../ids/uuid';
import { type LeadRow, rowToShownLead, SHOWN_COLUMNS, type ShownLead } from './lead';
import type { LeadFilter } from './schema';

/** The most visitors of one lead whose sessions are listed. */
const MAX_VISITORS = 1_000;

/**
 * A page of the leads. `next` is the cursor of the following page, or null. Without filters it reads as many rows as it shows;
 * with `q` or `status` it reads the site's leads until the page is full. Throws when D1 does.
 */
export async function listLeads(
  db: D1Database,
  siteId: SiteId,
  { q, status, limit, after }: LeadFilter,
): Promise<{ leads: ShownLead[]; next: string | null }> {
  const { text, letters } = foldSearch(q ?? '');
  const holdsText = ['name', 'COALESCE(email, claimed_email)']
    .map((column) => `instr(${foldColumn(column, letters.length, '?6')}, ?5) > 0`)
    .join(' OR ');
  const { results } = await db
    .prepare(
      `SELECT ${SHOWN_COLUMNS} FROM leads INDEXED BY leads_by_time
      WHERE site_id = ?1 AND (created_at, lead_id) < (?2, ?3) AND (?4 IS NULL OR status = ?4)
        AND (?5 = '' OR ${holdsText})
      ORDER BY created_at DESC, lead_id DESC LIMIT ?7`,
    )
    .bind(siteId, after.at, after.id, status ?? null, text, JSON.stringify(letters), limit + 1)
    .all<LeadRow>();
  const { items, next } = cutPage(results, limit, ({ created_at, lead_id }) => ({
    at: created_at,
    id: lead_id,
  }));
  return { leads: items.map(rowToShownLead), next };
}

/** Visitors who are or were known as the lead, the latest first, at most 1,000; null: the site has no such lead. */
export async function listVisitorsOfLead(
  db: D1Database,
  siteId: SiteId,
  leadId: LeadId,
): Promise<VisitorId[] | null> {
  const { results } = await db
    .prepare(
      `SELECT visitor_id FROM leads LEFT JOIN visitor_leads USING (site_id, lead_id)
      WHERE leads.lead_id = ?1 AND leads.site_id = ?2
      ORDER BY visitor_leads.session_started_at DESC LIMIT ?3`,
    )
    .bind(leadId, siteId, MAX_VISITORS)
    .all<{ visitor_id: string | null }>();
  if (results.length === 0) return null;
  return results.flatMap(({ visitor_id }) => (visitor_id === null ? [] : [asId(visitor_id)]));
}

/**
 * The text in lower case, and its letters beyond ASCII that have two cases, as `[upper, lower]`: those which SQLite's `lower()`
 * leaves as they are.
 */
function foldSearch(q: string): { text: string; letters: [string, string][] } {
  const text = q.normalize('NFC').toLowerCase();
  const letters = [...new Set(text)]
    .filter((letter) => letter > '\x7f')
    .map((letter): [string, string] => [letter.toUpperCase(), letter])
    .filter(([upper, lower]) => upper !== lower && [...upper].length === 1);
  return { text, letters };
}

/** An expression in SQL: the column in lower case, as far as a search for these letters can tell. `letters`: a JSON array. */
function foldColumn(column: string, count: number, letters: string): string {
  return Array.from({ length: count }).reduce<string>(
    (folded, _, index) =>
      `replace(${folded}, ${letters} ->> '$[${index}][0]', ${letters} ->> '$[${index}][1]')`,
    `lower(${column})`,
  );
}
