-- A visit's part is billed or waived, never both, whoever writes either first: both hold the appointment while they look for the other.
CREATE FUNCTION billed_is_not_waived() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM public.appointments a WHERE a.id IN (SELECT r.appointment_id FROM rows r) ORDER BY a.id FOR UPDATE;
  IF EXISTS (SELECT FROM rows r JOIN public.visit_waivers w ON w.appointment_id = r.appointment_id AND w.client_id = r.client_id
             AND (w.learner_id IS NULL OR r.learner_id IS NULL OR w.learner_id = r.learner_id)) THEN
    PERFORM public.refuse_as('billed_visits_waived_check', 'nobody is asked to pay for this visit');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER billed_is_not_waived AFTER INSERT ON billed_visits REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION billed_is_not_waived();

CREATE FUNCTION waived_is_not_billed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM public.appointments a WHERE a.id = NEW.appointment_id FOR UPDATE;
  IF EXISTS (SELECT FROM public.billed_visits b WHERE b.appointment_id = NEW.appointment_id AND b.client_id = NEW.client_id
             AND (b.learner_id IS NULL OR NEW.learner_id IS NULL OR b.learner_id = NEW.learner_id)) THEN
    PERFORM public.refuse_as('visit_waivers_billed_check', 'this visit is on an invoice');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER waived_is_not_billed AFTER INSERT OR UPDATE ON visit_waivers FOR EACH ROW EXECUTE FUNCTION waived_is_not_billed();

-- An invoice stays with its client: its lines' visits, its payers and its movements are theirs.
CREATE FUNCTION invoice_stays_with_client() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('invoices_client_check', 'an invoice stays with its client');
  RETURN NULL;
END $$;
CREATE TRIGGER invoice_stays_with_client BEFORE UPDATE OF client_id ON invoices FOR EACH ROW
  WHEN (OLD.client_id IS DISTINCT FROM NEW.client_id) EXECUTE FUNCTION invoice_stays_with_client();
