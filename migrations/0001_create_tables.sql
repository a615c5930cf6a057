CREATE TABLE sites (
  site_id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  allowed_origins TEXT NOT NULL,
  idle_timeout_ms INTEGER NOT NULL,
  respect_gpc INTEGER NOT NULL CHECK (respect_gpc IN (0, 1)),
  retention_days INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  -- A deleted site stays as a mark until its sessions are gone, so that none comes back.
  deleted_at INTEGER
) WITHOUT ROWID;

CREATE TABLE api_keys (
  key_id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL,
  name TEXT NOT NULL,
  key_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX api_keys_by_site ON api_keys (site_id);

CREATE TABLE sessions (
  session_id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  fingerprint TEXT,
  lead_id TEXT,
  identified_at INTEGER,
  status TEXT NOT NULL CHECK (status IN ('active', 'ended')),
  idle_timeout_ms INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  last_activity_at INTEGER NOT NULL,
  due_at INTEGER NOT NULL,
  ended_at INTEGER,
  ended_by TEXT CHECK (ended_by IN ('client', 'idle', 'max_length')),
  exit_type TEXT CHECK (exit_type IN ('exit', 'bounce', 'timeout')),
  exit_url TEXT,
  duration INTEGER NOT NULL,
  active_time INTEGER NOT NULL,
  page_views INTEGER NOT NULL,
  engaged INTEGER NOT NULL CHECK (engaged IN (0, 1)),
  landing_url TEXT,
  current_url TEXT,
  referrer TEXT,
  utm_params TEXT NOT NULL,
  device TEXT NOT NULL,
  browser TEXT NOT NULL,
  location TEXT NOT NULL,
  consent TEXT NOT NULL,
  custom_data TEXT NOT NULL,
  is_bot INTEGER NOT NULL CHECK (is_bot IN (0, 1)),
  bot_reason TEXT,
  previous_session_id TEXT,
  reopened_count INTEGER NOT NULL,
  version INTEGER NOT NULL,
  merge TEXT NOT NULL
) WITHOUT ROWID;
-- Linking a visitor's sessions to a lead, and erasing them.
CREATE INDEX sessions_by_visitor ON sessions (site_id, visitor_id);
-- The watchdog's list: the earliest time at which an open session could have gone idle.
CREATE INDEX sessions_open ON sessions (due_at) WHERE ended_at IS NULL;

CREATE TABLE leads (
  lead_id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL,
  email TEXT,
  -- Told by a browser for a lead named by id; no lead is found by it.
  claimed_email TEXT,
  name TEXT,
  phone TEXT,
  status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'open', 'closed')),
  -- What made it: a lead known by name only gives way when the visitor tells an email.
  known_by TEXT NOT NULL CHECK (known_by IN ('email', 'name', 'lead_id')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE UNIQUE INDEX leads_by_email ON leads (site_id, email);

-- Every lead a visitor ever was, for erasure; the newest link is the one its sessions get.
CREATE TABLE visitor_leads (
  site_id TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  linked_at INTEGER NOT NULL,
  PRIMARY KEY (site_id, visitor_id, lead_id)
) WITHOUT ROWID;
CREATE INDEX visitor_leads_by_lead ON visitor_leads (lead_id);

CREATE TABLE tasks (
  task_id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done')),
  created_at INTEGER NOT NULL,
  UNIQUE (lead_id, session_id)
) WITHOUT ROWID;
CREATE INDEX tasks_by_session ON tasks (session_id);

-- Visitors who were erased, by hash: what their objects still held must not be written again.
CREATE TABLE erased_visitors (
  site_id TEXT NOT NULL,
  visitor_hash TEXT NOT NULL,
  erased_at INTEGER NOT NULL,
  PRIMARY KEY (site_id, visitor_hash)
) WITHOUT ROWID;

-- How far retention has come in its walk over the sessions, which spares them an index.
CREATE TABLE retention_walk (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  after_session_id TEXT NOT NULL
);
INSERT INTO retention_walk (id, after_session_id) VALUES (1, '');
