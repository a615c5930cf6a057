-- The headers by which a proxy of the site tells the visitor's address and country; NULL: it tells neither.
ALTER TABLE sites ADD COLUMN proxy_address_header TEXT;
ALTER TABLE sites ADD COLUMN proxy_country_header TEXT;
