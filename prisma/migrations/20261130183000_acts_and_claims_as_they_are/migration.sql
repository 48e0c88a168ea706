-- What an act calls itself opens doors: only those that there are, and what was carried over was, once, when the ledger began.
ALTER TABLE ledger_transactions ADD CONSTRAINT ledger_transactions_act_check CHECK (act IN ('INVOICE_SENT', 'PAYMENT_RECORDED', 'CREDIT_USED', 'PACKAGE_USED',
  'PACKAGE_ENDED', 'PAYMENT_REVERSED', 'PAYMENT_RELEASED', 'REFUNDED', 'REFUND_FAILED', 'CREDITED', 'WRITTEN_OFF', 'CLAIM_ANSWERED', 'ANSWER_REVERSED',
  'TRANSFERRED', 'CARRIED_OVER')),
  ADD CONSTRAINT ledger_transactions_answer_check CHECK ((act = 'CLAIM_ANSWERED') = (claim_id IS NOT NULL AND reverses_id IS NULL));
CREATE FUNCTION nothing_is_carried_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('ledger_transactions_act_check', 'the ledger has begun: nothing is carried over into it any more');
  RETURN NULL;
END $$;
CREATE TRIGGER nothing_is_carried_over BEFORE INSERT ON ledger_transactions FOR EACH ROW WHEN (NEW.act = 'CARRIED_OVER') EXECUTE FUNCTION nothing_is_carried_over();

CREATE OR REPLACE FUNCTION touched_ledger_movements() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- What is added to an act of before counts in that act's month.
  IF TG_OP = 'INSERT' THEN
    PERFORM public.require_open_month((SELECT min(r.effective_date) FROM rows r));
    -- Nothing is taken off what is owed but by an act that says so, and why; nor comes back but by one that takes it back.
    IF EXISTS (SELECT FROM rows r JOIN public.ledger_transactions t ON t.id = r.transaction_id WHERE r.kind IN ('ADJUSTMENT', 'WRITE_OFF')
        AND t.reverses_id IS NULL AND NOT CASE WHEN r.amount < 0
          THEN (r.kind = 'ADJUSTMENT' AND t.act = 'CLAIM_ANSWERED') OR (r.kind = 'WRITE_OFF' AND t.act = 'WRITTEN_OFF' AND btrim(coalesce(t.reason, '')) <> '')
          ELSE t.act IN ('CREDITED', 'ANSWER_REVERSED') END) THEN
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

-- A claim asks its invoice's client's policy, once, for no more than its lines charge; PAID and DENIED follow from the answer, and who answered stays.
CREATE OR REPLACE FUNCTION claim_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  c public.insurance_claims;
  asked numeric;
  settled numeric;
  paid numeric;
  moved record;
