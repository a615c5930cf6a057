-- Leads and tasks have the statuses that sales teams use. SQLite cannot change a CHECK, so both tables are made anew. The
-- defaults stay the first of each, because an older Worker, which may still run, inserts without a status.
CREATE TABLE renamed_leads (
  lead_id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL,
  email TEXT,
  -- Told by a browser for a lead named by id; no lead is found by it.
  claimed_email TEXT,
  name TEXT,
  phone TEXT,
  status TEXT NOT NULL DEFAULT 'new' CHECK (status IN ('new', 'contacted', 'qualified', 'converted', 'lost')),
  -- What made it: a lead known by name only gives way when the visitor tells an email.
  known_by TEXT NOT NULL CHECK (known_by IN ('email', 'name', 'lead_id')),
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO renamed_leads (lead_id, site_id, email, claimed_email, name, phone, status, known_by, created_at, updated_at)
SELECT lead_id, site_id, email, claimed_email, name, phone,
  CASE status WHEN 'open' THEN 'contacted' WHEN 'closed' THEN 'lost' ELSE status END, known_by, created_at, updated_at
FROM leads;
DROP TABLE leads;
ALTER TABLE renamed_leads RENAME TO leads;
CREATE UNIQUE INDEX leads_by_email ON leads (site_id, email);
-- The order in which they are listed. One more row written for each lead, never for a session.
CREATE INDEX leads_by_time ON leads (site_id, created_at, lead_id);

CREATE TABLE renamed_tasks (
  task_id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  session_id TEXT NOT NULL,
  status TEXT NOT NULL DEFAULT 'pending' CHECK (status IN ('pending', 'in_progress', 'completed', 'failed')),
  created_at INTEGER NOT NULL,
  UNIQUE (lead_id, session_id)
) WITHOUT ROWID;
INSERT INTO renamed_tasks (task_id, site_id, lead_id, session_id, status, created_at)
SELECT task_id, site_id, lead_id, session_id, CASE status WHEN 'open' THEN 'pending' ELSE 'completed' END, created_at
FROM tasks;
DROP TABLE tasks;
ALTER TABLE renamed_tasks RENAME TO tasks;
CREATE INDEX tasks_by_session ON tasks (session_id);
CREATE INDEX tasks_by_time ON tasks (site_id, created_at, task_id);
