-- 1: the visitor's first session at the site, 0: a later one. NULL: not worked out yet, in records from before and in those that
-- an older Worker writes; reports look for an earlier session then, which takes longer.
ALTER TABLE sessions ADD COLUMN is_first INTEGER CHECK (is_first IN (0, 1));
