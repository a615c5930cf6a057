-- Links that show the figures of one site to whoever has them. Of the token only its SHA-256 is kept.
CREATE TABLE share_links (
  share_id TEXT PRIMARY KEY,
  site_id TEXT NOT NULL,
  name TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX share_links_by_site ON share_links (site_id);
