-- What a key may do: `write` for the endpoints that take visits, `read` for lists and reports.
ALTER TABLE api_keys ADD COLUMN scope TEXT NOT NULL DEFAULT 'all' CHECK (scope IN ('write', 'read', 'all'));

-- In which time zone the days of a site begin: a name by the IANA time zone database.
ALTER TABLE sites ADD COLUMN timezone TEXT NOT NULL DEFAULT 'UTC';
