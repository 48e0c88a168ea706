-- A line bills what somebody took part in and what was not called off, and what it bills stays so: whoever writes, and whoever is first.

-- A line without a learner is about the one who takes part, where that is nobody else's visit; else about all of its client's.
CREATE OR REPLACE FUNCTION bills_visits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    DELETE FROM public.billed_visits b USING rows r WHERE b.line_id = r.id;
    DELETE FROM public.package_uses u USING rows r WHERE u.line_id = r.id;
  END IF;
  INSERT INTO public.billed_visits (line_id, appointment_id, client_id, learner_id, service_code_id)
  SELECT r.id, r.appointment_id, i.client_id, coalesce(r.learner_id, CASE WHEN a.client_id = i.client_id AND NOT EXISTS (
      SELECT FROM public.appointment_group_participants g JOIN public.learners e ON e.id = g.learner_id
      WHERE g.appointment_id = a.id AND e.client_id = i.client_id AND e.id <> a.learner_id) THEN a.learner_id END), r.service_code_id
  FROM rows r JOIN public.invoices i ON i.id = r.invoice_id JOIN public.appointments a ON a.id = r.appointment_id;
  INSERT INTO public.package_uses (line_id, package_id, visit) SELECT r.id, r.package_id, r.package_visit FROM rows r WHERE r.package_id IS NOT NULL;
  RETURN NULL;
END $$;

-- After `billed_as_a_whole_once`, which holds the appointments: what is seen here stays until the commit.
CREATE FUNCTION billed_took_place() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM rows r JOIN public.appointments a ON a.id = r.appointment_id WHERE a.status = 'CANCELLED'
             AND (a.late_cancellation AND coalesce(a.cancelled_by_party, 'CLIENT') = 'CLIENT') IS NOT TRUE) THEN
    PERFORM public.refuse_as('billed_visits_called_off_check', 'this visit was called off');
  END IF;
  IF EXISTS (SELECT FROM rows r JOIN public.appointments a ON a.id = r.appointment_id
             WHERE r.learner_id IS NOT NULL AND a.learner_id IS DISTINCT FROM r.learner_id AND NOT EXISTS (
               SELECT FROM public.appointment_group_participants g WHERE g.appointment_id = a.id AND g.learner_id = r.learner_id)) THEN
    PERFORM public.refuse_as('billed_visits_part_check', 'this learner took no part in that visit');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER billed_took_place AFTER INSERT ON billed_visits REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION billed_took_place();

-- What is billed before it takes place is called off, or missed, once the bill was taken back.
CREATE TRIGGER billed_visit_is_not_called_off BEFORE UPDATE OF status ON appointments FOR EACH ROW
  WHEN (OLD.status NOT IN ('COMPLETED', 'NOSHOW', 'CANCELLED') AND NEW.status IN ('NOSHOW', 'CANCELLED')) EXECUTE FUNCTION billed_visit_stays();
CREATE TRIGGER billed_visit_stays_with_its_learner BEFORE UPDATE OF learner_id ON appointments FOR EACH ROW
  WHEN (OLD.learner_id IS NOT NULL AND OLD.learner_id IS DISTINCT FROM NEW.learner_id) EXECUTE FUNCTION billed_visit_stays();

-- Nobody leaves a group whose part is billed. Who is the group's own learner takes part all the same, and one that is deleted has its own walls.
CREATE FUNCTION billed_part_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM public.appointments a WHERE a.id = OLD.appointment_id FOR UPDATE;
  IF EXISTS (SELECT FROM public.billed_visits b JOIN public.appointments a ON a.id = b.appointment_id JOIN public.learners e ON e.id = OLD.learner_id
             WHERE b.appointment_id = OLD.appointment_id AND b.client_id = e.client_id AND (b.learner_id IS NULL OR b.learner_id = OLD.learner_id)
               AND a.learner_id IS DISTINCT FROM OLD.learner_id) THEN
    PERFORM public.refuse_as('appointment_group_participants_billed_check', 'this part of the group is billed');
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER billed_part_stays BEFORE DELETE ON appointment_group_participants FOR EACH ROW EXECUTE FUNCTION billed_part_stays();
CREATE TRIGGER billed_part_stays_with_its_learner BEFORE UPDATE OF appointment_id, learner_id ON appointment_group_participants FOR EACH ROW
  WHEN (OLD.appointment_id <> NEW.appointment_id OR OLD.learner_id <> NEW.learner_id) EXECUTE FUNCTION billed_part_stays();
