/**
 * The same visits as Umami keeps them, and what it asks of them: its tables of sessions (there, a visitor within a month) and of
 * events (a row for each page view), with those of its indexes that help here, and its queries of the overview, restated for
 * SQLite from src/queries/sql of umami-software/umami, version 3: getWebsiteStats, getSessionStats, getSessionMetrics and
 * getPageviewMetrics. Numbers stand for its timestamps, and text for its UUIDs, as SQLite has neither.
 */

export const UMAMI_SITE = '5f0c3c58-5f0b-4b39-9d2a-4a6b8d5f2a10';

export const UMAMI_TABLES = [
  `CREATE TABLE umami_session (session_id TEXT PRIMARY KEY, website_id TEXT NOT NULL, browser TEXT, os TEXT, device TEXT,
    screen TEXT, language TEXT, country TEXT, region TEXT, city TEXT, created_at INTEGER NOT NULL)`,
  `CREATE TABLE umami_event (event_id TEXT PRIMARY KEY, website_id TEXT NOT NULL, session_id TEXT NOT NULL,
    visit_id TEXT NOT NULL, created_at INTEGER NOT NULL, url_path TEXT NOT NULL, referrer_domain TEXT, hostname TEXT,
    page_title TEXT, event_type INTEGER NOT NULL)`,
];
/** Made when the rows are there. */
export const UMAMI_INDEXES = [
  'CREATE INDEX IF NOT EXISTS umami_event_by_time ON umami_event (website_id, created_at)',
  'CREATE INDEX IF NOT EXISTS umami_event_by_referrer ON umami_event (website_id, created_at, referrer_domain)',
  'CREATE INDEX IF NOT EXISTS umami_event_by_session ON umami_event (website_id, session_id, created_at)',
  'CREATE INDEX IF NOT EXISTS umami_event_by_visit ON umami_event (website_id, visit_id, created_at)',
  'CREATE INDEX IF NOT EXISTS umami_session_by_country ON umami_session (website_id, created_at, country)',
];

const EVENTS = `umami_event.website_id = ?1 AND umami_event.created_at BETWEEN ?2 AND ?3 AND umami_event.event_type = 1`;

/** `?1`: the site, `?2` and `?3`: from and to. */
export const UMAMI_QUESTIONS: Record<string, string> = {
  summary: `SELECT SUM(visit.views) AS pageviews, COUNT(DISTINCT visit.session_id) AS visitors,
      COUNT(DISTINCT visit.visit_id) AS visits, SUM(IIF(visit.views = 1, 1, 0)) AS bounces,
      SUM(visit.last - visit.first) AS totaltime
    FROM (SELECT session_id, visit_id, COUNT(*) AS views, MIN(created_at) AS first, MAX(created_at) AS last
      FROM umami_event WHERE ${EVENTS} GROUP BY 1, 2) AS visit`,
  hours: `SELECT strftime('%Y-%m-%d %H:00', created_at / 1000, 'unixepoch') AS x, COUNT(DISTINCT session_id) AS y
    FROM umami_event WHERE ${EVENTS} GROUP BY 1 ORDER BY 1`,
  country: `SELECT umami_session.country AS x, COUNT(DISTINCT umami_event.session_id) AS y
    FROM umami_event JOIN umami_session ON umami_session.session_id = umami_event.session_id
      AND umami_session.website_id = umami_event.website_id
    WHERE ${EVENTS} GROUP BY 1 ORDER BY 2 DESC LIMIT 500`,
  referrer_host: `SELECT referrer_domain AS x, COUNT(DISTINCT session_id) AS y FROM umami_event
    WHERE ${EVENTS} AND referrer_domain <> hostname AND referrer_domain <> ''
    GROUP BY 1 ORDER BY 2 DESC LIMIT 500`,
};

/** Fills both tables from our sessions that started in `[?2, ?3)`. `?1`: the id of our site. A visitor stays as first seen. */
export const UMAMI_FILL = [
  `INSERT OR IGNORE INTO umami_session (session_id, website_id, browser, os, device, screen, language, country, region, city, created_at)
    SELECT 'visitor-' || printf('%028d', visitor_key), '${UMAMI_SITE}', browser, os, device_type, '1920x1080', language, country,
      region, city, MIN(started_at) FROM sessions WHERE site_id = unhex(?1, '-') AND started_at >= ?2 AND started_at < ?3 AND is_bot = 0 GROUP BY visitor_key`,
  `INSERT INTO umami_event (event_id, website_id, session_id, visit_id, created_at, url_path, referrer_domain, hostname,
      page_title, event_type)
    SELECT hex(randomblob(4)) || '-' || hex(session_id), '${UMAMI_SITE}', 'visitor-' || printf('%028d', visitor_key),
      'visit---' || hex(substr(session_id, 3)), started_at + duration * view.value / page_views, landing_path, referrer_host,
      'shop.example', 'A page of the shop', 1
    FROM sessions CROSS JOIN json_each('[0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20]') AS view
    WHERE site_id = unhex(?1, '-') AND started_at >= ?2 AND started_at < ?3 AND is_bot = 0 AND view.value < page_views`,
];
