-- Sessions that were erased: a flush that was on its way to D1 then must not write them again.
CREATE TABLE erased_sessions (
  session_id TEXT PRIMARY KEY,
  erased_at INTEGER NOT NULL
) WITHOUT ROWID;
