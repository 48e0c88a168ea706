-- Each list can be asked for what was changed since, and be sorted by it (clients have theirs already).
CREATE INDEX users_updated_at_idx ON users (updated_at, id);
CREATE INDEX waitlist_updated_at_idx ON waitlist (updated_at, id);
CREATE INDEX appointments_updated_at_idx ON appointments (updated_at, id);
CREATE INDEX documents_updated_at_idx ON documents (updated_at, id);
CREATE INDEX learners_updated_at_idx ON learners (updated_at, id);
CREATE INDEX insurance_providers_updated_at_idx ON insurance_providers (updated_at, id);
CREATE INDEX funding_programs_updated_at_idx ON funding_programs (updated_at, id);
CREATE INDEX practice_locations_updated_at_idx ON practice_locations (updated_at, id);
CREATE INDEX therapy_rooms_updated_at_idx ON therapy_rooms (updated_at, id);
CREATE INDEX therapy_equipment_updated_at_idx ON therapy_equipment (updated_at, id);
CREATE INDEX working_hours_updated_at_idx ON working_hours (updated_at, id);
CREATE INDEX time_off_updated_at_idx ON time_off (updated_at, id);
CREATE INDEX practice_closures_updated_at_idx ON practice_closures (updated_at, id);
CREATE INDEX communications_updated_at_idx ON communications (coalesce(updated_at, created_at), id);
CREATE INDEX notifications_updated_at_idx ON notifications (user_id, greatest(created_at, read_at), id);
CREATE INDEX calendar_feeds_updated_at_idx ON calendar_feeds (user_id, greatest(created_at, revoked_at), id);
CREATE INDEX record_permissions_granted_at_id_idx ON record_permissions (granted_at, id);
