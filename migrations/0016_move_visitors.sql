-- The visitor's id beside what is counted, so that a page of a list reads one row for each session. NULL in records from before:
-- theirs is in session_details, where it is empty from now on. It cannot be NULL there without copying the table.
ALTER TABLE sessions ADD COLUMN visitor_id BLOB;
