-- For `npm run dev` only: a site open to all origins.
INSERT INTO sites (site_id, name, allowed_origins, idle_timeout_ms, respect_gpc, retention_days, created_at, updated_at)
VALUES ('5eed0000-0000-4000-8000-000000000001', 'Demo', '["*"]', 1800000, 1, 395, 1760000000000, 1760000000000)
ON CONFLICT (site_id) DO NOTHING;
