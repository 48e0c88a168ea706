-- What is said of a booking although it is allowed, which of it the practice refuses, and the hours in which its places are open.

CREATE TYPE late_cancellation_clock AS ENUM ('CLOCK_HOURS', 'OPENING_HOURS');

ALTER TABLE practice
  ADD COLUMN refused_bookings TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN late_cancellation_clock late_cancellation_clock NOT NULL DEFAULT 'CLOCK_HOURS',
  ADD CONSTRAINT practice_refused_bookings_check CHECK (
    refused_bookings <@ ARRAY['OUTSIDE_WORKING_HOURS', 'OUTSIDE_OPENING_HOURS', 'TIME_OFF', 'CLOSURE', 'LEARNER_ON_HOLD']);

ALTER TABLE waitlist_offers ADD COLUMN warnings TEXT[] DEFAULT ARRAY[]::TEXT[];

CREATE TABLE opening_hours (
  id BIGSERIAL PRIMARY KEY,
  -- NULL: of the practice, where a location has none of its own.
  location_id BIGINT,
  weekday INTEGER NOT NULL,
  start_time TEXT NOT NULL,
  end_time TEXT NOT NULL,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by BIGINT,
  updated_by BIGINT,
  CONSTRAINT opening_hours_location_id_fkey FOREIGN KEY (location_id) REFERENCES practice_locations (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT opening_hours_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT opening_hours_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT opening_hours_weekday_check CHECK (weekday BETWEEN 1 AND 7),
  CONSTRAINT opening_hours_time_check CHECK (start_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
    AND end_time ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' AND end_time > start_time)
);
CREATE INDEX opening_hours_location_id_idx ON opening_hours (location_id);
CREATE INDEX opening_hours_weekday_idx ON opening_hours ((weekday::text || ' ' || start_time), id);
CREATE INDEX opening_hours_created_by_idx ON opening_hours (created_by);
CREATE INDEX opening_hours_updated_by_idx ON opening_hours (updated_by);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON opening_hours FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
