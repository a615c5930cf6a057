-- The record of a session becomes two rows: what is counted, in the order in which reports scan it, and what is only shown
-- or needed to go on. What there is moves in steps, by the cron trigger (src/session/record/old-records.ts): one statement that
-- moved millions of rows would not end within D1's limits.
ALTER TABLE sessions RENAME TO sessions_to_move;
DROP INDEX sessions_open;

CREATE TABLE sessions (
  site_id BLOB NOT NULL,
  started_at INTEGER NOT NULL,
  session_id BLOB NOT NULL,
  -- 64 bits of the visitor's hash: the visitor, as far as anybody counts.
  visitor_key INTEGER NOT NULL,
  lead_id BLOB,
  identified_at INTEGER,
  idle_timeout_ms INTEGER NOT NULL,
  last_activity_at INTEGER NOT NULL,
  ended_at INTEGER,
  ended_by TEXT CHECK (ended_by IN ('client', 'idle', 'max_length')),
  exit_type TEXT CHECK (exit_type IN ('exit', 'bounce', 'timeout')),
  duration INTEGER NOT NULL,
  active_time INTEGER NOT NULL,
  page_views INTEGER NOT NULL,
  engaged INTEGER NOT NULL CHECK (engaged IN (0, 1)),
  reopened_count INTEGER NOT NULL,
  is_bot INTEGER NOT NULL CHECK (is_bot IN (0, 1)),
  device_type TEXT,
  os TEXT,
  browser TEXT,
  language TEXT,
  country TEXT,
  region TEXT,
  city TEXT,
  utm_source TEXT,
  utm_medium TEXT,
  utm_campaign TEXT,
  utm_term TEXT,
  utm_content TEXT,
  version INTEGER NOT NULL,
  PRIMARY KEY (site_id, started_at, session_id)
) WITHOUT ROWID;
-- A visitor's sessions: for linking, erasing, and for who is new.
CREATE INDEX sessions_by_visitor_key ON sessions (site_id, visitor_key, started_at, session_id);

CREATE TABLE session_details (
  session_id BLOB PRIMARY KEY,
  -- Where the other row is.
  site_id BLOB NOT NULL,
  started_at INTEGER NOT NULL,
  visitor_id BLOB NOT NULL,
  fingerprint TEXT,
  landing_url TEXT,
  current_url TEXT,
  exit_url TEXT,
  referrer TEXT,
  -- JSON: what is shown of device, browser and place, and not counted.
  device TEXT,
  consent TEXT,
  custom_data TEXT,
  bot_reason TEXT,
  previous_session_id BLOB,
  -- JSON: what merging needs.
  merge TEXT NOT NULL
) WITHOUT ROWID;

-- A visitor's sessions are walked by time, and an id alone no longer says where.
ALTER TABLE pending_links ADD COLUMN before_started_at INTEGER NOT NULL DEFAULT 9007199254740991;

-- Retention finds what has expired by the order of the table, and nothing walks over all sessions any more.
DROP TABLE upkeep_jobs;
