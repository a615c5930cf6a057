/**
 * The table that the naive designs keep sessions in: all of a session in one row, with an index to find a visitor's sessions
 * by and one to find those by that have not ended.
 */
const STATEMENTS = [
  `CREATE TABLE IF NOT EXISTS naive_sessions (
    session_id TEXT PRIMARY KEY, site_id TEXT NOT NULL, visitor_id TEXT NOT NULL, fingerprint TEXT, lead_id TEXT,
    identified_at INTEGER, status TEXT NOT NULL, idle_timeout_ms INTEGER NOT NULL, started_at INTEGER NOT NULL,
    last_activity_at INTEGER NOT NULL, due_at INTEGER NOT NULL, ended_at INTEGER, ended_by TEXT, exit_type TEXT,
    exit_url TEXT, duration INTEGER NOT NULL, active_time INTEGER NOT NULL, page_views INTEGER NOT NULL,
    engaged INTEGER NOT NULL, landing_url TEXT, current_url TEXT, referrer TEXT, utm_params TEXT NOT NULL,
    referrer_host TEXT, referrer_is_internal INTEGER, click_id TEXT, source TEXT, channel TEXT,
    device TEXT NOT NULL, browser TEXT NOT NULL, location TEXT NOT NULL, consent TEXT NOT NULL,
    custom_data TEXT NOT NULL, is_bot INTEGER NOT NULL, bot_reason TEXT, previous_session_id TEXT,
    reopened_count INTEGER NOT NULL, version INTEGER NOT NULL, merge TEXT NOT NULL) WITHOUT ROWID`,
  'CREATE INDEX IF NOT EXISTS naive_by_visitor ON naive_sessions (site_id, visitor_id)',
  'CREATE INDEX IF NOT EXISTS naive_open ON naive_sessions (due_at) WHERE ended_at IS NULL',
];

let made: Promise<unknown> | undefined;

/** Makes the table, once in the life of the Worker. */
export async function makeTable(db: D1Database): Promise<void> {
  made ??= db.batch(STATEMENTS.map((sql) => db.prepare(sql)));
  await made;
}