BEGIN
  SELECT * INTO c FROM public.insurance_claims WHERE id = which FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT sum(l.amount_claimed), sum(l.amount_paid + l.adjustment + l.patient_share), sum(l.amount_paid) INTO asked, settled, paid
  FROM public.claim_lines l WHERE l.claim_id = which;
  SELECT -coalesce(sum(m.amount) FILTER (WHERE m.kind IN ('PAYMENT', 'PREPAYMENT')), 0) AS paid, count(*) AS movements,
    coalesce(bool_and(m.insurance_id IS NOT DISTINCT FROM c.insurance_id) FILTER (WHERE m.kind IN ('PAYMENT', 'PREPAYMENT', 'ADJUSTMENT')), true) AS own INTO moved
  FROM public.ledger_movements m JOIN public.ledger_transactions t ON t.id = m.transaction_id WHERE t.claim_id = which;
  IF asked IS NULL THEN
    IF moved.movements > 0 THEN PERFORM public.refuse_as('claim_agrees_check', 'an answer is to the lines of a claim'); END IF;
    RETURN;
  END IF;
  IF c.amount_claimed <> asked OR coalesce(c.amount_paid, 0) <> moved.paid OR NOT moved.own
    OR EXISTS (
      SELECT FROM public.claim_lines l LEFT JOIN LATERAL (
        SELECT -coalesce(sum(m.amount) FILTER (WHERE m.kind = 'PAYMENT'), 0) AS paid, -coalesce(sum(m.amount) FILTER (WHERE m.kind = 'ADJUSTMENT'), 0) AS adjusted,
          -coalesce(sum(m.amount) FILTER (WHERE m.kind = 'TRANSFER' AND m.party = 'INSURANCE' AND m.insurance_id = c.insurance_id), 0) AS shared
        FROM public.ledger_movements m JOIN public.ledger_transactions t ON t.id = m.transaction_id WHERE t.claim_id = which AND m.line_id = l.line_id
      ) AS said ON true
      WHERE l.claim_id = which AND (l.amount_paid, l.adjustment, l.patient_share) IS DISTINCT FROM (said.paid, said.adjusted, said.shared)
    )
    OR EXISTS (SELECT FROM public.claim_lines l JOIN public.invoice_line_items i ON i.id = l.line_id
      WHERE l.claim_id = which AND (i.invoice_id <> c.invoice_id OR l.amount_claimed > i.line_total))
    OR NOT EXISTS (SELECT FROM public.invoices i JOIN public.client_insurance n ON n.client_id = i.client_id WHERE i.id = c.invoice_id AND n.id = c.insurance_id) THEN
    PERFORM public.refuse_as('claim_agrees_check', 'the claim does not follow from its lines and the ledger');
  END IF;
  IF c.status IN ('PAID', 'DENIED') AND NOT (
      EXISTS (SELECT FROM public.ledger_transactions t WHERE t.claim_id = which AND t.act = 'CLAIM_ANSWERED'
        AND NOT EXISTS (SELECT FROM public.ledger_transactions r WHERE r.reverses_id = t.id))
      AND CASE c.status WHEN 'DENIED' THEN settled = 0 ELSE settled = asked AND paid > 0 END) THEN
    PERFORM public.refuse_as('claim_agrees_check', 'that it was paid or denied follows from its answer');
  END IF;
  IF c.status IN ('SUBMITTED', 'ACKNOWLEDGED', 'IN_REVIEW', 'APPROVED', 'APPEALED') AND EXISTS (
    SELECT FROM public.claim_lines l JOIN public.claim_lines o ON o.line_id = l.line_id AND o.claim_id <> which JOIN public.insurance_claims k ON k.id = o.claim_id
    WHERE l.claim_id = which AND k.insurance_id = c.insurance_id
      AND k.status IN ('SUBMITTED', 'ACKNOWLEDGED', 'IN_REVIEW', 'APPROVED', 'APPEALED')) THEN
    PERFORM public.refuse_as('claim_lines_once_check', 'another claim to this policy waits for these lines');
  END IF;
END $$;

-- A draft is deleted, not cancelled: it charged nothing that could be credited, and would free visits that nobody was asked to pay for.
CREATE FUNCTION draft_is_not_cancelled() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('invoice_status_agrees_check', 'a draft is sent or deleted');
  RETURN NULL;
END $$;
CREATE TRIGGER draft_is_not_cancelled BEFORE UPDATE OF status ON invoices FOR EACH ROW
  WHEN (OLD.status = 'DRAFT' AND NEW.status = 'CANCELLED') EXECUTE FUNCTION draft_is_not_cancelled();

-- What was given back of a package is gone: it is not taken up again.
CREATE FUNCTION ended_package_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.refuse_as('client_packages_ended_check', 'this package was ended');
  RETURN NULL;
END $$;
CREATE TRIGGER ended_package_stays BEFORE UPDATE OF ended_at, end_reason ON client_packages FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL AND (OLD.ended_at, OLD.end_reason) IS DISTINCT FROM (NEW.ended_at, NEW.end_reason)) EXECUTE FUNCTION ended_package_stays();

-- A run's invoice is its client's.
ALTER TABLE invoice_run_clients ADD CONSTRAINT invoice_run_clients_invoice_of_client_fkey
  FOREIGN KEY (invoice_id, client_id) REFERENCES invoices (id, client_id) ON DELETE SET NULL (invoice_id);
