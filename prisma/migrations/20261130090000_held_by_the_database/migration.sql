-- What the books promise, also to somebody who writes SQL as the application's role: months stay closed, series have no gaps, notes of what was
-- touched are looked at, and movements belong to the papers that they name.

-- What was touched is noted once and looked at once: a note that became another would keep its own from being looked at.
CREATE FUNCTION touched_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('billing_touched_check', 'what was touched is looked at');
  RETURN NULL;
END $$;
CREATE TRIGGER touched_stays BEFORE UPDATE ON billing_touched FOR EACH ROW EXECUTE FUNCTION touched_stays();

-- A movement belongs to the invoice of its payment, and of its credit note.
ALTER TABLE payments ADD CONSTRAINT payments_id_invoice_id_key UNIQUE (id, invoice_id);
ALTER TABLE credit_notes ADD CONSTRAINT credit_notes_id_invoice_id_key UNIQUE (id, invoice_id);
ALTER TABLE ledger_movements
  ADD CONSTRAINT ledger_movements_payment_of_invoice_fkey FOREIGN KEY (payment_id, invoice_id) REFERENCES payments (id, invoice_id),
  ADD CONSTRAINT ledger_movements_credit_of_invoice_fkey FOREIGN KEY (credit_note_id, invoice_id) REFERENCES credit_notes (id, invoice_id);

-- A closed month closes all before it: what was owed at its end stays. Whoever writes shares one lock, whoever closes takes it alone.
UPDATE billing_periods p SET closed_at = l.closed_at, closed_by = l.closed_by
FROM (SELECT month, closed_at, closed_by FROM billing_periods WHERE closed_at IS NOT NULL ORDER BY month DESC LIMIT 1) l
WHERE p.closed_at IS NULL AND p.month < l.month;
CREATE FUNCTION require_open_month(day date) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(770311, 0);
  IF EXISTS (SELECT FROM public.billing_periods p WHERE p.month >= date_trunc('month', day)::date AND p.closed_at IS NOT NULL) THEN
    PERFORM public.refuse_as('ledger_month_closed_check', 'that month is closed');
  END IF;
END $$;
CREATE OR REPLACE FUNCTION ledger_month_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.require_open_month(NEW.effective_date);
  RETURN NEW;
END $$;
CREATE OR REPLACE FUNCTION billing_period_alone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(770311, 0);
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (NEW.id <> OLD.id OR NEW.month <> OLD.month)) THEN
    PERFORM public.refuse_as('billing_periods_kept_check', 'a month that was closed is opened again, with a reason');
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.closed_at IS NOT NULL AND NEW.closed_at IS NULL AND (
      NEW.reopened_at IS NOT DISTINCT FROM OLD.reopened_at OR NEW.reason IS NULL
      OR EXISTS (SELECT FROM public.billing_periods p WHERE p.month > OLD.month AND p.closed_at IS NOT NULL)) THEN
    PERFORM public.refuse_as('billing_periods_kept_check', 'the last month that is closed is opened again, with a reason');
  END IF;
  RETURN NEW;
END $$;
DROP TRIGGER billing_period_alone ON billing_periods;
CREATE TRIGGER billing_period_alone BEFORE INSERT OR UPDATE OR DELETE ON billing_periods FOR EACH ROW EXECUTE FUNCTION billing_period_alone();

-- A number is given once, one after another, and at commit there is a paper that has it.
CREATE FUNCTION series_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' AND NEW.last IN (NEW.first, NEW.first - 1) THEN RETURN NEW; END IF;
  IF TG_OP = 'UPDATE' AND (NEW.series, NEW.year, NEW.first) = (OLD.series, OLD.year, OLD.first) AND NEW.last = OLD.last + 1 THEN RETURN NEW; END IF;
  PERFORM public.refuse_as('number_series_kept_check', 'numbers are given one after another');
  RETURN NULL;
