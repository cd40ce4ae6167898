-- Which process is sending a thing.
ALTER TABLE outbox ADD COLUMN worker TEXT NOT NULL DEFAULT '';
