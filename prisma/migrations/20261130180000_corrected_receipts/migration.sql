-- A receipt that was recorded anew tells which one it stands for: the first of its line. What a payment plan counts is what is new of it.
ALTER TABLE "receipts" ADD COLUMN     "corrects_id" BIGINT;
CREATE INDEX "receipts_corrects_id_idx" ON "receipts"("corrects_id");
ALTER TABLE "receipts" ADD CONSTRAINT "receipts_corrects_id_fkey" FOREIGN KEY ("corrects_id") REFERENCES "receipts"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- By hand: what Prisma has no words for.
ALTER TABLE receipts ADD CONSTRAINT receipts_corrects_of_client_fkey FOREIGN KEY (corrects_id, client_id) REFERENCES receipts (id, client_id),
  ADD CONSTRAINT receipts_corrects_check CHECK (corrects_id < id);

-- What came of a receipt, and of those that correct it, since the plan was made: what it pays beyond what it paid before. A payment of before
-- that bounces or is given back takes nothing from what is paid since; one that is recorded anew adds nothing.
CREATE OR REPLACE FUNCTION payment_plan_settled_on(which bigint, day date) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(least(p.amount, greatest(0, p.amount - m.open, m.spared + r.paid))), 0)
  FROM public.payment_plan_invoices p
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount), 0) AS open,
      -coalesce(sum(x.amount) FILTER (WHERE x.id > p.after_movement AND x.kind IN ('CREDIT', 'WRITE_OFF') AND NOT EXISTS (
        SELECT FROM public.ledger_transactions t JOIN public.ledger_movements o ON o.transaction_id = t.reverses_id
        WHERE t.id = x.transaction_id AND o.id <= p.after_movement)), 0) AS spared
    FROM public.ledger_movements x WHERE x.invoice_id = p.invoice_id AND x.party = 'CLIENT' AND x.effective_date <= day) m
  CROSS JOIN LATERAL (
    SELECT coalesce(sum(greatest(0, s.paid)), 0) AS paid FROM (
      SELECT -coalesce(sum(x.amount) FILTER (WHERE x.effective_date <= day), 0)
        + coalesce(sum(x.amount) FILTER (WHERE x.id <= p.after_movement), 0) AS paid
      FROM public.ledger_movements x JOIN public.receipts c ON c.id = x.receipt_id
      WHERE x.invoice_id = p.invoice_id AND x.party = 'CLIENT' AND x.kind IN ('PAYMENT', 'REFUND') GROUP BY coalesce(c.corrects_id, c.id)) s) r
  WHERE p.plan_id = which
$$;
