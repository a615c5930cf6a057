/**
 * Sessions of one site over thirty days, made by D1 itself: so that a million is there within a minute. Shares are those of a middling
 * site: seven visits of ten by somebody new, few countries and sources with most visits and many with some, 2.5 page views a visit,
 * a tenth of them bots. The same number makes the same sessions.
 */
import type { Miniflare } from 'miniflare';
import { UMAMI_FILL, UMAMI_INDEXES, UMAMI_TABLES } from './reports-umami.ts';

type Db = Awaited<ReturnType<Miniflare['getD1Database']>>;

export const DAYS = 30;
const DAY_MS = 86_400_000;
/** As many rows at a time as D1 inserts within the time that it gives a statement. */
const STEP = 50_000;

/** A number from 0 to 2^31, of the number of a session: `salt` makes another. */
function chance(salt: number): string {
  const seed = `((i * 16807 + ${salt * 48271}) % 2147483647)`;
  return `(${seed} * ${seed} % 2147483629)`;
}
/** Evenly one of `count`. */
const oneOf = (salt: number, count: number) => `(${chance(salt)} % ${count})`;
/** One of `count`, the first far more often than the last. */
function skewed(salt: number, count: number): string {
  const share = `(${oneOf(salt, 1000)} / 1000.0)`;
  return `CAST(${count} * ${share} * ${share} * ${share} AS INTEGER)`;
}
const pick = (values: string[], index: string) =>
  `(json('${JSON.stringify(values)}') ->> ${index})`;
const uuidBytes = (kind: string, number: string) =>
  `unhex('${kind}' || printf('%024x', ${number}))`;

const COUNTRIES = 'DE US FR GB NL AT CH PL ES IT SE DK NO FI BE CZ IE PT JP BR IN CA AU MX'.split(
  ' ',
);
const BROWSERS = [
  'Chrome',
  'Safari',
  'Edge',
  'Firefox',
  'Samsung Internet',
  'Opera',
  'Instagram',
  'Brave',
];
const SYSTEMS = ['Windows', 'iOS', 'Android', 'macOS', 'Linux', 'ChromeOS'];
const LANGUAGES = ['de', 'en-US', 'fr', 'en-GB'];
const DEVICES = ['desktop', 'mobile', 'tablet'];
const SOURCES = [
  'Direct',
  'Google',
  'newsletter',
  'Facebook',
  'Bing',
  'ChatGPT',
  'partner.example',
  'Reddit',
];
const CHANNELS = [
  'Direct',
  'Organic Search',
  'Other',
  'Organic Social',
  'Organic Search',
  'AI',
  'Referral',
  'Organic Social',
];

/** Facts of session `i` of `?1`, which the columns of a row are made of. */
const FACTS = `SELECT i, CAST(?2 - ${DAYS * DAY_MS} * (1 - i / ?1) AS INTEGER) AS started_at,
    IIF(${oneOf(1, 10)} < 7, i, ${chance(2)} % (i + 1)) AS visitor, 1 + ${skewed(3, 20)} AS page_views,
    ${skewed(6, 900_000)} AS duration, ${skewed(10, SOURCES.length)} AS source, ${skewed(13, COUNTRIES.length)} AS country
  FROM numbers`;

