/**
 * For each check of the reconciliation what puts a cent of the demo out of place, so that none of them is a check that cannot fail. They run
 * with the tables' own triggers off, in a transaction that is rolled back: through any door the database refuses them.
 */
const first = (table: string, where = 'true'): string => `(SELECT id FROM ${table} WHERE ${where} ORDER BY id LIMIT 1)`;
const more = (table: string, column: string, where = 'true'): string =>
  `UPDATE ${table} SET ${column} = ${column} + 0.01 WHERE id = ${first(table, where)}`;

export const OUT_OF_PLACE: Readonly<Record<string, string>> = {
  'invoice.lines': `UPDATE invoices SET subtotal = subtotal + 0.01, total_amount = total_amount + 0.01, balance = balance + 0.01
    WHERE id = ${first('invoices', "status = 'SENT'")}`,
  'line.taxes': `UPDATE invoice_line_taxes SET base = base * 2, amount = round(base * 2 * rate / 100, 2) WHERE id = ${first('invoice_line_taxes')}`,
  'invoice.ledger': `UPDATE invoices SET balance = balance - 0.01, amount_paid = amount_paid + 0.01 WHERE id = ${first('invoices', "status = 'SENT'")}`,
  'line.ledger': more('ledger_movements', 'amount', "kind = 'CHARGE'"),
  'invoice.status': `UPDATE invoices SET status = 'PAID' WHERE id = ${first('invoices', "status = 'SENT'")}`,
  'receipt.ledger': more('receipts', 'amount'),
  'payment.ledger': more('payments', 'amount'),
  'refund.ledger': more('refunds', 'amount'),
  'credit_note.ledger': `UPDATE credit_notes SET net_amount = net_amount + 0.01, total = total + 0.01 WHERE id = ${first('credit_notes')}`,
  'card.receipt': more('card_payments', 'amount', "status = 'PAID'"),
  'card.refund': more('card_refunds', 'amount', 'refund_id IS NOT NULL'),
  'plan.sums': more('payment_plan_instalments', 'amount'),
  'plan.status': `UPDATE payment_plans SET status = 'KEPT' WHERE id = ${first('payment_plans', "status NOT IN ('KEPT', 'ENDED')")}`,
  'account.credit': `UPDATE ledger_movements SET amount = -amount WHERE invoice_id IS NULL AND kind = 'PREPAYMENT' AND package_id IS NULL`,
  'transfer.balance': more('ledger_movements', 'amount', "kind = 'TRANSFER'"),
  'claim.ledger': more('insurance_claims', 'amount_claimed', "status = 'SUBMITTED'"),
  'claim.waiting': `WITH k AS (INSERT INTO insurance_claims (invoice_id, insurance_id, submission_date, status, amount_claimed, created_at, updated_at)
      SELECT invoice_id, insurance_id, submission_date, status, amount_claimed, created_at, updated_at FROM insurance_claims
      WHERE id = ${first('insurance_claims', "status = 'SUBMITTED'")} RETURNING id)
    INSERT INTO claim_lines (claim_id, line_id, amount_claimed)
      SELECT k.id, l.line_id, l.amount_claimed FROM k, claim_lines l WHERE l.claim_id = ${first('insurance_claims', "status = 'SUBMITTED'")}`,
  'visit.whole': `INSERT INTO billed_visits (line_id, appointment_id, client_id, service_code_id)
    SELECT (SELECT min(l.id) FROM invoice_line_items l WHERE NOT EXISTS (SELECT FROM billed_visits x WHERE x.line_id = l.id)),
      b.appointment_id, b.client_id, b.service_code_id FROM billed_visits b WHERE b.learner_id IS NOT NULL ORDER BY b.line_id LIMIT 1`,
  'visit.billed': `DELETE FROM billed_visits WHERE line_id = (SELECT min(b.line_id) FROM billed_visits b
    JOIN invoice_line_items l ON l.id = b.line_id JOIN invoices i ON i.id = l.invoice_id WHERE i.status = 'PAID')`,
  'authorization.sums': more('service_authorizations', 'used'),
  'authorization.visits': `UPDATE authorization_uses SET state = 'RESERVED' WHERE id = ${first('authorization_uses', "state = 'USED'")}`,
  'package.money': `UPDATE ledger_movements SET amount = -100000 WHERE id = ${first('ledger_movements', "package_id IS NOT NULL AND kind = 'PREPAYMENT'")}`,
  'package.uses': `UPDATE invoice_line_items l SET package_visit = o.package_visit FROM invoice_line_items o
    WHERE o.package_id = l.package_id AND o.id < l.id`,
  'package.visit': `ALTER TABLE authorization_uses DROP CONSTRAINT authorization_uses_authorization_of_client_fkey;
    UPDATE authorization_uses u SET appointment_id = b.appointment_id, client_id = b.client_id, learner_id = b.learner_id
    FROM (SELECT b.* FROM package_uses q JOIN billed_visits b ON b.line_id = q.line_id ORDER BY q.line_id LIMIT 1) b
    WHERE u.id = ${first('authorization_uses')}`,
  'funding.remaining': `UPDATE client_funding SET drawn = drawn + 0.01, remaining_amount = remaining_amount - 0.01
    WHERE id = ${first('client_funding', 'remaining_amount > 1')}`,
  'policy.remaining': more('client_insurance', 'drawn', 'max_annual_coverage IS NOT NULL'),
  'policy.years': more('policy_years', 'paid'),
  'funding_authorization.ledger': more('funding_authorizations', 'authorized_amount'),
  'series.gaps': `UPDATE number_series SET last = last + 1 WHERE series = 'INVOICE'`,
};
