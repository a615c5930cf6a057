/** Records as people read them: both rows together, ids as UUIDs. To be selected from. */

const uuid = (column: string) =>
  `lower(${[
    [1, 8],
    [9, 4],
    [13, 4],
    [17, 4],
    [21, 12],
  ]
    .map(([from, length]) => `substr(hex(${column}), ${from}, ${length})`)
    .join(" || '-' || ")})`;
/** An expression in SQL: the UUID of 16 bytes, as text. */
export const uuidOrNull = (column: string) =>
  `CASE WHEN ${column} IS NOT NULL THEN ${uuid(column)} END`;

export const RECORDS = `(SELECT ${uuid('sessions.session_id')} AS session_id, ${uuid('sessions.site_id')} AS site_id,
    ${uuid('COALESCE(sessions.visitor_id, session_details.visitor_id)')} AS visitor_id, ${uuidOrNull('lead_id')} AS lead_id,
    ${uuidOrNull('previous_session_id')} AS previous_session_id,
    CASE WHEN ended_at IS NULL THEN 'active' ELSE 'ended' END AS status, sessions.started_at, identified_at,
    idle_timeout_ms, last_activity_at, ended_at, ended_by, exit_type, duration, active_time, page_views, engaged,
    reopened_count, is_bot, device_type, os, browser, language, country, region, city, utm_source, utm_medium,
    utm_campaign, utm_term, utm_content, source, channel, referrer_host, landing_path, exit_path, version, fingerprint, landing_url, current_url, exit_url, referrer, device,
    COALESCE(consent, '{}') AS consent, COALESCE(custom_data, '{}') AS custom_data, bot_reason, arrival,
    pages, merge
  FROM session_details JOIN sessions USING (site_id, started_at, session_id)) AS records`;

type Value = string | number | null;
type Statement = { bind: (...values: Value[]) => Statement };
/** What D1 offers, in the Worker as in Miniflare. */
export type Database<S extends Statement = Statement> = {
  prepare: (sql: string) => S & { all: <T>() => Promise<{ results: T[] }> };
  batch: (statements: S[]) => Promise<unknown>;
};

const IDS = ['session_id', 'site_id', 'visitor_id', 'lead_id', 'previous_session_id'];

/** Copies the record of a session, once for each of `copies`: its columns that are to differ, ids as UUIDs. */
export async function copyRecord<S extends Statement>(
  db: Database<S>,
  sessionId: string,
  copies: Record<string, Value>[],
): Promise<void> {
  for (const table of ['sessions', 'session_details']) {
    const { results } = await db
      .prepare(`SELECT name FROM pragma_table_info('${table}')`)
      .all<{ name: string }>();
    const columns = results.map(({ name }) => name);
    const statements = copies.map((copy) => {
      // The details of a record do not have it.
      const given = columns.filter(
        (column) => column in copy && (table === 'sessions' || column !== 'visitor_id'),
      );
      const select = columns.map((column) => {
        const place = given.indexOf(column) + 2;
        if (place < 2) return column;
        return IDS.includes(column) ? `unhex(?${place}, '-')` : `?${place}`;
      });
      return db
        .prepare(
          `INSERT INTO ${table} (${columns.join()}) SELECT ${select.join()} FROM ${table}
          WHERE session_id = unhex(?1, '-')`,
        )
        .bind(sessionId, ...given.map((column) => copy[column] ?? null)) as S;
    });
    await db.batch(statements);
  }
}
