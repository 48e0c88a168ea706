-- Who works on a key, and until when that is believed without a further word; what the first request wrote, and what its
-- sender was allowed to see.
ALTER TABLE idempotency_keys
  ADD COLUMN worker text NOT NULL DEFAULT '',
  ADD COLUMN lease_until timestamp(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  ADD COLUMN written jsonb,
  ADD COLUMN rights text;
