-- The waitlist: in the order of the requests, and what those who wait were offered.

CREATE INDEX waitlist_request_idx ON waitlist (request_date, id);

-- A hold keeps its time as any appointment does, until it is accepted or let go.
ALTER TABLE appointments ADD COLUMN is_hold BOOLEAN NOT NULL DEFAULT false;

CREATE TYPE waitlist_offer_status AS ENUM ('OFFERED', 'ACCEPTED', 'DECLINED', 'EXPIRED', 'WITHDRAWN');

CREATE TABLE waitlist_offers (
  id BIGSERIAL PRIMARY KEY,
  waitlist_id BIGINT NOT NULL,
  therapist_id BIGINT NOT NULL,
  room_id BIGINT,
  location_id BIGINT,
  start_time TIMESTAMP(3) NOT NULL,
  end_time TIMESTAMP(3) NOT NULL,
  title TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  status waitlist_offer_status NOT NULL DEFAULT 'OFFERED',
  hold_minutes INTEGER NOT NULL,
  held_until TIMESTAMP(3) NOT NULL,
  move_on BOOLEAN NOT NULL DEFAULT false,
  appointment_id BIGINT,
  answered_at TIMESTAMP(3),
  answered_by BIGINT,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by BIGINT,
  CONSTRAINT waitlist_offers_waitlist_id_fkey FOREIGN KEY (waitlist_id) REFERENCES waitlist (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT waitlist_offers_therapist_id_fkey FOREIGN KEY (therapist_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT waitlist_offers_room_id_fkey FOREIGN KEY (room_id) REFERENCES therapy_rooms (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT waitlist_offers_location_id_fkey FOREIGN KEY (location_id) REFERENCES practice_locations (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT waitlist_offers_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT waitlist_offers_answered_by_fkey FOREIGN KEY (answered_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT waitlist_offers_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT waitlist_offers_time_check CHECK (end_time > start_time),
  CONSTRAINT waitlist_offers_hold_check CHECK (hold_minutes > 0 AND held_until <= start_time),
  CONSTRAINT waitlist_offers_answered_check CHECK ((status = 'OFFERED') = (answered_at IS NULL))
);
CREATE UNIQUE INDEX waitlist_offers_token_hash_key ON waitlist_offers (token_hash);
-- Nobody has to choose between two.
CREATE UNIQUE INDEX waitlist_offers_one_open_key ON waitlist_offers (waitlist_id) WHERE status = 'OFFERED';
CREATE INDEX waitlist_offers_due_idx ON waitlist_offers (held_until, id) WHERE status = 'OFFERED';
-- Who had this time offered already.
CREATE INDEX waitlist_offers_slot_idx ON waitlist_offers (therapist_id, start_time);
CREATE INDEX waitlist_offers_waitlist_id_idx ON waitlist_offers (waitlist_id);
CREATE INDEX waitlist_offers_therapist_id_idx ON waitlist_offers (therapist_id);
CREATE INDEX waitlist_offers_room_id_idx ON waitlist_offers (room_id);
CREATE INDEX waitlist_offers_location_id_idx ON waitlist_offers (location_id);
CREATE INDEX waitlist_offers_appointment_id_idx ON waitlist_offers (appointment_id);
CREATE INDEX waitlist_offers_answered_by_idx ON waitlist_offers (answered_by);
CREATE INDEX waitlist_offers_created_by_idx ON waitlist_offers (created_by);

CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON waitlist_offers FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- Whom an offer passed over, and why.
CREATE TYPE waitlist_skip_reason AS ENUM ('OPEN_OFFER', 'HAD_THIS_TIME', 'DOES_NOT_FIT', 'OTHER_FITS_BETTER', 'STAFF_CHOICE');

CREATE TABLE waitlist_skips (
  id BIGSERIAL PRIMARY KEY,
  offer_id BIGINT NOT NULL,
  waitlist_id BIGINT NOT NULL,
  reason waitlist_skip_reason NOT NULL,
  details TEXT,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT waitlist_skips_offer_id_fkey FOREIGN KEY (offer_id) REFERENCES waitlist_offers (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT waitlist_skips_waitlist_id_fkey FOREIGN KEY (waitlist_id) REFERENCES waitlist (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX waitlist_skips_offer_id_waitlist_id_key ON waitlist_skips (offer_id, waitlist_id);
CREATE INDEX waitlist_skips_waitlist_id_idx ON waitlist_skips (waitlist_id);
