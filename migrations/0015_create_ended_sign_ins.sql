-- Who has signed out of the dashboard: a copy of the cookie is worth nothing from then on. Kept until the cookie would have ended.
CREATE TABLE ended_sign_ins (
  sign_in_id TEXT PRIMARY KEY,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX ended_sign_ins_by_expiry ON ended_sign_ins (expires_at);
