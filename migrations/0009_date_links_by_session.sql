-- When the newest session began in which the visitor was identified as the lead: an erasure leaves a link whose session began
-- after it. NULL, in links made before this migration: `linked_at` stands for it.
ALTER TABLE visitor_leads ADD COLUMN session_started_at INTEGER;
