-- Pending links take turns: those tried longest ago come first, and one that cannot go on holds up no other.
ALTER TABLE pending_links ADD COLUMN tried_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX pending_links_by_turn ON pending_links (tried_at);
