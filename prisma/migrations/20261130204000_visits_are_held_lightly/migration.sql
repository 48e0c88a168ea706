-- Who bills, waives or leaves a visit holds its appointment against the others of them, and against whoever changes it; not against rows that only
-- refer to it: two who take appointments in another order, a bill and a video session, would each wait for the other.
DO $$
DECLARE each text;
BEGIN
  FOREACH each IN ARRAY ARRAY['billed_is_not_waived', 'waived_is_not_billed', 'billed_as_a_whole_once', 'billed_part_stays'] LOOP
    EXECUTE replace(pg_get_functiondef(each::regproc), ' FOR UPDATE', ' FOR NO KEY UPDATE');
  END LOOP;
END $$;
