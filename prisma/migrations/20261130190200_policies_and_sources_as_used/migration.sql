-- What was granted is not less than what the ledger drew on it, and papers that were given go on naming who was asked.
CREATE FUNCTION funding_covers_drawn() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.total_amount < NEW.drawn THEN
    PERFORM public.refuse_as('client_funding_total_check', 'more was drawn on this funding source');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER funding_covers_drawn BEFORE UPDATE OF total_amount ON client_funding FOR EACH ROW
  WHEN (NEW.total_amount < OLD.total_amount) EXECUTE FUNCTION funding_covers_drawn();

CREATE FUNCTION used_source_keeps_its_program() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.ledger_movements m WHERE m.funding_id = NEW.id) OR EXISTS (SELECT FROM public.invoices i WHERE i.funding_id = NEW.id) THEN
    PERFORM public.refuse_as('client_funding_program_check', 'this funding source is used');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER used_source_keeps_its_program BEFORE UPDATE OF funding_program_id ON client_funding FOR EACH ROW
  WHEN (NEW.funding_program_id <> OLD.funding_program_id) EXECUTE FUNCTION used_source_keeps_its_program();

CREATE FUNCTION used_policy_keeps_its_insurer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.ledger_movements m WHERE m.insurance_id = NEW.id) OR EXISTS (SELECT FROM public.invoices i WHERE i.insurance_id = NEW.id)
     OR EXISTS (SELECT FROM public.insurance_claims c WHERE c.insurance_id = NEW.id) THEN
    PERFORM public.refuse_as('client_insurance_provider_check', 'this policy is used');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER used_policy_keeps_its_insurer BEFORE UPDATE OF insurance_provider_id ON client_insurance FOR EACH ROW
  WHEN (NEW.insurance_provider_id <> OLD.insurance_provider_id) EXECUTE FUNCTION used_policy_keeps_its_insurer();
