-- Each job of the cron trigger that walks over the sessions has a cursor of its own, so that none waits for another.
CREATE TABLE upkeep_jobs (
  job TEXT PRIMARY KEY CHECK (job IN ('retention', 'tidy')),
  after_session_id TEXT NOT NULL,
  -- When the round under way began, and the round before; 0: never.
  started_at INTEGER NOT NULL,
  started_before_at INTEGER NOT NULL
) WITHOUT ROWID;
INSERT INTO upkeep_jobs (job, after_session_id, started_at, started_before_at)
SELECT job, after_session_id, started_at, started_before_at
FROM retention_walk, (SELECT 'retention' AS job UNION ALL SELECT 'tidy');
DROP TABLE retention_walk;

-- Visitors with more sessions than an identify links at once: the rest is linked by the cron trigger, newest first.
CREATE TABLE pending_links (
  site_id TEXT NOT NULL,
  visitor_id TEXT NOT NULL,
  lead_id TEXT NOT NULL,
  before_session_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (site_id, visitor_id, lead_id)
) WITHOUT ROWID;
CREATE INDEX pending_links_by_time ON pending_links (created_at);

-- What the cron trigger asks for in every run, without a look at all the rest.
CREATE INDEX sites_deleted ON sites (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX erased_visitors_by_time ON erased_visitors (erased_at);
CREATE INDEX erased_sessions_by_time ON erased_sessions (erased_at);
