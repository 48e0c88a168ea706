-- What people follow is an address of the web: a browser runs `javascript:` where somebody clicks. Rows that were there before are
-- looked at when somebody changes them.
ALTER TABLE virtual_sessions ADD CONSTRAINT virtual_sessions_host_link_link_check
  CHECK (host_link IS NULL OR host_link = '' OR host_link ~* '^https?://[^[:space:]/]+[^[:space:]]*$') NOT VALID;
ALTER TABLE virtual_sessions ADD CONSTRAINT virtual_sessions_join_link_link_check
  CHECK (join_link IS NULL OR join_link = '' OR join_link ~* '^https?://[^[:space:]/]+[^[:space:]]*$') NOT VALID;
ALTER TABLE virtual_session_participants ADD CONSTRAINT virtual_session_participants_personal_join_link_link_check
  CHECK (personal_join_link IS NULL OR personal_join_link = '' OR personal_join_link ~* '^https?://[^[:space:]/]+[^[:space:]]*$') NOT VALID;
ALTER TABLE virtual_session_recordings ADD CONSTRAINT virtual_session_recordings_recording_url_link_check
  CHECK (recording_url IS NULL OR recording_url = '' OR recording_url ~* '^https?://[^[:space:]/]+[^[:space:]]*$') NOT VALID;
ALTER TABLE telehealth_providers ADD CONSTRAINT telehealth_providers_api_endpoint_link_check
  CHECK (api_endpoint IS NULL OR api_endpoint = '' OR api_endpoint ~* '^https?://[^[:space:]/]+[^[:space:]]*$') NOT VALID;
ALTER TABLE practice ADD CONSTRAINT practice_website_link_check
  CHECK (website IS NULL OR website = '' OR website ~* '^https?://[^[:space:]/]+[^[:space:]]*$') NOT VALID;
ALTER TABLE insurance_providers ADD CONSTRAINT insurance_providers_website_link_check
  CHECK (website IS NULL OR website = '' OR website ~* '^https?://[^[:space:]/]+[^[:space:]]*$') NOT VALID;
ALTER TABLE funding_programs ADD CONSTRAINT funding_programs_website_link_check
  CHECK (website IS NULL OR website = '' OR website ~* '^https?://[^[:space:]/]+[^[:space:]]*$') NOT VALID;
-- A notification leads to a page of ours.
ALTER TABLE notifications ADD CONSTRAINT notifications_link_check CHECK (link IS NULL OR link ~ '^/[^/\\]') NOT VALID;
