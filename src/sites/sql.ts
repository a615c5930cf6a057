/** What other rooms may ask of the table `sites` inside their own statements: expressions and subqueries in SQL. */

const DAY_MS = 24 * 60 * 60 * 1000;

/** A condition, of an expression for a site's id: the site was not deleted. */
export function isSiteOpen(siteId: string): string {
  return `NOT EXISTS (SELECT 1 FROM sites WHERE site_id = ${siteId} AND deleted_at IS NOT NULL)`;
}

/** The ids of deleted sites whose rows are not all gone yet. */
export const CLOSED_SITES = 'SELECT site_id FROM sites WHERE deleted_at IS NOT NULL';

/**
 * Each site with the time since when it keeps its sessions (`kept_since`, ms since the epoch); a deleted
 * site (`is_deleted`) keeps none.
 * `now`: an expression. `graceMs`: kept longer by this.
 */
export function siteRetention(now: string, graceMs: number): string {
  return `(SELECT site_id, IIF(deleted_at IS NULL, ${now} - ${graceMs} - retention_days * ${DAY_MS},
    ${Number.MAX_SAFE_INTEGER}) AS kept_since, deleted_at IS NOT NULL AS is_deleted FROM sites)`;
}

/**
 * An expression, of expressions for a site's id and the time: since when the site keeps its sessions, in ms since the epoch;
 * null where there is no such site. What began before is shown to nobody, though it is deleted a day later.
 */
export function keptSince(siteId: string, now: string): string {
  return `(SELECT kept_since FROM ${siteRetention(now, 0)} WHERE site_id = ${siteId})`;
}

/** Each site with its idle timeout in ms (`site_timeout_ms`). A session keeps the timeout it was opened with. */
export const SITE_TIMEOUTS = '(SELECT site_id, idle_timeout_ms AS site_timeout_ms FROM sites)';