END $$;
CREATE TRIGGER series_goes_on BEFORE INSERT OR UPDATE OR DELETE ON number_series FOR EACH ROW EXECUTE FUNCTION series_goes_on();
CREATE FUNCTION number_is_used() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  given text := (CASE NEW.series WHEN 'CREDIT_NOTE' THEN 'CN-' WHEN 'RECEIPT' THEN 'R-' WHEN 'REFUND' THEN 'RF-' ELSE '' END)
    || NEW.year || '-' || CASE WHEN NEW.last < 1000000 THEN lpad(NEW.last::text, 6, '0') ELSE NEW.last::text END;
BEGIN
  IF NEW.last < NEW.first THEN RETURN NULL; END IF;
  IF NOT (CASE NEW.series
    WHEN 'INVOICE' THEN EXISTS (SELECT FROM public.invoices WHERE invoice_number = given)
    WHEN 'CREDIT_NOTE' THEN EXISTS (SELECT FROM public.credit_notes WHERE number = given)
    WHEN 'RECEIPT' THEN EXISTS (SELECT FROM public.receipts WHERE number = given)
    ELSE EXISTS (SELECT FROM public.refunds WHERE number = given) END) THEN
    PERFORM public.refuse_as('number_series_kept_check', 'a number that was given is used');
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER number_is_used AFTER INSERT OR UPDATE ON number_series DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION number_is_used();

-- An invoice that is sent has the number that its series gave, of the year of its issue. (The series' row is held by whoever sends.)
CREATE FUNCTION invoice_has_its_number() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.number_series s WHERE s.series = 'INVOICE' AND s.year = extract(year FROM NEW.issue_date)
      AND NEW.invoice_number = s.year || '-' || CASE WHEN s.last < 1000000 THEN lpad(s.last::text, 6, '0') ELSE s.last::text END) THEN
    PERFORM public.refuse_as('invoices_series_check', 'the number of an invoice comes from its series');
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER invoice_has_its_number_first BEFORE INSERT ON invoices FOR EACH ROW WHEN (NEW.sent_at IS NOT NULL) EXECUTE FUNCTION invoice_has_its_number();
CREATE TRIGGER invoice_has_its_number BEFORE UPDATE OF sent_at, invoice_number ON invoices FOR EACH ROW
  WHEN (OLD.sent_at IS NULL AND NEW.sent_at IS NOT NULL) EXECUTE FUNCTION invoice_has_its_number();

-- What was taken back stays taken back.
CREATE FUNCTION reversal_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('ledger_kept_check', 'what was taken back stays so');
  RETURN NULL;
END $$;
CREATE TRIGGER reversal_stays BEFORE UPDATE OF reversed_at, reversal_reason ON receipts FOR EACH ROW
  WHEN (OLD.reversed_at IS NOT NULL AND (NEW.reversed_at, NEW.reversal_reason) IS DISTINCT FROM (OLD.reversed_at, OLD.reversal_reason))
  EXECUTE FUNCTION reversal_stays();
CREATE TRIGGER reversal_stays BEFORE UPDATE OF reversed_at ON payments FOR EACH ROW
  WHEN (OLD.reversed_at IS NOT NULL AND NEW.reversed_at IS DISTINCT FROM OLD.reversed_at) EXECUTE FUNCTION reversal_stays();

-- A visit that is on an invoice stays its client's.
CREATE TRIGGER billed_visit_stays_with_its_client BEFORE UPDATE OF client_id ON appointments FOR EACH ROW WHEN (OLD.client_id <> NEW.client_id)
  EXECUTE FUNCTION billed_visit_stays();

-- No table of the books is emptied at once: that would go past the triggers of its rows.
DO $$
DECLARE kept text;
BEGIN
  FOREACH kept IN ARRAY ARRAY['invoices', 'invoice_line_items', 'invoice_line_taxes', 'invoice_payers', 'billed_visits', 'visit_waivers', 'insurance_claims',
      'claim_lines', 'client_packages', 'package_uses', 'payment_plans', 'payment_plan_instalments', 'payment_plan_invoices', 'card_payments', 'card_refunds',
      'service_authorizations', 'authorization_uses', 'funding_authorizations', 'policy_years', 'client_funding', 'client_insurance', 'billing_periods',
      'billing_touched'] LOOP
    EXECUTE format('CREATE TRIGGER ledger_is_kept_whole BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_kept()', kept);
  END LOOP;
