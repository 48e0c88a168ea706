-- What must never be false, and what Prisma has no words for: CHECKs, partial and exclusion constraints, search
-- indexes, triggers. docs/decisions/0002-schema.md tells why each is here.

CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS unaccent;

-- ---------------------------------------------------------------------------------------------------------------
-- Names: one form to sort by and one to search in, without case and accents (Émile stands beside Emil).

CREATE FUNCTION fold(value text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT lower(public.unaccent('public.unaccent', value)) $$;

CREATE FUNCTION person_key(last_name text, first_name text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT public.fold(last_name || ', ' || first_name) $$;

CREATE FUNCTION person_search(first_name text, last_name text, email text, phone text) RETURNS text
  LANGUAGE sql IMMUTABLE PARALLEL SAFE
  AS $$ SELECT public.fold(first_name || ' ' || last_name || ' ' || first_name
        || ' ' || coalesce(email, '') || ' ' || regexp_replace(coalesce(phone, ''), '[^0-9]', '', 'g')) $$;

CREATE INDEX clients_person_key_idx ON clients (person_key(last_name, first_name), id);
CREATE INDEX clients_status_person_key_idx ON clients (status, person_key(last_name, first_name), id);
CREATE INDEX clients_status_priority_person_key_idx ON clients (status, priority, person_key(last_name, first_name), id);
CREATE INDEX clients_therapist_person_key_idx ON clients (therapist_id, person_key(last_name, first_name), id);
CREATE INDEX clients_therapist_created_at_idx ON clients (therapist_id, created_at, id);
CREATE INDEX clients_created_at_idx ON clients (created_at, id);
CREATE INDEX clients_updated_at_idx ON clients (updated_at, id);
CREATE INDEX clients_priority_idx ON clients (priority, id);
CREATE INDEX clients_preferred_language_idx ON clients (preferred_language, id);
CREATE INDEX clients_search_idx ON clients USING gin (person_search(first_name, last_name, email, phone) gin_trgm_ops);
CREATE INDEX learners_person_key_idx ON learners (person_key(last_name, first_name), id);
CREATE INDEX learners_search_idx ON learners USING gin (person_search(first_name, last_name, NULL, NULL) gin_trgm_ops);
CREATE INDEX users_person_key_idx ON users (person_key(last_name, first_name), id);
CREATE INDEX users_role_idx ON users (role, is_active, id);
CREATE INDEX users_created_at_idx ON users (created_at, id);
CREATE INDEX users_last_login_idx ON users (coalesce(last_login_at, '-infinity'::timestamp), id);
CREATE INDEX users_search_idx ON users USING gin (person_search(first_name, last_name, email, phone) gin_trgm_ops);
CREATE INDEX appointments_client_start_idx ON appointments (client_id, start_time, id);
CREATE INDEX appointments_therapist_start_idx ON appointments (therapist_id, start_time, id);
CREATE INDEX appointments_room_start_idx ON appointments (room_id, start_time, id);
CREATE INDEX appointments_start_idx ON appointments (start_time, id);
CREATE INDEX appointments_status_start_idx ON appointments (status, start_time, id);
-- Whom a therapist has appointments with: read from the index alone.
CREATE INDEX appointments_therapist_client_idx ON appointments (therapist_id, client_id);
-- And in whose groups somebody is: a practice has many appointments and few groups.
CREATE INDEX appointments_therapist_group_idx ON appointments (therapist_id, id) WHERE is_group_session;
CREATE INDEX communications_client_sent_idx ON communications (client_id, sent_at, id);
CREATE INDEX communications_sent_idx ON communications (sent_at, id);
CREATE INDEX communications_unread_idx ON communications (client_id) WHERE NOT is_read;
CREATE INDEX documents_client_upload_idx ON documents (client_id, upload_date, id);
CREATE INDEX documents_upload_idx ON documents (upload_date, id);
CREATE INDEX waitlist_status_request_idx ON waitlist (status, request_date, id);
CREATE INDEX invoices_client_issue_idx ON invoices (client_id, issue_date, id);
CREATE INDEX invoices_status_due_idx ON invoices (status, due_date, id);
CREATE INDEX auth_logs_timestamp_idx ON auth_logs ("timestamp", id);
CREATE INDEX funding_programs_name_idx ON funding_programs (fold(name), id);
CREATE INDEX practice_locations_name_idx ON practice_locations (fold(name), id);
CREATE INDEX therapy_rooms_name_idx ON therapy_rooms (fold(name), id);
CREATE INDEX therapy_rooms_capacity_idx ON therapy_rooms (coalesce(capacity, 0), id);
CREATE INDEX therapy_equipment_name_idx ON therapy_equipment (fold(name), id);
CREATE INDEX therapy_equipment_quantity_idx ON therapy_equipment (quantity, id);
CREATE INDEX insurance_providers_name_idx ON insurance_providers (fold(name), id);

-- ---------------------------------------------------------------------------------------------------------------
-- People and access

CREATE UNIQUE INDEX users_email_key ON users (lower(email));
ALTER TABLE users
  ADD CONSTRAINT users_email_check CHECK (email = btrim(email) AND email LIKE '%_@_%'),
  ADD CONSTRAINT users_name_check CHECK (btrim(first_name) <> '' AND btrim(last_name) <> ''),
  ADD CONSTRAINT users_failed_login_attempts_check CHECK (failed_login_attempts >= 0),
  ADD CONSTRAINT users_default_theme_check CHECK (default_theme IN ('system', 'light', 'dark'));
CREATE UNIQUE INDEX user_locations_one_primary_key ON user_locations (user_id) WHERE is_primary;
ALTER TABLE permission_types ADD CONSTRAINT permission_types_name_check CHECK (name ~ '^[A-Z][A-Z0-9_]*$');
ALTER TABLE record_permissions
  ADD CONSTRAINT record_permissions_one_record_check CHECK (num_nonnulls(client_id, learner_id) = 1);
CREATE UNIQUE INDEX record_permissions_client_key ON record_permissions (user_id, permission_id, client_id) WHERE client_id IS NOT NULL;
CREATE UNIQUE INDEX record_permissions_learner_key ON record_permissions (user_id, permission_id, learner_id) WHERE learner_id IS NOT NULL;
ALTER TABLE access_version ADD CONSTRAINT access_version_one_row_check CHECK (id = 1);
INSERT INTO access_version (id, version) VALUES (1, 1);

-- ---------------------------------------------------------------------------------------------------------------
-- Clients

ALTER TABLE clients
  ADD CONSTRAINT clients_name_check CHECK (btrim(first_name) <> '' AND btrim(last_name) <> ''),
  ADD CONSTRAINT clients_phone_check CHECK (btrim(phone) <> '');
ALTER TABLE learners ADD CONSTRAINT learners_name_check CHECK (btrim(first_name) <> '' AND btrim(last_name) <> '');
ALTER TABLE caregivers
  ADD CONSTRAINT caregivers_name_check CHECK (btrim(first_name) <> '' AND btrim(last_name) <> ''),
  ADD CONSTRAINT caregivers_relationship_check CHECK (relationship IN
    ('PARENT', 'GUARDIAN', 'GRANDPARENT', 'FOSTER_PARENT', 'SIBLING', 'PARTNER', 'CASE_WORKER', 'OTHER')),
  ADD CONSTRAINT caregivers_contact_check CHECK (email IS NOT NULL OR phone IS NOT NULL);
CREATE UNIQUE INDEX caregivers_one_primary_contact_key ON caregivers (client_id) WHERE is_primary_contact;
ALTER TABLE client_insurance
  ADD CONSTRAINT client_insurance_coverage_check CHECK (coverage_end_date >= coverage_start_date),
  ADD CONSTRAINT client_insurance_money_check CHECK (max_annual_coverage >= 0 AND remaining_coverage >= 0
    AND (max_annual_coverage IS NULL OR remaining_coverage IS NULL OR remaining_coverage <= max_annual_coverage)),
  ADD CONSTRAINT client_insurance_one_primary_excl EXCLUDE USING gist
    (client_id WITH =, daterange(coverage_start_date, coverage_end_date, '[]') WITH &&) WHERE (is_primary);
ALTER TABLE client_funding
  ADD CONSTRAINT client_funding_dates_check CHECK (end_date >= start_date),
  ADD CONSTRAINT client_funding_money_check CHECK (total_amount >= 0 AND remaining_amount >= 0 AND remaining_amount <= total_amount),
  ADD CONSTRAINT client_funding_status_check CHECK (status IN ('PENDING', 'APPROVED', 'ACTIVE', 'EXHAUSTED', 'EXPIRED', 'DENIED'));
ALTER TABLE funding_programs ADD CONSTRAINT funding_programs_max_amount_check CHECK (max_amount >= 0);

-- ---------------------------------------------------------------------------------------------------------------
-- Appointments. Half-open: one that ends at 11 and one that starts at 11 don't meet.
-- A deliberate double booking carries its reason and stands outside the exclusion.

ALTER TABLE appointments
  ADD CONSTRAINT appointments_time_check CHECK (end_time > start_time AND end_time - start_time <= interval '24 hours'),
  ADD CONSTRAINT appointments_title_check CHECK (btrim(title) <> ''),
  ADD CONSTRAINT appointments_max_participants_check CHECK (max_participants > 0),
  ADD CONSTRAINT appointments_therapist_excl EXCLUDE USING gist
    (therapist_id WITH =, tsrange(start_time, end_time) WITH &&)
    WHERE (status NOT IN ('CANCELLED', 'NOSHOW') AND double_booking_reason IS NULL),
  ADD CONSTRAINT appointments_room_excl EXCLUDE USING gist
    (room_id WITH =, tsrange(start_time, end_time) WITH &&)
    WHERE (room_id IS NOT NULL AND status NOT IN ('CANCELLED', 'NOSHOW') AND double_booking_reason IS NULL);
ALTER TABLE appointment_recurrence_patterns
  ADD CONSTRAINT appointment_recurrence_patterns_interval_check CHECK ("interval" >= 1),
  ADD CONSTRAINT appointment_recurrence_patterns_count_check CHECK (occurrence_count BETWEEN 1 AND 500),
  ADD CONSTRAINT appointment_recurrence_patterns_dates_check CHECK (end_date >= start_date);
ALTER TABLE appointment_equipment ADD CONSTRAINT appointment_equipment_quantity_check CHECK (quantity > 0);

-- ---------------------------------------------------------------------------------------------------------------
-- Telehealth

ALTER TABLE telehealth_providers
  ADD CONSTRAINT telehealth_providers_limits_check CHECK (max_participants > 0 AND max_duration_minutes > 0);
ALTER TABLE virtual_sessions
  ADD CONSTRAINT virtual_sessions_status_check CHECK (status IN ('SCHEDULED', 'INPROGRESS', 'COMPLETED', 'CANCELLED', 'FAILED')),
  ADD CONSTRAINT virtual_sessions_scheduled_check CHECK (scheduled_end_time > scheduled_start_time),
  ADD CONSTRAINT virtual_sessions_actual_check CHECK (actual_end_time >= actual_start_time),
  ADD CONSTRAINT virtual_sessions_duration_check CHECK (duration_minutes >= 0);
ALTER TABLE virtual_session_participants
  ADD CONSTRAINT virtual_session_participants_time_check CHECK (leave_time >= join_time),
  ADD CONSTRAINT virtual_session_participants_duration_check CHECK (duration_minutes >= 0);
ALTER TABLE virtual_session_recordings
  ADD CONSTRAINT virtual_session_recordings_time_check CHECK (end_time >= start_time),
  ADD CONSTRAINT virtual_session_recordings_size_check CHECK (duration_minutes >= 0 AND file_size_bytes >= 0);

-- ---------------------------------------------------------------------------------------------------------------
-- Communication and documents

ALTER TABLE communications ADD CONSTRAINT communications_retention_check CHECK (retention_period_days > 0);
ALTER TABLE communication_attachments ADD CONSTRAINT communication_attachments_size_check CHECK (file_size >= 0);
ALTER TABLE documents
  ADD CONSTRAINT documents_size_check CHECK (file_size >= 0),
  ADD CONSTRAINT documents_version_check CHECK (version >= 1),
  ADD CONSTRAINT documents_retention_check CHECK (retention_period_days > 0);
CREATE UNIQUE INDEX documents_one_latest_version_key ON documents (parent_document_id) WHERE is_latest_version AND parent_document_id IS NOT NULL;

-- ---------------------------------------------------------------------------------------------------------------
-- Billing: money is never negative, and totals add up.

ALTER TABLE service_codes
  ADD CONSTRAINT service_codes_money_check CHECK (rate >= 0 AND tax_rate BETWEEN 0 AND 100),
  ADD CONSTRAINT service_codes_minimum_duration_check CHECK (minimum_duration > 0);
ALTER TABLE invoices
  ADD CONSTRAINT invoices_dates_check CHECK (due_date >= issue_date),
  ADD CONSTRAINT invoices_money_check CHECK (subtotal >= 0 AND tax_amount >= 0 AND discount_amount >= 0 AND total_amount >= 0 AND amount_paid >= 0),
  ADD CONSTRAINT invoices_total_check CHECK (total_amount = subtotal + tax_amount - discount_amount),
  ADD CONSTRAINT invoices_balance_check CHECK (balance = total_amount - amount_paid);
ALTER TABLE invoice_line_items
  ADD CONSTRAINT invoice_line_items_money_check CHECK (quantity > 0 AND unit_price >= 0 AND tax_rate BETWEEN 0 AND 100
    AND tax_amount >= 0 AND discount_amount >= 0 AND line_total >= 0);
ALTER TABLE payments ADD CONSTRAINT payments_amount_check CHECK (amount > 0);
ALTER TABLE insurance_claims
  ADD CONSTRAINT insurance_claims_money_check CHECK (amount_claimed >= 0 AND amount_approved >= 0 AND amount_paid >= 0);
ALTER TABLE funding_authorizations ADD CONSTRAINT funding_authorizations_amount_check CHECK (authorized_amount >= 0);

-- ---------------------------------------------------------------------------------------------------------------
-- Practice and analytics

ALTER TABLE practice ADD CONSTRAINT practice_name_check CHECK (btrim(name) <> '');
ALTER TABLE practice_locations
  ADD CONSTRAINT practice_locations_name_check CHECK (btrim(name) <> ''),
  ADD CONSTRAINT practice_locations_position_check CHECK (latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180);
CREATE UNIQUE INDEX practice_locations_one_main_key ON practice_locations (practice_id) WHERE is_main_location;
ALTER TABLE therapy_rooms ADD CONSTRAINT therapy_rooms_capacity_check CHECK (capacity > 0);
ALTER TABLE therapy_equipment ADD CONSTRAINT therapy_equipment_quantity_check CHECK (quantity >= 0);
ALTER TABLE dashboard_widgets
  ADD CONSTRAINT dashboard_widgets_place_check CHECK (position_x >= 0 AND position_y >= 0 AND width > 0 AND height > 0);

-- ---------------------------------------------------------------------------------------------------------------
-- Every change gives a row a later updated_at than it had, to the millisecond: it is the row's version (ETag, If-Match).

CREATE FUNCTION touch_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    NEW.updated_at := greatest(
      date_trunc('milliseconds', clock_timestamp() AT TIME ZONE 'UTC'),
      OLD.updated_at + interval '1 millisecond');
  ELSIF NEW.updated_at IS NULL THEN
    NEW.updated_at := clock_timestamp() AT TIME ZONE 'UTC';
  END IF;
  RETURN NEW;
END $$;

DO $$
DECLARE
  target text;
BEGIN
  FOR target IN
    SELECT c.table_name FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.column_name = 'updated_at'
  LOOP
    EXECUTE format('CREATE TRIGGER touch_updated_at BEFORE INSERT OR UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION touch_updated_at()', target);
  END LOOP;
END $$;

-- A sign-in is no change of the account: whoever edits it at that moment has not been overtaken.
CREATE FUNCTION touch_user_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counters CONSTANT text[] := ARRAY['last_login_at', 'failed_login_attempts', 'updated_at'];
BEGIN
  IF to_jsonb(NEW) - counters = to_jsonb(OLD) - counters THEN
    NEW.updated_at := OLD.updated_at;
    RETURN NEW;
  END IF;
  NEW.updated_at := greatest(
    date_trunc('milliseconds', clock_timestamp() AT TIME ZONE 'UTC'),
    OLD.updated_at + interval '1 millisecond');
  RETURN NEW;
END $$;
DROP TRIGGER touch_updated_at ON users;
CREATE TRIGGER touch_updated_at BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION touch_user_updated_at();

-- ---------------------------------------------------------------------------------------------------------------
-- Role permissions carry a version, so that every process can keep them in memory and still obey the next request.

CREATE FUNCTION raise_access_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE access_version SET version = version + 1;
  RETURN NULL;
END $$;
CREATE TRIGGER raise_access_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON role_permissions
  FOR EACH STATEMENT EXECUTE FUNCTION raise_access_version();
CREATE TRIGGER raise_access_version AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON permission_types
  FOR EACH STATEMENT EXECUTE FUNCTION raise_access_version();

-- ---------------------------------------------------------------------------------------------------------------
-- The audit trail can be added to, and nothing else.

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit events cannot be changed or deleted' USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER refuse_audit_change BEFORE UPDATE OR DELETE ON audit_events
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER refuse_audit_truncate BEFORE TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Participants belong to group sessions alone, and a session with participants stays one.
CREATE FUNCTION participants_need_group() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM appointments WHERE id = NEW.appointment_id AND NOT is_group_session FOR SHARE;
  IF FOUND THEN
    RAISE EXCEPTION 'violates check constraint "appointment_group_participants_group_check"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appointment_group_participants_group_check';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER participants_need_group BEFORE INSERT OR UPDATE OF appointment_id ON appointment_group_participants
  FOR EACH ROW EXECUTE FUNCTION participants_need_group();

CREATE FUNCTION group_keeps_participants() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM appointment_group_participants WHERE appointment_id = NEW.id) THEN
    RAISE EXCEPTION 'violates check constraint "appointments_group_check"'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'appointments_group_check';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER group_keeps_participants BEFORE UPDATE OF is_group_session ON appointments
  FOR EACH ROW WHEN (OLD.is_group_session AND NOT NEW.is_group_session) EXECUTE FUNCTION group_keeps_participants();
