-- A round that was never noted to have begun would never lag. It begins now, and anew: its second half would else be
-- all that the next round takes to have been seen.
UPDATE upkeep_jobs SET started_at = unixepoch() * 1000, after_session_id = '' WHERE started_at = 0;
