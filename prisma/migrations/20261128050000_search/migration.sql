-- One search: what is searched stands folded in the table's own `search` column, which the database computes, whoever writes. What a
-- reader types is folded by the same functions. docs/search.md tells how.

-- Letters and digits without case, accents and marks, one blank between words: O'Brien is obrien. What is not Latin becomes its code
-- points (李 is u674e), so that words of any script are words to the trigram index, whatever the database's locale.
CREATE FUNCTION search_fold(value text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  folded text := lower(public.unaccent('public.unaccent', normalize(value, NFKC)));
BEGIN
  -- Apostrophes and combining marks go, other punctuation parts words.
  folded := regexp_replace(folded, U&'[''`\00B4\02B0-\036F\2018\2019\201B]', '', 'g');
  folded := btrim(regexp_replace(folded, U&'[\0001-/:-@\\[-`{-\00BF\2000-\206F\3000-\303F\30FB]+', ' ', 'g'));
  IF folded ~ U&'[\0080-\+10FFFF]' THEN
    folded := (
      SELECT string_agg(CASE WHEN ascii(letter) > 127 THEN 'u' || to_hex(ascii(letter)) ELSE letter END, '' ORDER BY place)
      FROM regexp_split_to_table(folded, '') WITH ORDINALITY AS letters (letter, place));
  END IF;
  RETURN folded;
END $$;

-- A folded word with its umlauts written short: mueller becomes muller.
CREATE FUNCTION search_short(word text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT CASE WHEN length(word) > 3 THEN regexp_replace(word, '([aou])e', '\1', 'g') ELSE word END $$;

-- What a text is found by: its folded words between blanks, and the short writings of those that have one.
CREATE FUNCTION search_text(value text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE
AS $$
DECLARE
  folded text := public.search_fold(value);
BEGIN
  IF folded ~ '[aou]e' THEN
    folded := concat_ws(' ', folded, (
      SELECT string_agg(DISTINCT public.search_short(word), ' ')
      FROM regexp_split_to_table(folded, ' ') AS word WHERE word ~ '[aou]e' AND length(word) > 3));
  END IF;
  RETURN ' ' || folded || ' ';
END $$;

-- The pattern that finds a word: short ones at the beginning of a word alone, longer ones anywhere and in either writing of an umlaut.
CREATE FUNCTION search_pattern(word text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT CASE WHEN length(folded) < 3 THEN '% ' || folded || '%' ELSE '%' || public.search_short(folded) || '%' END
        FROM (SELECT public.search_fold(word)) AS f (folded) $$;

-- A phone number's digits, without its extension, a "(0)" and the zeros that it begins with: however it is written, it ends with the
-- digits that it has within its country.
CREATE FUNCTION phone_key(phone text) RETURNS text
  LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
  AS $$ SELECT ltrim(regexp_replace(regexp_replace(regexp_replace(left(phone, 60),
    '(x|ext).*$', '', 'i'), '^(\s*(\+|00)[^(]*)\(0\)', '\1'), '[^0-9]', '', 'g'), '0') $$;

-- What a person is found by: the names in both orders, compounds in one word as well, and names of scripts without blanks run together.
CREATE FUNCTION person_text(first_name text, last_name text, email text, phone text) RETURNS text
  LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE
AS $$
DECLARE
  names text := first_name || ' ' || last_name || ' ' || first_name;
BEGIN
  IF first_name ~ '[ -]' THEN names := names || ' ' || regexp_replace(first_name, '[ -]', '', 'g'); END IF;
  IF last_name ~ '[ -]' THEN names := names || ' ' || regexp_replace(last_name, '[ -]', '', 'g'); END IF;
  IF names ~ U&'[\2E80-\+10FFFF]' THEN
    names := names || ' ' || first_name || last_name || ' ' || last_name || first_name;
  END IF;
  RETURN public.search_text(concat_ws(' ', names, email, public.phone_key(phone)));
END $$;

DROP INDEX clients_search_idx, learners_search_idx, users_search_idx;
DROP FUNCTION person_search(text, text, text, text);

DO $$
DECLARE
  target record;
BEGIN
  FOR target IN
    SELECT * FROM (VALUES
      ('clients', 'person_text(first_name, last_name, email, phone)'),
      ('learners', $e$person_text(first_name, last_name, course, NULL)$e$),
      ('caregivers', 'person_text(first_name, last_name, email, phone)'),
      ('users', 'person_text(first_name, last_name, email, phone)'),
      ('client_insurance', $e$search_text(policy_number || ' ' || member_id || ' ' || policy_holder_name)$e$),
      ('insurance_providers', $e$search_text(name || ' ' || coalesce(city, ''))$e$),
      ('client_funding', $e$search_text(coalesce(reference_number, '') || ' ' || status)$e$),
      ('funding_programs', $e$search_text(name || ' ' || program_type)$e$),
      ('appointments', $e$search_text(title || ' ' || coalesce(location, ''))$e$),
      ('appointment_recurrence_patterns', $e$search_text(coalesce(days_of_week, ''))$e$),
      ('appointment_equipment', $e$search_text(coalesce(notes, ''))$e$),
      ('practice_closures', 'search_text(name)'),
      ('waitlist', $e$search_text(coalesce(preferred_schedule, ''))$e$),
      ('waitlist_skips', $e$search_text(coalesce(details, ''))$e$),
      ('waitlist_offers', 'search_text(title)'),
      ('telehealth_providers', 'search_text(name)'),
      ('virtual_sessions', $e$search_text(meeting_id || ' ' || status)$e$),
      ('virtual_session_participants',
        $e$search_text(coalesce(external_name, '') || ' ' || coalesce(external_email, '') || ' ' || participant_type)$e$),
      ('virtual_session_recordings', 'search_text(recording_type)'),
      ('service_codes', $e$search_text(code || ' ' || description)$e$),
      ('invoices', 'search_text(invoice_number)'),
      ('invoice_line_items', 'search_text(description)'),
      ('payments', $e$search_text(coalesce(reference_number, ''))$e$),
      ('insurance_claims', $e$search_text(coalesce(claim_number, ''))$e$),
      ('funding_authorizations', $e$search_text(coalesce(authorization_number, ''))$e$),
      ('messaging_threads', 'search_text(subject)'),
      -- What a confidential message says is read with the message alone.
      ('communications', $e$search_text(subject || ' ' ||
        CASE WHEN security_classification IN ('CONFIDENTIAL', 'RESTRICTED') THEN '' ELSE content END)$e$),
      ('communication_attachments', 'search_text(file_name)'),
      ('content_translations', $e$search_text(content_type || ' ' || content_id || ' ' || translated_content)$e$),
      ('document_categories', 'search_text(name)'),
      ('documents', $e$search_text(title || ' ' || file_name)$e$),
      ('document_permissions', 'search_text(permission_type)'),
      ('practice', 'search_text(name)'),
      ('practice_locations', $e$search_text(name || ' ' || address || ' ' || city || ' ' || postal_code)$e$),
      ('therapy_rooms', $e$search_text(name || ' ' || coalesce(description, '') || ' ' || coalesce(equipment, ''))$e$),
      ('therapy_equipment', $e$search_text(name || ' ' || coalesce(description, ''))$e$),
      ('permission_types', $e$search_text(name || ' ' || coalesce(description, ''))$e$),
      ('calendar_feeds', 'search_text(label)'),
      ('notifications', $e$search_text(title || ' ' || body)$e$),
      ('outbox_messages', 'search_text(kind)'),
      ('analytics_metrics', $e$search_text(metric_name || ' ' || metric_category)$e$),
      ('metrics_snapshots', $e$search_text(coalesce(comparison_period, ''))$e$),
      ('dashboard_widgets', 'search_text(title)'),
      ('auth_logs', $e$search_text(action || ' ' || coalesce(ip_address, ''))$e$),
      ('communication_access_logs', 'search_text(access_type)'),
      ('document_access_logs', 'search_text(action_type)'),
      ('audit_events', $e$search_text(coalesce(actor_name, '') || ' ' || action || ' ' || coalesce(record_type, '') || ' ' || coalesce(record_id, ''))$e$)
    ) AS searched (table_name, expression)
  LOOP
    EXECUTE format('ALTER TABLE %I ADD COLUMN search text COLLATE "C" GENERATED ALWAYS AS (%s) STORED',
      target.table_name, target.expression);
    EXECUTE format('CREATE INDEX %I ON %I USING gin (search gin_trgm_ops)', target.table_name || '_search_idx', target.table_name);
  END LOOP;
END $$;

-- People by the beginnings of their names, in either order: the best matches of a picker are read from these in their order.
CREATE INDEX clients_last_first_idx ON clients (search_fold(last_name) COLLATE "C", search_fold(first_name) COLLATE "C", id);
CREATE INDEX clients_first_last_idx ON clients (search_fold(first_name) COLLATE "C", search_fold(last_name) COLLATE "C", id);
CREATE INDEX learners_last_first_idx ON learners (search_fold(last_name) COLLATE "C", search_fold(first_name) COLLATE "C", id);
CREATE INDEX learners_first_last_idx ON learners (search_fold(first_name) COLLATE "C", search_fold(last_name) COLLATE "C", id);
CREATE INDEX caregivers_last_first_idx ON caregivers (search_fold(last_name) COLLATE "C", search_fold(first_name) COLLATE "C", id);
CREATE INDEX caregivers_first_last_idx ON caregivers (search_fold(first_name) COLLATE "C", search_fold(last_name) COLLATE "C", id);
-- The same number in any writing.
CREATE INDEX clients_phone_key_idx ON clients (phone_key(phone));
CREATE INDEX caregivers_phone_key_idx ON caregivers (phone_key(phone));

-- A client without a phone has none: ''.
ALTER TABLE clients DROP CONSTRAINT clients_phone_check;
ALTER TABLE clients ADD CONSTRAINT clients_phone_check CHECK (phone = '' OR btrim(phone) <> '');

-- A computed column is still empty when a trigger looks at the new row: it says nothing about what changed.
CREATE OR REPLACE FUNCTION touch_user_updated_at() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  counters CONSTANT text[] := ARRAY['last_login_at', 'failed_login_attempts', 'updated_at', 'search'];
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
