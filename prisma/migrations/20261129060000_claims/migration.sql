-- Claims: what is asked for each line, and answers that follow from the ledger.

ALTER TABLE "ledger_transactions" ADD COLUMN     "claim_id" BIGINT;
CREATE TABLE "claim_lines" (
    "id" BIGSERIAL NOT NULL,
    "claim_id" BIGINT NOT NULL,
    "line_id" BIGINT NOT NULL,
    "amount_claimed" DECIMAL(15,2) NOT NULL,
    "amount_paid" DECIMAL(15,2) NOT NULL DEFAULT 0,
    "adjustment" DECIMAL(15,2) NOT NULL DEFAULT 0,
    "patient_share" DECIMAL(15,2) NOT NULL DEFAULT 0,
    "remark" TEXT,

    CONSTRAINT "claim_lines_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "claim_lines_line_id_idx" ON "claim_lines"("line_id");
CREATE UNIQUE INDEX "claim_lines_claim_id_line_id_key" ON "claim_lines"("claim_id", "line_id");
CREATE INDEX "ledger_transactions_claim_id_idx" ON "ledger_transactions"("claim_id");
ALTER TABLE "claim_lines" ADD CONSTRAINT "claim_lines_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "insurance_claims"("id") ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE "claim_lines" ADD CONSTRAINT "claim_lines_line_id_fkey" FOREIGN KEY ("line_id") REFERENCES "invoice_line_items"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "ledger_transactions" ADD CONSTRAINT "ledger_transactions_claim_id_fkey" FOREIGN KEY ("claim_id") REFERENCES "insurance_claims"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE claim_lines ADD CONSTRAINT claim_lines_amounts_check
  CHECK (amount_claimed > 0 AND amount_paid >= 0 AND adjustment >= 0 AND patient_share >= 0 AND amount_paid + adjustment + patient_share <= amount_claimed);
CREATE INDEX insurance_claims_status_idx ON insurance_claims (status, submission_date, id);
CREATE INDEX insurance_claims_amount_claimed_idx ON insurance_claims (amount_claimed, id);
CREATE INDEX insurance_claims_follow_up_order_idx ON insurance_claims (coalesce(follow_up_date, 'infinity'), id);
CREATE INDEX insurance_claims_updated_at_idx ON insurance_claims (updated_at, id);
-- The worklist: what is to be followed up, and what an insurer refused.
CREATE INDEX insurance_claims_follow_up_date_idx ON insurance_claims (follow_up_date, id) WHERE follow_up_date IS NOT NULL;

-- A claim's figures follow from its lines, and those from the ledger. Claims of before, without lines, stand as they were.
CREATE FUNCTION claim_agrees(which bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  c public.insurance_claims;
  asked numeric;
  moved record;
BEGIN
  SELECT * INTO c FROM public.insurance_claims WHERE id = which FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN; END IF;
  SELECT sum(l.amount_claimed) INTO asked FROM public.claim_lines l WHERE l.claim_id = which;
  SELECT -coalesce(sum(m.amount) FILTER (WHERE m.kind IN ('PAYMENT', 'PREPAYMENT')), 0) AS paid, count(*) AS movements INTO moved
  FROM public.ledger_movements m JOIN public.ledger_transactions t ON t.id = m.transaction_id WHERE t.claim_id = which;
  IF asked IS NULL THEN
    IF moved.movements > 0 THEN PERFORM public.refuse_as('claim_agrees_check', 'an answer is to the lines of a claim'); END IF;
    RETURN;
  END IF;
  IF c.amount_claimed <> asked OR coalesce(c.amount_paid, 0) <> moved.paid
    OR EXISTS (
      SELECT FROM public.claim_lines l LEFT JOIN LATERAL (
        SELECT -coalesce(sum(m.amount) FILTER (WHERE m.kind = 'PAYMENT'), 0) AS paid, -coalesce(sum(m.amount) FILTER (WHERE m.kind = 'ADJUSTMENT'), 0) AS adjusted,
          -coalesce(sum(m.amount) FILTER (WHERE m.kind = 'TRANSFER' AND m.party = 'INSURANCE' AND m.insurance_id = c.insurance_id), 0) AS shared
        FROM public.ledger_movements m JOIN public.ledger_transactions t ON t.id = m.transaction_id WHERE t.claim_id = which AND m.line_id = l.line_id
      ) AS said ON true
      WHERE l.claim_id = which AND (l.amount_paid, l.adjustment, l.patient_share) IS DISTINCT FROM (said.paid, said.adjusted, said.shared)
    )
    OR EXISTS (SELECT FROM public.claim_lines l JOIN public.invoice_line_items i ON i.id = l.line_id WHERE l.claim_id = which AND i.invoice_id <> c.invoice_id) THEN
    PERFORM public.refuse_as('claim_agrees_check', 'the claim does not follow from its lines and the ledger');
  END IF;
END $$;

CREATE OR REPLACE FUNCTION billing_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  CASE NEW.what
    WHEN 'i' THEN PERFORM public.invoice_agrees(NEW.id);
    WHEN 'a' THEN PERFORM public.account_agrees(NEW.id);
    WHEN 'r' THEN PERFORM public.receipt_agrees(NEW.id);
    WHEN 'c' THEN PERFORM public.credit_note_agrees(NEW.id);
    WHEN 't' THEN PERFORM public.reversal_agrees(NEW.id);
    WHEN 'k' THEN PERFORM public.claim_agrees(NEW.id);
  END CASE;
  DELETE FROM public.billing_touched WHERE what = NEW.what AND id = NEW.id AND xid = NEW.xid;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION touched_ledger_transactions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM public.touch_billing('t', (SELECT array_agg(r.id) FROM rows r WHERE r.reverses_id IS NOT NULL));
  PERFORM public.touch_billing('k', (SELECT array_agg(DISTINCT r.claim_id) FROM rows r));
  RETURN NULL;
END $$;
DO $$
DECLARE each record;
BEGIN
  FOR each IN SELECT * FROM (VALUES
    ('insurance_claims', $t$PERFORM public.touch_billing('k', (SELECT array_agg(r.id) FROM rows r));$t$),
    ('claim_lines', $t$PERFORM public.touch_billing('k', (SELECT array_agg(DISTINCT r.claim_id) FROM rows r));$t$)
  ) AS v (name, body) LOOP
    EXECUTE format('CREATE FUNCTION %I() RETURNS trigger LANGUAGE plpgsql AS %L', 'touched_' || each.name, 'BEGIN ' || each.body || ' RETURN NULL; END');
    EXECUTE format('CREATE TRIGGER touched_insert AFTER INSERT ON %I REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', each.name, 'touched_' || each.name);
    EXECUTE format('CREATE TRIGGER touched_update AFTER UPDATE ON %I REFERENCING NEW TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', each.name, 'touched_' || each.name);
    EXECUTE format('CREATE TRIGGER touched_delete AFTER DELETE ON %I REFERENCING OLD TABLE AS rows FOR EACH STATEMENT EXECUTE FUNCTION %I()', each.name, 'touched_' || each.name);
  END LOOP;
END $$;
