-- What happened, stored with the change that it tells of, for those who follow it.

CREATE TABLE events (
  id BIGSERIAL PRIMARY KEY,
  written_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  record_type TEXT NOT NULL,
  record_id TEXT NOT NULL,
  client_id BIGINT,
  occurred_at TIMESTAMP(3) NOT NULL,
  actor_id BIGINT,
  request_id TEXT,
  data JSONB NOT NULL,
  CONSTRAINT events_version_check CHECK (version > 0),
  CONSTRAINT events_data_check CHECK (jsonb_typeof(data) = 'object')
);
CREATE INDEX events_written_in_idx ON events (written_in);
CREATE INDEX events_occurred_at_idx ON events (occurred_at);

-- One row. Transactions are numbered by the server: on another one, numbers that were kept with a backup mean nothing.
CREATE TABLE event_horizons (
  id INTEGER PRIMARY KEY DEFAULT 1,
  server TEXT NOT NULL,
  pruned_below xid8 NOT NULL DEFAULT '3',
  CONSTRAINT event_horizons_one_check CHECK (id = 1)
);
INSERT INTO event_horizons (server) SELECT system_identifier::text FROM pg_control_system();
