-- A line that names no learner bills all of its client's parts of a visit: beside it there is no other line of the same service for any of
-- them, whoever writes either first. The key alone takes nobody and a learner for two.
CREATE FUNCTION billed_as_a_whole_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM public.appointments a WHERE a.id IN (SELECT r.appointment_id FROM rows r) ORDER BY a.id FOR UPDATE;
  IF EXISTS (SELECT FROM rows r JOIN public.billed_visits b ON b.appointment_id = r.appointment_id AND b.client_id = r.client_id
             AND b.service_code_id = r.service_code_id AND b.line_id <> r.line_id WHERE b.learner_id IS NULL OR r.learner_id IS NULL) THEN
    PERFORM public.refuse_as('billed_visits_whole_check', 'this visit is on an invoice already');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER billed_as_a_whole_once AFTER INSERT ON billed_visits REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION billed_as_a_whole_once();
