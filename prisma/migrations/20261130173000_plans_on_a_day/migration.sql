-- What of a plan is paid, as it was at the end of a day: a statement to a day tells of that one. One rule for both.
CREATE FUNCTION payment_plan_settled_on(which bigint, day date) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(least(p.amount, greatest(0, p.amount - m.open, m.paid))), 0)
  FROM public.payment_plan_invoices p CROSS JOIN LATERAL (
    SELECT coalesce(sum(x.amount), 0) AS open,
      -coalesce(sum(x.amount) FILTER (WHERE x.id > p.after_movement AND x.kind IN ('PAYMENT', 'REFUND', 'CREDIT', 'WRITE_OFF') AND NOT EXISTS (
        SELECT FROM public.ledger_transactions t JOIN public.ledger_movements o ON o.transaction_id = t.reverses_id
        WHERE t.id = x.transaction_id AND o.id <= p.after_movement)), 0) AS paid
    FROM public.ledger_movements x WHERE x.invoice_id = p.invoice_id AND x.party = 'CLIENT' AND x.effective_date <= day) m
  WHERE p.plan_id = which
$$;
CREATE OR REPLACE FUNCTION payment_plan_settled(which bigint) RETURNS numeric LANGUAGE sql STABLE AS $$
  SELECT public.payment_plan_settled_on(which, 'infinity')
$$;
