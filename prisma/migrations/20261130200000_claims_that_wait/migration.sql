-- Whether an insurer has a claim before them, unanswered: also one of which they said that they will pay a part. Lines are asked for by one alone.
CREATE FUNCTION claim_waits(c insurance_claims) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT c.status IN ('SUBMITTED', 'ACKNOWLEDGED', 'IN_REVIEW', 'APPROVED', 'APPEALED') OR (c.status = 'PARTIALLY_APPROVED' AND NOT EXISTS (
    SELECT FROM public.ledger_transactions t WHERE t.claim_id = c.id AND t.act = 'CLAIM_ANSWERED'
      AND NOT EXISTS (SELECT FROM public.ledger_transactions r WHERE r.reverses_id = t.id)))
$$;

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
  IF public.claim_waits(c) AND EXISTS (
    SELECT FROM public.claim_lines l JOIN public.claim_lines o ON o.line_id = l.line_id AND o.claim_id <> which JOIN public.insurance_claims k ON k.id = o.claim_id
    WHERE l.claim_id = which AND k.insurance_id = c.insurance_id AND public.claim_waits(k)) THEN
    PERFORM public.refuse_as('claim_lines_once_check', 'another claim to this policy waits for these lines');
  END IF;
END $$;