/** Of columns of the same name in both tables. */
const COLUMNS: Record<string, string> = {
  site_id: "unhex(?3, '-')",
  started_at: 'started_at',
  session_id: uuidBytes('01930000', 'i'),
  visitor_id: uuidBytes('01930002', 'visitor'),
  // The real one is a hash: what comes one after the other lies apart.
  visitor_key: '(visitor * 2654435761 % 4294967291) * 2147483647',
  lead_id: `IIF(${oneOf(20, 25)} = 0, ${uuidBytes('01930001', 'visitor')}, NULL)`,
  idle_timeout_ms: '1800000',
  last_activity_at: 'started_at + duration',
  ended_at: 'started_at + duration',
  ended_by: `IIF(${oneOf(21, 3)} = 0, 'idle', 'client')`,
  exit_type: `IIF(page_views > 1 OR duration > 20000, 'exit', 'bounce')`,
  duration: 'duration',
  active_time: 'duration / 2',
  page_views: 'page_views',
  engaged: 'page_views > 1 OR duration > 20000',
  reopened_count: '0',
  is_bot: `${oneOf(22, 10)} = 0`,
  device_type: pick(DEVICES, skewed(23, DEVICES.length)),
  os: pick(SYSTEMS, skewed(26, SYSTEMS.length)),
  browser: pick(BROWSERS, skewed(29, BROWSERS.length)),
  language: pick(LANGUAGES, skewed(32, LANGUAGES.length)),
  country: pick(COUNTRIES, 'country'),
  region: `'Region ' || country || '-' || ${oneOf(35, 8)}`,
  city: `'City ' || country || '-' || ${oneOf(36, 60)}`,
  utm_source: `IIF(source = 2, 'newsletter', NULL)`,
  utm_medium: `IIF(source = 2, 'email', NULL)`,
  utm_campaign: `IIF(source = 2, 'week-' || ${oneOf(37, 20)}, NULL)`,
  version: '4',
  source: pick(SOURCES, 'source'),
  channel: pick(CHANNELS, 'source'),
  referrer_host: `IIF(source IN (0, 2), NULL, lower(${pick(SOURCES, 'source')}) || '.com')`,
  landing_path: `'/blog/' || ${skewed(38, 300)}`,
  exit_path: `'/blog/' || ${skewed(41, 300)}`,
};
const DETAILS: Record<string, string> = {
  session_id: uuidBytes('01930000', 'i'),
  site_id: "unhex(?3, '-')",
  started_at: 'started_at',
  visitor_id: "x''",
  landing_url: `'https://shop.example/blog/' || ${skewed(38, 300)}`,
  current_url: `'https://shop.example/blog/' || ${skewed(41, 300)}`,
  device: `'{"screen_size":{"width":1920,"height":1080},"os_version":"10","browser_version":"141.0.0.0","timezone":"Europe/Berlin"}'`,
  pages: `IIF(page_views = 1, NULL, json_array(json_array('/blog/' || ${skewed(38, 300)}, 0), json_array('/blog/' || ${skewed(41, 300)}, 5)))`,
  merge: `json_object('shape', 3, 'active_time', duration / 2, 'exit_told', json('true'), 'clocks', json_object('browser', started_at + duration),
    'skews', json_object('browser', 2), 'closings', json_object('browser', started_at + duration),
    'current_url', json_array('browser', started_at), 'writers', json_object('first', json_array('browser', started_at)))`,
};

/** Inserts `count` sessions of the site that ended before `until`, in ms since the epoch. */
export async function fillSite(
  db: Db,
  { siteId, count, until }: { siteId: string; count: number; until: number },
  tell: (done: number) => void,
): Promise<void> {
  for (let from = 0; from < count; from += STEP) {
    tell(from);
    // D1 binds numbers as doubles.
    const numbers = `WITH RECURSIVE numbers (i) AS (
      SELECT CAST(?4 AS INTEGER) UNION ALL SELECT i + 1 FROM numbers WHERE i + 1 < ?5)`;
    const insert = (table: string, columns: Record<string, string>) =>
      db
        .prepare(
          `INSERT INTO ${table} (${Object.keys(columns).join(', ')}) ${numbers}
          SELECT ${Object.values(columns).join(', ')} FROM (${FACTS})`,
        )
        .bind(count, until, siteId, from, Math.min(from + STEP, count));
    await db.batch([insert('sessions', COLUMNS), insert('session_details', DETAILS)]);
  }
  await markFirst(db, siteId, until);
}

/**
 * Marks the first session of each visitor, as is done when records are written. In steps of the time: D1 gives a statement 30 s.
 */
async function markFirst(db: Db, siteId: string, until: number): Promise<void> {
  for (let day = 0; day <= DAYS; day += 1) {
    await db
      .prepare(
        `UPDATE sessions SET is_first = NOT EXISTS (SELECT 1 FROM sessions AS earlier INDEXED BY sessions_by_visitor_key
          WHERE earlier.site_id = sessions.site_id AND earlier.visitor_key = sessions.visitor_key
            AND (earlier.started_at, earlier.session_id) < (sessions.started_at, sessions.session_id))
        WHERE site_id = unhex(?1, '-') AND started_at >= ?2 AND started_at < ?2 + ${DAY_MS}`,
      )
      .bind(siteId, until - (day + 1) * DAY_MS)
      .run();
  }
}

/** The same visits as Umami keeps them; day by day, as above. */
export async function fillUmami(db: Db, siteId: string, until: number): Promise<void> {
  for (const sql of UMAMI_TABLES) await db.prepare(sql).run();
  for (let from = until - (DAYS + 1) * DAY_MS; from <= until; from += DAY_MS) {
    const fill = UMAMI_FILL.map((sql) => db.prepare(sql).bind(siteId, from, from + DAY_MS));
    await db.batch(fill);
  }
  for (const sql of UMAMI_INDEXES) {
    const create = () => db.prepare(sql).run();
    // Once more: after some statements of ten seconds each, local workerd closes the connection of the next.
    await create().catch(create);
  }
}