END $$;

-- What left one party came to another.
CREATE FUNCTION transfer_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT sum(amount) FROM public.ledger_movements WHERE transaction_id = which AND kind = 'TRANSFER') <> 0 THEN
    PERFORM public.refuse_as('transfer_agrees_check', 'what left one party did not come to another');
  END IF;
END $$;

-- The credit of a paper is that of its lines, line by line.
CREATE FUNCTION credit_lines_agree(which bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM (SELECT line_id, net_amount + tax_amount AS amount FROM public.credit_note_lines WHERE credit_note_id = which) n
    FULL JOIN (SELECT line_id, -sum(amount) AS amount FROM public.ledger_movements WHERE credit_note_id = which AND kind = 'CREDIT' GROUP BY 1) m ON m.line_id = n.line_id
    WHERE coalesce(n.amount, 0) <> coalesce(m.amount, 0)
  ) THEN
    PERFORM public.refuse_as('credit_note_agrees_check', 'the credit note does not agree with its lines and movements');
  END IF;
END $$;

-- Two who take what is on account at once: the second sees what the first left.
DO $$
DECLARE
  body text;
BEGIN
  SELECT pg_get_functiondef('account_agrees'::regproc) INTO body;
  EXECUTE regexp_replace(body, '\mBEGIN\M', 'BEGIN PERFORM pg_advisory_xact_lock(hashtext(''billing account '' || which));');
  SELECT pg_get_functiondef('billing_agrees'::regproc) INTO body;
  body := replace(body, 'PERFORM public.credit_note_agrees(NEW.id);', 'PERFORM public.credit_note_agrees(NEW.id); PERFORM public.credit_lines_agree(NEW.id);');
  EXECUTE replace(body, 'WHEN ''p'' THEN', 'WHEN ''x'' THEN PERFORM public.transfer_agrees(NEW.id);
    WHEN ''p'' THEN');
END $$;

CREATE OR REPLACE FUNCTION touched_ledger_movements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- What is added to an act of before counts in that act's month.
  IF TG_OP = 'INSERT' THEN
    PERFORM public.require_open_month((SELECT min(r.effective_date) FROM rows r));
    -- Nothing is taken off what is owed but by an act that says so, and why.
    IF EXISTS (SELECT FROM rows r JOIN public.ledger_transactions t ON t.id = r.transaction_id WHERE r.kind IN ('ADJUSTMENT', 'WRITE_OFF') AND r.amount < 0
        AND t.reverses_id IS NULL AND NOT (t.act = 'CARRIED_OVER' OR (r.kind = 'ADJUSTMENT' AND t.act = 'CLAIM_ANSWERED')
          OR (r.kind = 'WRITE_OFF' AND t.act = 'WRITTEN_OFF' AND btrim(coalesce(t.reason, '')) <> ''))) THEN
      PERFORM public.refuse_as('ledger_reason_check', 'a write-off has a reason, an adjustment an answer');
    END IF;
  END IF;
  PERFORM public.touch_billing('i', (SELECT array_agg(DISTINCT r.invoice_id) FROM rows r));
  PERFORM public.touch_billing('a', (SELECT array_agg(DISTINCT r.client_id) FROM rows r WHERE r.invoice_id IS NULL));
  PERFORM public.touch_billing('r', (SELECT array_agg(DISTINCT r.receipt_id) FROM rows r));
  PERFORM public.touch_billing('c', (SELECT array_agg(DISTINCT r.credit_note_id) FROM rows r));
  PERFORM public.touch_billing('p', (SELECT array_agg(DISTINCT r.package_id) FROM rows r));
  PERFORM public.touch_billing('x', (SELECT array_agg(DISTINCT r.transaction_id) FROM rows r WHERE r.kind = 'TRANSFER'));
  RETURN NULL;
END $$;
