-- Scheduling: what appointments occupy, series, working hours, time off and closures.

CREATE TYPE occupied_resource AS ENUM ('STAFF', 'ROOM', 'LEARNER', 'EQUIPMENT');

-- ---------------------------------------------------------------------------------------------------------------
-- Columns of the documented tables that scheduling needs

ALTER TABLE practice
  ADD COLUMN late_cancellation_hours INTEGER NOT NULL DEFAULT 24,
  ADD CONSTRAINT practice_late_cancellation_hours_check CHECK (late_cancellation_hours BETWEEN 0 AND 336);
ALTER TABLE users
  ADD COLUMN buffer_minutes INTEGER NOT NULL DEFAULT 0,
  ADD CONSTRAINT users_buffer_minutes_check CHECK (buffer_minutes BETWEEN 0 AND 240);

ALTER TABLE appointment_recurrence_patterns
  ADD COLUMN rrule TEXT,
  ADD COLUMN timezone TEXT,
  ADD COLUMN duration_minutes INTEGER,
  ADD COLUMN excluded_dates TEXT[] DEFAULT ARRAY[]::TEXT[],
  ADD COLUMN split_from_id BIGINT,
  ADD CONSTRAINT appointment_recurrence_patterns_split_from_id_fkey FOREIGN KEY (split_from_id)
    REFERENCES appointment_recurrence_patterns (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT appointment_recurrence_patterns_duration_check CHECK (duration_minutes BETWEEN 1 AND 1440);
CREATE INDEX appointment_recurrence_patterns_split_from_id_idx ON appointment_recurrence_patterns (split_from_id);

ALTER TABLE appointments
  ADD COLUMN original_start TIMESTAMP(3),
  ADD COLUMN changed_singly BOOLEAN NOT NULL DEFAULT false,
  ADD COLUMN cancelled_at TIMESTAMP(3),
  ADD COLUMN cancelled_by BIGINT,
  ADD COLUMN late_cancellation BOOLEAN NOT NULL DEFAULT false,
  ADD CONSTRAINT appointments_cancelled_by_fkey FOREIGN KEY (cancelled_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT appointments_late_cancellation_check CHECK (status = 'CANCELLED' OR NOT late_cancellation);
CREATE INDEX appointments_cancelled_by_idx ON appointments (cancelled_by);
-- An occurrence is what its series meant for that moment, wherever it was moved to; a repeated try makes no second one.
CREATE UNIQUE INDEX appointments_occurrence_key ON appointments (recurrence_pattern_id, original_start);
CREATE INDEX appointments_location_start_idx ON appointments (location_id, start_time, id);
CREATE INDEX appointments_learner_start_idx ON appointments (learner_id, start_time, id);
CREATE INDEX appointments_cancelled_at_idx ON appointments (cancelled_at, id) WHERE status = 'CANCELLED';

ALTER TABLE waitlist
  ADD COLUMN priority priority,
  ADD COLUMN preferred_days INTEGER[] DEFAULT ARRAY[]::INTEGER[],
  ADD COLUMN preferred_from TEXT,
  ADD COLUMN preferred_to TEXT,
  ADD COLUMN preferred_therapist_id BIGINT,
  ADD COLUMN preferred_location_id BIGINT,
  ADD COLUMN preferred_language language_code,
  ADD COLUMN status_changed_at TIMESTAMP(3),
  ADD COLUMN status_changed_by BIGINT,
  ADD COLUMN appointment_id BIGINT,
  ADD CONSTRAINT waitlist_preferred_therapist_id_fkey FOREIGN KEY (preferred_therapist_id) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT waitlist_preferred_location_id_fkey FOREIGN KEY (preferred_location_id) REFERENCES practice_locations (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT waitlist_status_changed_by_fkey FOREIGN KEY (status_changed_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT waitlist_appointment_id_fkey FOREIGN KEY (appointment_id) REFERENCES appointments (id) ON DELETE SET NULL ON UPDATE CASCADE,
  ADD CONSTRAINT waitlist_preferred_days_check CHECK (preferred_days <@ ARRAY[1, 2, 3, 4, 5, 6, 7]),
  ADD CONSTRAINT waitlist_preferred_times_check CHECK (preferred_from ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
    AND preferred_to ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' AND (preferred_from IS NULL OR preferred_to IS NULL OR preferred_to > preferred_from)),
  ADD CONSTRAINT waitlist_placed_check CHECK (status = 'PLACED' OR appointment_id IS NULL);
CREATE INDEX waitlist_preferred_therapist_id_idx ON waitlist (preferred_therapist_id);
CREATE INDEX waitlist_preferred_location_id_idx ON waitlist (preferred_location_id);
CREATE INDEX waitlist_status_changed_by_idx ON waitlist (status_changed_by);
CREATE INDEX waitlist_appointment_id_idx ON waitlist (appointment_id);

-- ---------------------------------------------------------------------------------------------------------------
-- When people work, and when they don't

CREATE TABLE working_hours (
  id BIGSERIAL PRIMARY KEY,
  user_id BIGINT NOT NULL,
  location_id BIGINT,
  weekday INTEGER NOT NULL,
  start_time TEXT NOT NULL,
  end_time TEXT NOT NULL,
  valid_from DATE,
  valid_to DATE,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by BIGINT,
  updated_by BIGINT,
  CONSTRAINT working_hours_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT working_hours_location_id_fkey FOREIGN KEY (location_id) REFERENCES practice_locations (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  CONSTRAINT working_hours_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT working_hours_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT working_hours_weekday_check CHECK (weekday BETWEEN 1 AND 7),
  CONSTRAINT working_hours_time_check CHECK (start_time ~ '^([01][0-9]|2[0-3]):[0-5][0-9]$'
    AND end_time ~ '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' AND end_time > start_time),
  CONSTRAINT working_hours_valid_check CHECK (valid_to >= valid_from)
);
CREATE INDEX working_hours_user_id_idx ON working_hours (user_id);
CREATE INDEX working_hours_location_id_idx ON working_hours (location_id);
CREATE INDEX working_hours_weekday_idx ON working_hours ((weekday::text || ' ' || start_time), id);
CREATE INDEX working_hours_created_by_idx ON working_hours (created_by);
CREATE INDEX working_hours_updated_by_idx ON working_hours (updated_by);

CREATE TABLE time_off (
  id BIGSERIAL PRIMARY KEY,
  user_id BIGINT NOT NULL,
  start_time TIMESTAMP(3) NOT NULL,
  end_time TIMESTAMP(3) NOT NULL,
  reason TEXT,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by BIGINT,
  updated_by BIGINT,
  CONSTRAINT time_off_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT time_off_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT time_off_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT time_off_time_check CHECK (end_time > start_time)
);
CREATE INDEX time_off_user_id_idx ON time_off (user_id);
CREATE INDEX time_off_user_end_idx ON time_off (user_id, end_time, id);
CREATE INDEX time_off_start_idx ON time_off (start_time, id);
CREATE INDEX time_off_created_by_idx ON time_off (created_by);
CREATE INDEX time_off_updated_by_idx ON time_off (updated_by);

CREATE TABLE practice_closures (
  id BIGSERIAL PRIMARY KEY,
  location_id BIGINT,
  name TEXT NOT NULL,
  start_date DATE NOT NULL,
  end_date DATE NOT NULL,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by BIGINT,
  updated_by BIGINT,
  CONSTRAINT practice_closures_location_id_fkey FOREIGN KEY (location_id) REFERENCES practice_locations (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT practice_closures_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT practice_closures_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT practice_closures_name_check CHECK (btrim(name) <> ''),
  CONSTRAINT practice_closures_dates_check CHECK (end_date >= start_date)
);
CREATE INDEX practice_closures_location_id_idx ON practice_closures (location_id);
CREATE INDEX practice_closures_end_idx ON practice_closures (end_date, id);
CREATE INDEX practice_closures_start_idx ON practice_closures (start_date, id);
CREATE INDEX practice_closures_created_by_idx ON practice_closures (created_by);
CREATE INDEX practice_closures_updated_by_idx ON practice_closures (updated_by);

CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON working_hours FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON time_off FOR EACH ROW EXECUTE FUNCTION touch_updated_at();
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON practice_closures FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

-- A preview of a series, kept until it is booked or grows old.
CREATE TABLE series_previews (
  id BIGSERIAL PRIMARY KEY,
  token_hash TEXT NOT NULL,
  user_id BIGINT NOT NULL,
  plan JSONB NOT NULL,
  occurrences JSONB NOT NULL,
  expires_at TIMESTAMP(3) NOT NULL,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT series_previews_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE UNIQUE INDEX series_previews_token_hash_key ON series_previews (token_hash);
CREATE INDEX series_previews_user_id_idx ON series_previews (user_id);
CREATE INDEX series_previews_expires_at_idx ON series_previews (expires_at);

-- ---------------------------------------------------------------------------------------------------------------
-- What live appointments occupy: people, rooms, learners, equipment. Triggers keep it, so every door does. Half-open: one
-- that ends at 11 and one that starts at 11 don't meet. Two rows meet only in the same lane: ordinary appointments share
-- lane 0; a deliberate double booking, and equipment, of which there may be several, have lanes of their own.

ALTER TABLE appointments DROP CONSTRAINT appointments_therapist_excl, DROP CONSTRAINT appointments_room_excl;

CREATE TABLE appointment_occupancies (
  appointment_id BIGINT NOT NULL,
  resource occupied_resource NOT NULL,
  resource_id BIGINT NOT NULL,
  start_time TIMESTAMP(3) NOT NULL,
  end_time TIMESTAMP(3) NOT NULL,
  quantity INTEGER NOT NULL DEFAULT 1,
  lane BIGINT NOT NULL DEFAULT 0,
  CONSTRAINT appointment_occupancies_pkey PRIMARY KEY (appointment_id, resource, resource_id),
  CONSTRAINT appointment_occupancies_appointment_id_fkey FOREIGN KEY (appointment_id)
    REFERENCES appointments (id) ON DELETE CASCADE ON UPDATE CASCADE,
  CONSTRAINT appointment_occupancies_excl EXCLUDE USING gist
    (resource_id WITH =, resource WITH =, tsrange(start_time, end_time) WITH &&, lane WITH =)
);

-- The most of an equipment that is in use at one time between two instants, leaving some appointments aside.
CREATE FUNCTION equipment_in_use(equipment bigint, from_time timestamp, to_time timestamp, except_appointments bigint[]) RETURNS bigint
LANGUAGE sql STABLE AS $$
  WITH used AS (
    SELECT start_time, end_time, quantity FROM appointment_occupancies
    WHERE resource = 'EQUIPMENT' AND resource_id = equipment AND tsrange(start_time, end_time) && tsrange(from_time, to_time)
      AND appointment_id <> ALL (except_appointments))
  SELECT coalesce(max(total), 0)::bigint FROM (
    SELECT sum(other.quantity) AS total
    -- Use only grows where one begins.
    FROM (SELECT DISTINCT greatest(start_time, from_time) AS at FROM used) moment
    JOIN used other ON other.start_time <= moment.at AND other.end_time > moment.at
    GROUP BY moment.at) moments
$$;

-- Writes anew what these appointments occupy. Everybody writes in the same order, so that racers wait for each other.
CREATE FUNCTION occupy(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  short bigint;
BEGIN
  IF ids IS NULL THEN RETURN; END IF;
  PERFORM 1 FROM therapy_equipment
    WHERE id IN (SELECT equipment_id FROM appointment_equipment WHERE appointment_id = ANY (ids)) ORDER BY id FOR NO KEY UPDATE;
  DELETE FROM appointment_occupancies WHERE appointment_id = ANY (ids);
  INSERT INTO appointment_occupancies (appointment_id, resource, resource_id, start_time, end_time, quantity, lane)
  SELECT a.id, r.resource, r.resource_id, a.start_time, a.end_time, r.quantity,
    CASE WHEN r.resource = 'EQUIPMENT' OR a.double_booking_reason IS NOT NULL THEN a.id ELSE 0 END
  FROM appointments a CROSS JOIN LATERAL (
    SELECT 'STAFF'::occupied_resource AS resource, a.therapist_id AS resource_id, 1 AS quantity
    UNION SELECT 'STAFF', s.user_id, 1 FROM appointment_staff s WHERE s.appointment_id = a.id
    UNION SELECT 'ROOM', a.room_id, 1 WHERE a.room_id IS NOT NULL
    UNION SELECT 'LEARNER', a.learner_id, 1 WHERE a.learner_id IS NOT NULL
    UNION SELECT 'LEARNER', p.learner_id, 1 FROM appointment_group_participants p WHERE p.appointment_id = a.id
    UNION ALL SELECT 'EQUIPMENT', e.equipment_id, e.quantity FROM appointment_equipment e WHERE e.appointment_id = a.id) r
  WHERE a.id = ANY (ids) AND a.status NOT IN ('CANCELLED', 'NOSHOW')
  ORDER BY r.resource, r.resource_id, a.start_time;
  SELECT o.resource_id INTO short FROM appointment_occupancies o JOIN therapy_equipment e ON e.id = o.resource_id
    WHERE o.appointment_id = ANY (ids) AND o.resource = 'EQUIPMENT'
      AND equipment_in_use(o.resource_id, o.start_time, o.end_time, '{}') > e.quantity LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'violates exclusion constraint "appointment_equipment_quantity_excl"'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'appointment_equipment_quantity_excl';
  END IF;
END $$;

-- Seats: no more learners than max_participants, and than the room holds. The session's own learner has a seat as well.
CREATE FUNCTION check_seats(ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM appointments a LEFT JOIN therapy_rooms r ON r.id = a.room_id
    WHERE a.id = ANY (ids) AND a.is_group_session AND (a.max_participants IS NOT NULL OR r.capacity IS NOT NULL)
      AND a.status NOT IN ('CANCELLED', 'NOSHOW')
      AND (SELECT count(*) FROM (SELECT p.learner_id FROM appointment_group_participants p WHERE p.appointment_id = a.id
             UNION SELECT a.learner_id WHERE a.learner_id IS NOT NULL) seated) > least(a.max_participants, r.capacity);
  IF FOUND THEN
    RAISE EXCEPTION 'violates check constraint "appointment_group_participants_seats_check"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_group_participants_seats_check';
  END IF;
END $$;

-- Whoever adds a participant waits for the others who do: the seats are counted after that.
CREATE OR REPLACE FUNCTION participants_need_group() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  is_group boolean;
BEGIN
  SELECT is_group_session INTO is_group FROM appointments WHERE id = NEW.appointment_id FOR NO KEY UPDATE;
  IF NOT is_group THEN
    RAISE EXCEPTION 'violates check constraint "appointment_group_participants_group_check"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_group_participants_group_check';
  END IF;
  RETURN NEW;
END $$;

CREATE FUNCTION occupy_inserted_appointments() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM occupy((SELECT array_agg(id) FROM new_rows));
  RETURN NULL;
END $$;
CREATE TRIGGER occupy_inserted AFTER INSERT ON appointments REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION occupy_inserted_appointments();

CREATE FUNCTION occupy_updated_appointments() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  moved bigint[];
  seats bigint[];
BEGIN
  SELECT array_agg(n.id) INTO moved FROM new_rows n JOIN old_rows o ON o.id = n.id
  WHERE (n.start_time, n.end_time, n.therapist_id, n.room_id, n.learner_id, n.double_booking_reason IS NULL, n.status IN ('CANCELLED', 'NOSHOW'))
    IS DISTINCT FROM
    (o.start_time, o.end_time, o.therapist_id, o.room_id, o.learner_id, o.double_booking_reason IS NULL, o.status IN ('CANCELLED', 'NOSHOW'));
  PERFORM occupy(moved);
  SELECT array_agg(n.id) INTO seats FROM new_rows n JOIN old_rows o ON o.id = n.id
  WHERE n.is_group_session AND (n.room_id, n.max_participants, n.learner_id, n.is_group_session, n.status IN ('CANCELLED', 'NOSHOW'))
    IS DISTINCT FROM (o.room_id, o.max_participants, o.learner_id, o.is_group_session, o.status IN ('CANCELLED', 'NOSHOW'));
  IF seats IS NOT NULL THEN PERFORM check_seats(seats); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER occupy_updated AFTER UPDATE ON appointments REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION occupy_updated_appointments();

CREATE FUNCTION occupy_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids bigint[] := (SELECT array_agg(DISTINCT appointment_id) FROM new_rows);
BEGIN
  PERFORM occupy(ids);
  IF TG_TABLE_NAME = 'appointment_group_participants' THEN PERFORM check_seats(ids); END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION occupy_changed() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  ids bigint[] := (SELECT array_agg(DISTINCT appointment_id) FROM (SELECT appointment_id FROM new_rows UNION SELECT appointment_id FROM old_rows) both_rows);
BEGIN
  PERFORM occupy(ids);
  IF TG_TABLE_NAME = 'appointment_group_participants' THEN PERFORM check_seats(ids); END IF;
  RETURN NULL;
END $$;
CREATE FUNCTION occupy_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM occupy((SELECT array_agg(DISTINCT appointment_id) FROM old_rows));
  RETURN NULL;
END $$;
DO $$
DECLARE
  target text;
BEGIN
  FOREACH target IN ARRAY ARRAY['appointment_staff', 'appointment_group_participants', 'appointment_equipment'] LOOP
    EXECUTE format('CREATE TRIGGER occupy_added AFTER INSERT ON %I REFERENCING NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION occupy_added()', target);
    EXECUTE format('CREATE TRIGGER occupy_changed AFTER UPDATE ON %I REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows FOR EACH STATEMENT EXECUTE FUNCTION occupy_changed()', target);
    EXECUTE format('CREATE TRIGGER occupy_removed AFTER DELETE ON %I REFERENCING OLD TABLE AS old_rows FOR EACH STATEMENT EXECUTE FUNCTION occupy_removed()', target);
  END LOOP;
END $$;

SELECT occupy((SELECT array_agg(id) FROM appointments));
