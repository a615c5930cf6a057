-- Where visitors came from and which pages they entered and left by, worked out when a session is opened or changes. NULL in
-- records from before. `landing_path` and `exit_path`: paths, by which reports count pages.
ALTER TABLE sessions ADD COLUMN source TEXT;
ALTER TABLE sessions ADD COLUMN channel TEXT;
ALTER TABLE sessions ADD COLUMN referrer_host TEXT;
ALTER TABLE sessions ADD COLUMN landing_path TEXT;
ALTER TABLE sessions ADD COLUMN exit_path TEXT;
-- JSON: what is only shown of it.
ALTER TABLE session_details ADD COLUMN arrival TEXT;
-- JSON: the pages seen, but for a session that saw one alone.
ALTER TABLE session_details ADD COLUMN pages TEXT;

-- What is kept of the queries of addresses.
ALTER TABLE sites ADD COLUMN url_query TEXT NOT NULL DEFAULT 'safe' CHECK (url_query IN ('safe', 'marketing', 'all', 'none'));
