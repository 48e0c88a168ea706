-- Lists that a practice edits: reasons for calling appointments off, and levels of urgency of the waitlist. Equipment at its location.

ALTER TABLE therapy_equipment
  ADD COLUMN location_id BIGINT,
  ADD CONSTRAINT therapy_equipment_location_id_fkey FOREIGN KEY (location_id) REFERENCES practice_locations (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX therapy_equipment_location_id_idx ON therapy_equipment (location_id);

CREATE TABLE waitlist_priority_levels (
  id BIGSERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  -- The lower the more urgent; HIGH counts as 100, MEDIUM as 200, LOW as 300.
  rank INTEGER NOT NULL,
  colour TEXT NOT NULL,
  is_active BOOLEAN NOT NULL DEFAULT true,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by BIGINT,
  updated_by BIGINT,
  search text COLLATE "C" GENERATED ALWAYS AS (search_text(name)) STORED,
  CONSTRAINT waitlist_priority_levels_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT waitlist_priority_levels_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT waitlist_priority_levels_name_check CHECK (btrim(name) <> ''),
  CONSTRAINT waitlist_priority_levels_rank_check CHECK (rank BETWEEN 1 AND 999),
  CONSTRAINT waitlist_priority_levels_colour_check CHECK (colour ~ '^#[0-9A-F]{6}$')
);
CREATE UNIQUE INDEX waitlist_priority_levels_name_key ON waitlist_priority_levels (lower(name));
CREATE INDEX waitlist_priority_levels_search_idx ON waitlist_priority_levels USING gin (search gin_trgm_ops);
CREATE INDEX waitlist_priority_levels_created_by_idx ON waitlist_priority_levels (created_by);
CREATE INDEX waitlist_priority_levels_updated_by_idx ON waitlist_priority_levels (updated_by);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON waitlist_priority_levels FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

ALTER TABLE waitlist
  ADD COLUMN priority_level_id BIGINT,
  ADD CONSTRAINT waitlist_priority_level_id_fkey FOREIGN KEY (priority_level_id) REFERENCES waitlist_priority_levels (id) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE INDEX waitlist_priority_level_id_idx ON waitlist (priority_level_id);

CREATE TYPE cancelling_party AS ENUM ('CLIENT', 'THERAPIST', 'PRACTICE', 'OTHER');
CREATE TABLE cancellation_reasons (
  id BIGSERIAL PRIMARY KEY,
  name TEXT NOT NULL,
  -- Who calls off for it, as a rule.
  party cancelling_party,
  is_active BOOLEAN NOT NULL DEFAULT true,
  created_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  created_by BIGINT,
  updated_by BIGINT,
  search text COLLATE "C" GENERATED ALWAYS AS (search_text(name)) STORED,
  CONSTRAINT cancellation_reasons_created_by_fkey FOREIGN KEY (created_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT cancellation_reasons_updated_by_fkey FOREIGN KEY (updated_by) REFERENCES users (id) ON DELETE SET NULL ON UPDATE CASCADE,
  CONSTRAINT cancellation_reasons_name_check CHECK (btrim(name) <> '')
);
CREATE UNIQUE INDEX cancellation_reasons_name_key ON cancellation_reasons (lower(name));
CREATE INDEX cancellation_reasons_search_idx ON cancellation_reasons USING gin (search gin_trgm_ops);
CREATE INDEX cancellation_reasons_created_by_idx ON cancellation_reasons (created_by);
CREATE INDEX cancellation_reasons_updated_by_idx ON cancellation_reasons (updated_by);
CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON cancellation_reasons FOR EACH ROW EXECUTE FUNCTION touch_updated_at();

ALTER TABLE appointments
  ADD COLUMN cancellation_reason_id BIGINT,
  ADD COLUMN cancelled_by_party cancelling_party,
  ADD CONSTRAINT appointments_cancellation_reason_id_fkey FOREIGN KEY (cancellation_reason_id) REFERENCES cancellation_reasons (id) ON DELETE RESTRICT ON UPDATE CASCADE,
  ADD CONSTRAINT appointments_cancelling_party_check CHECK (status = 'CANCELLED' OR (cancellation_reason_id IS NULL AND cancelled_by_party IS NULL));
CREATE INDEX appointments_cancellation_reason_id_idx ON appointments (cancellation_reason_id);
