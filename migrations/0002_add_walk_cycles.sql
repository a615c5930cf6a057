-- When the walk over the sessions last began, and the time before: what became final since then is new to it.
ALTER TABLE retention_walk ADD COLUMN started_at INTEGER NOT NULL DEFAULT 0;
ALTER TABLE retention_walk ADD COLUMN started_before_at INTEGER NOT NULL DEFAULT 0;
