-- An occurrence's identity (original_start) and its place in time are two things: the place moves with its series.

ALTER TABLE appointments ADD COLUMN series_start TIMESTAMP(3);

-- Series that were moved whole before: their appointments stand in their place, and those that were changed by themselves have one
-- as far from their original start as the others.
ALTER TABLE appointments DISABLE TRIGGER touch_updated_at;
WITH moved AS (
  SELECT recurrence_pattern_id AS pattern, mode() WITHIN GROUP (ORDER BY start_time - original_start) AS by
  FROM appointments WHERE recurrence_pattern_id IS NOT NULL AND original_start IS NOT NULL AND NOT changed_singly
  GROUP BY recurrence_pattern_id)
UPDATE appointments a SET series_start = CASE WHEN a.changed_singly THEN a.original_start + m.by ELSE a.start_time END
FROM moved m
WHERE m.pattern = a.recurrence_pattern_id AND a.original_start IS NOT NULL
  AND CASE WHEN a.changed_singly THEN m.by <> interval '0' ELSE a.start_time <> a.original_start END;
ALTER TABLE appointments ENABLE TRIGGER touch_updated_at;
