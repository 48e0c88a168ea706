-- What no figure shows, and would be believed all the same: held by whatever door it is written.

-- An invoice is overdue from the day after its due date. The last place on earth where that day begins is the rule of the table, so that a
-- practice whose zone is corrected has no invoice that can't be kept; the day of the practice is the rule of the job. What was true once stays true.
UPDATE invoices SET status = 'SENT' WHERE status = 'OVERDUE' AND due_date >= ((now() AT TIME ZONE 'UTC') + interval '14 hours')::date;
ALTER TABLE invoices ADD CONSTRAINT invoices_overdue_check
  CHECK (status <> 'OVERDUE' OR due_date < ((now() AT TIME ZONE 'UTC') + interval '14 hours')::date);

-- A claim asks for lines: one without them had any figures and any status. Those of before, without lines, stand as they were.
CREATE FUNCTION claims_have_lines() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  which bigint := CASE TG_TABLE_NAME WHEN 'claim_lines' THEN (to_jsonb(OLD) ->> 'claim_id')::bigint ELSE NEW.id END;
BEGIN
  IF EXISTS (SELECT FROM public.insurance_claims WHERE id = which) AND NOT EXISTS (SELECT FROM public.claim_lines WHERE claim_id = which) THEN
    PERFORM public.refuse_as('insurance_claims_lines_check', 'a claim asks for lines');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER claims_have_lines AFTER INSERT ON insurance_claims DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION claims_have_lines();
CREATE CONSTRAINT TRIGGER claims_have_lines AFTER DELETE OR UPDATE OF claim_id ON claim_lines DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION claims_have_lines();

-- What was sold stays as it was sold once something of it was paid, used or billed.
CREATE FUNCTION packages_stay_as_sold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.ledger_movements WHERE package_id = OLD.id) OR EXISTS (SELECT FROM public.receipts WHERE package_id = OLD.id)
    OR EXISTS (SELECT FROM public.invoice_line_items WHERE package_id = OLD.id) THEN
    PERFORM public.refuse_as('client_packages_sold_check', 'a package stays as it was sold');
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER packages_stay_as_sold AFTER UPDATE OF client_id, learner_id, service_code_id, visits, price, amount_due, valid_from ON client_packages
  FOR EACH ROW WHEN ((OLD.client_id, OLD.learner_id, OLD.service_code_id, OLD.visits, OLD.price, OLD.amount_due, OLD.valid_from)
    IS DISTINCT FROM (NEW.client_id, NEW.learner_id, NEW.service_code_id, NEW.visits, NEW.price, NEW.amount_due, NEW.valid_from))
  EXECUTE FUNCTION packages_stay_as_sold();
