-- Calendar feeds: secret links to one's own appointments, and what the practice lets them say.

CREATE TYPE calendar_feed_details AS ENUM ('INITIALS', 'NAMES');
ALTER TABLE practice ADD COLUMN calendar_feed_details calendar_feed_details NOT NULL DEFAULT 'INITIALS';

CREATE TABLE calendar_feeds (
  id BIGSERIAL PRIMARY KEY,
  user_id BIGINT NOT NULL,
  label TEXT NOT NULL,
  -- The link itself is told once and kept nowhere.
  token_hash TEXT NOT NULL,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  last_used_at TIMESTAMP(3),
  revoked_at TIMESTAMP(3),
  revoked_by BIGINT,
  CONSTRAINT calendar_feeds_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT calendar_feeds_revoked_by_fkey FOREIGN KEY (revoked_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT calendar_feeds_label_check CHECK (btrim(label) <> ''),
  CONSTRAINT calendar_feeds_revoked_check CHECK (revoked_at IS NOT NULL OR revoked_by IS NULL)
);
CREATE UNIQUE INDEX calendar_feeds_token_hash_key ON calendar_feeds (token_hash);
CREATE INDEX calendar_feeds_user_id_idx ON calendar_feeds (user_id);
CREATE INDEX calendar_feeds_created_idx ON calendar_feeds (created_at, id);
CREATE INDEX calendar_feeds_revoked_by_idx ON calendar_feeds (revoked_by);
