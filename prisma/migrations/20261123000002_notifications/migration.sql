-- Notifications for those who work here, messages that leave the house, and the memory of the jobs that make them.

ALTER TABLE practice
  ADD COLUMN reminder_hours INTEGER NOT NULL DEFAULT 24,
  ADD CONSTRAINT practice_reminder_hours_check CHECK (reminder_hours BETWEEN 0 AND 336);

CREATE TABLE notifications (
  id BIGSERIAL PRIMARY KEY,
  user_id BIGINT NOT NULL,
  kind TEXT NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL,
  link TEXT,
  -- What it is about: nobody is told the same twice.
  dedupe_key TEXT NOT NULL,
  read_at TIMESTAMP(3),
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT notifications_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT notifications_title_check CHECK (btrim(title) <> '')
);
CREATE UNIQUE INDEX notifications_user_id_dedupe_key_key ON notifications (user_id, dedupe_key);
CREATE INDEX notifications_user_created_idx ON notifications (user_id, created_at, id);
CREATE INDEX notifications_unread_idx ON notifications (user_id, created_at, id) WHERE read_at IS NULL;
CREATE INDEX notifications_created_idx ON notifications (created_at, id);

CREATE TYPE message_channel AS ENUM ('EMAIL', 'SMS', 'PUSH');
-- KEPT: there is no way out for this channel; it waits for a person. DROPPED: what it tells was over or not so any more.
CREATE TYPE message_status AS ENUM ('QUEUED', 'SENDING', 'SENT', 'FAILED', 'KEPT', 'DROPPED');

CREATE TABLE outbox_messages (
  id BIGSERIAL PRIMARY KEY,
  channel message_channel NOT NULL,
  status message_status NOT NULL DEFAULT 'QUEUED',
  kind TEXT NOT NULL,
  -- To one who works here, or to a client's family.
  user_id BIGINT,
  client_id BIGINT,
  -- What it reminds of; and until when it is worth sending: for a reminder the start that it tells.
  appointment_id BIGINT,
  expires_at TIMESTAMP(3),
  address TEXT NOT NULL,
  language language_code NOT NULL,
  subject TEXT NOT NULL,
  body TEXT NOT NULL,
  -- What stands for {link} in the body, encrypted; gone when it is sent.
  secret TEXT,
  -- A job that runs twice writes it once.
  dedupe_key TEXT NOT NULL,
  attempts INTEGER NOT NULL DEFAULT 0,
  send_after TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  -- Whoever sends it has it until then; after that it is anybody's again.
  claimed_until TIMESTAMP(3),
  sent_at TIMESTAMP(3),
  last_error TEXT,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT outbox_messages_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT outbox_messages_client_id_fkey FOREIGN KEY (client_id) REFERENCES clients (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT outbox_messages_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT outbox_messages_attempts_check CHECK (attempts >= 0),
  CONSTRAINT outbox_messages_sent_check CHECK ((status = 'SENT') = (sent_at IS NOT NULL)),
  CONSTRAINT outbox_messages_claim_check CHECK (status = 'SENDING' OR claimed_until IS NULL)
);
CREATE UNIQUE INDEX outbox_messages_dedupe_key_key ON outbox_messages (dedupe_key);
CREATE INDEX outbox_messages_due_idx ON outbox_messages (send_after, id) WHERE status IN ('QUEUED', 'SENDING');
CREATE INDEX outbox_messages_created_idx ON outbox_messages (created_at, id);
CREATE INDEX outbox_messages_status_idx ON outbox_messages (status, created_at, id);
CREATE INDEX outbox_messages_user_id_idx ON outbox_messages (user_id);
CREATE INDEX outbox_messages_appointment_id_idx ON outbox_messages (appointment_id);
CREATE INDEX outbox_messages_client_id_idx ON outbox_messages (client_id);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON outbox_messages FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- Places that became free and were looked at: by a cancellation, or by new working hours.
CREATE TABLE freed_places (
  id BIGSERIAL PRIMARY KEY,
  appointment_id BIGINT,
  working_hours_id BIGINT,
  matches INTEGER NOT NULL,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT freed_places_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT freed_places_working_hours_id_fkey FOREIGN KEY (working_hours_id) REFERENCES working_hours (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT freed_places_cause_check CHECK (num_nonnulls(appointment_id, working_hours_id) = 1),
  CONSTRAINT freed_places_matches_check CHECK (matches >= 0)
);
CREATE UNIQUE INDEX freed_places_appointment_id_key ON freed_places (appointment_id);
CREATE UNIQUE INDEX freed_places_working_hours_id_key ON freed_places (working_hours_id);
