import { allDatabases, databaseFor } from '../database/databases';
import { asId, type SiteId } from '../ids/uuid';
import type { Site, SiteSettings } from './schema';

type SiteRow = Omit<Site, 'allowed_origins' | 'respect_gpc'> & {
  allowed_origins: string;
  respect_gpc: number;
};

const COLUMNS = `site_id, name, allowed_origins, idle_timeout_ms, respect_gpc, url_query, retention_days, timezone,
  proxy_address_header, proxy_country_header, created_at, updated_at`;

/** `now`: in ms since the epoch. Throws when D1 does. */
export async function insertSite(env: Env, settings: SiteSettings, now: number): Promise<Site> {
  const site: Site = {
    site_id: asId(crypto.randomUUID()),
    ...settings,
    created_at: now,
    updated_at: now,
  };
  await databaseFor(env, site.site_id)
    .prepare(`INSERT INTO sites (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
    .bind(
      site.site_id,
      site.name,
      JSON.stringify(site.allowed_origins),
      site.idle_timeout_ms,
      site.respect_gpc ? 1 : 0,
      site.url_query,
      site.retention_days,
      site.timezone,
      site.proxy_address_header,
      site.proxy_country_header,
      now,
      now,
    )
    .run();
  return site;
}

/** Null when there is no such site, or it was deleted. Throws when D1 does. */
export async function findSite(env: Env, siteId: SiteId): Promise<Site | null> {
  const row = await databaseFor(env, siteId)
    .prepare(`SELECT ${COLUMNS} FROM sites WHERE site_id = ? AND deleted_at IS NULL`)
    .bind(siteId)
    .first<SiteRow>();
  return row === null ? null : rowToSite(row);
}

/** Those of the sites that this database has and that were not deleted. Throws when D1 does. */
export async function findSites(db: D1Database, siteIds: SiteId[]): Promise<Site[]> {
  const { results } = await db
    .prepare(
      `SELECT ${COLUMNS} FROM sites
      WHERE site_id IN (SELECT value FROM json_each(?1)) AND deleted_at IS NULL`,
    )
    .bind(JSON.stringify(siteIds))
    .all<SiteRow>();
  return results.map(rowToSite);
}

/** Sites by id, after `after`. `next` is the cursor of the following page, or null. */
export async function listSites(env: Env, after: string, limit: number) {
  const pages = await Promise.all(
    allDatabases(env).map((db) =>
      db
        .prepare(
          `SELECT ${COLUMNS} FROM sites WHERE site_id > ? AND deleted_at IS NULL ORDER BY site_id LIMIT ?`,
        )
        .bind(after, limit + 1)
        .all<SiteRow>(),
    ),
  );
  const rows = pages
    .flatMap((page) => page.results)
    .sort((a, b) => (a.site_id < b.site_id ? -1 : 1));
  const sites = rows.slice(0, limit).map(rowToSite);
  return { sites, next: rows.length > limit ? (sites.at(-1)?.site_id ?? null) : null };
}

/**
 * Changes the settings that are given; null when there is no such site. In the statement NULL leaves a column as it is, and an
 * empty text, which no setting can be, clears it. Throws when D1 does.
 */
export async function changeSite(
  env: Env,
  siteId: SiteId,
  changes: Partial<SiteSettings>,
  now: number,
): Promise<Site | null> {
  const row = await databaseFor(env, siteId)
    .prepare(
      `UPDATE sites SET name = COALESCE(?2, name), allowed_origins = COALESCE(?3, allowed_origins),
        idle_timeout_ms = COALESCE(?4, idle_timeout_ms), respect_gpc = COALESCE(?5, respect_gpc),
        retention_days = COALESCE(?6, retention_days),
        proxy_address_header = NULLIF(COALESCE(?7, proxy_address_header), ''),
        proxy_country_header = NULLIF(COALESCE(?8, proxy_country_header), ''),
        url_query = COALESCE(?9, url_query), timezone = COALESCE(?10, timezone), updated_at = ?11
      WHERE site_id = ?1 AND deleted_at IS NULL RETURNING ${COLUMNS}`,
    )
    .bind(
      siteId,
      changes.name ?? null,
      changes.allowed_origins === undefined ? null : JSON.stringify(changes.allowed_origins),
      changes.idle_timeout_ms ?? null,
      changes.respect_gpc === undefined ? null : Number(changes.respect_gpc),
      changes.retention_days ?? null,
      orEmpty(changes.proxy_address_header),
      orEmpty(changes.proxy_country_header),
      changes.url_query ?? null,
      changes.timezone ?? null,
      now,
    )
    .first<SiteRow>();
  return row === null ? null : rowToSite(row);
}

function orEmpty(change: string | null | undefined): string | null {
  return change === undefined ? null : (change ?? '');
}

/** Deletes a site with its keys and share links; false when there is none. Its other rows follow in batches (`src/upkeep/retention.ts`). */
export async function deleteSite(env: Env, siteId: SiteId, now: number): Promise<boolean> {
  const db = databaseFor(env, siteId);
  const [deleted] = await db.batch([
    db
      .prepare(
        "UPDATE sites SET deleted_at = ?2, name = '', allowed_origins = '[]' WHERE site_id = ?1 AND deleted_at IS NULL",
      )
      .bind(siteId, now),
    db.prepare('DELETE FROM api_keys WHERE site_id = ?').bind(siteId),
    db.prepare('DELETE FROM share_links WHERE site_id = ?').bind(siteId),
  ]);
  return deleted?.meta.changes === 1;
}

/** Throws when the database does not answer, or its migrations are missing. */
export async function checkDatabase(db: D1Database): Promise<void> {
  await db.prepare('SELECT 1 FROM sites LIMIT 1').all();
}

/**
 * A statement that deletes sites which were deleted before `?1` (ms since the epoch) and of which nothing is left, at most
 * `limit` a time. `isEmpty`: conditions in SQL, of an expression for the id of a site.
 */
export function deleteEmptySites(limit: number, isEmpty: ((siteId: string) => string)[]): string {
  return `DELETE FROM sites WHERE site_id IN (SELECT site_id FROM sites WHERE deleted_at < ?1
    AND ${isEmpty.map((condition) => condition('sites.site_id')).join(' AND ')} LIMIT ${limit})`;
}

function rowToSite(row: SiteRow): Site {
  return {
    ...row,
    allowed_origins: JSON.parse(row.allowed_origins),
    respect_gpc: row.respect_gpc === 1,
  };
}
