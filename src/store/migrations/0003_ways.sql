-- It answers a question or refuses something, and is only for whoever asked.
ALTER TABLE effect ADD COLUMN aside BIGINT NOT NULL DEFAULT 0;
