/**
 * Everything of the money against everything else, by SQL alone: what the database's own triggers hold at each commit is asked of the
 * whole, so that data that came some other way (a restored table, a trigger that was off) are found too.
 */
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';

export interface FaultRow {
  check: string;
  recordType: string;
  recordId: string;
  /** What is wrong, without anybody's name. */
  detail: string;
  amount: string;
}

const MOST = 200;

/** Each check, as the rows that are out of place: their kind, id, words and by how much. */
const CHECKS: Readonly<Record<string, string>> = {
  'invoice.lines': `SELECT 'Invoice' AS kind, i.id, 'subtotal, tax, discount or total do not follow from its lines' AS detail,
      i.total_amount - coalesce(l.total, 0) AS amount
    FROM invoices i LEFT JOIN (SELECT invoice_id, sum(round(quantity * unit_price, 2)) AS subtotal, sum(tax_amount) AS tax,
      sum(discount_amount) AS discount, sum(line_total) AS total FROM invoice_line_items GROUP BY 1) l ON l.invoice_id = i.id
    WHERE (i.subtotal, i.tax_amount, i.discount_amount, i.total_amount)
      IS DISTINCT FROM (coalesce(l.subtotal, 0), coalesce(l.tax, 0), coalesce(l.discount, 0), coalesce(l.total, 0))`,
  'line.taxes': `SELECT 'InvoiceLineItem' AS kind, l.id, 'its taxes do not add up' AS detail, l.tax_amount - coalesce(t.amount, 0) AS amount
    FROM invoice_line_items l LEFT JOIN (SELECT line_id, sum(amount) AS amount FROM invoice_line_taxes GROUP BY 1) t ON t.line_id = l.id
    WHERE l.tax_amount <> coalesce(t.amount, 0)`,
  'invoice.ledger': `SELECT 'Invoice' AS kind, i.id, 'its balance does not follow from its movements' AS detail,
      i.balance - coalesce(m.balance, 0) AS amount
    FROM invoices i LEFT JOIN (SELECT invoice_id, sum(amount) AS balance FROM ledger_movements WHERE invoice_id IS NOT NULL GROUP BY 1) m
      ON m.invoice_id = i.id
    WHERE CASE WHEN i.sent_at IS NULL THEN m.balance IS NOT NULL ELSE i.balance <> coalesce(m.balance, 0) END`,
  'line.ledger': `SELECT 'InvoiceLineItem' AS kind, l.id, 'what was charged does not follow from the line' AS detail,
      l.line_total - coalesce(m.amount, 0) AS amount
    FROM invoice_line_items l JOIN invoices i ON i.id = l.invoice_id AND i.sent_at IS NOT NULL
    LEFT JOIN (SELECT line_id, sum(amount) AS amount FROM ledger_movements WHERE kind IN ('CHARGE', 'TAX', 'DISCOUNT') GROUP BY 1) m ON m.line_id = l.id
    WHERE l.line_total <> coalesce(m.amount, 0)`,
  'invoice.status': `SELECT 'Invoice' AS kind, i.id, 'its status does not follow from its balance' AS detail, i.balance AS amount
    FROM invoices i WHERE i.sent_at IS NOT NULL AND (i.balance > 0) <> (i.status IN ('SENT', 'OVERDUE'))`,
  'receipt.ledger': `SELECT 'Receipt' AS kind, r.id, 'its movements are not what came in' AS detail,
      CASE WHEN r.reversed_at IS NULL THEN r.amount ELSE 0 END - coalesce(m.used, 0) AS amount
    FROM receipts r LEFT JOIN (SELECT receipt_id, -sum(amount) AS used FROM ledger_movements WHERE kind IN ('PAYMENT', 'PREPAYMENT')
      AND receipt_id IS NOT NULL GROUP BY 1) m ON m.receipt_id = r.id
    WHERE CASE WHEN r.reversed_at IS NULL THEN r.amount ELSE 0 END <> coalesce(m.used, 0)`,
  'payment.ledger': `SELECT 'Payment' AS kind, p.id, 'its movements are not its amount' AS detail,
      CASE WHEN p.reversed_at IS NULL THEN p.amount ELSE 0 END - coalesce(m.paid, 0) AS amount
    FROM payments p LEFT JOIN (SELECT payment_id, -sum(amount) AS paid FROM ledger_movements WHERE payment_id IS NOT NULL GROUP BY 1) m
      ON m.payment_id = p.id
    WHERE CASE WHEN p.reversed_at IS NULL THEN p.amount ELSE 0 END <> coalesce(m.paid, 0)`,
  'refund.ledger': `SELECT 'Refund' AS kind, r.id, 'its movements are not its amount' AS detail,
      CASE WHEN r.failed_at IS NULL THEN r.amount ELSE 0 END - coalesce(m.refunded, 0) AS amount
    FROM refunds r LEFT JOIN (SELECT refund_id, sum(amount) AS refunded FROM ledger_movements WHERE refund_id IS NOT NULL GROUP BY 1) m ON m.refund_id = r.id
    WHERE CASE WHEN r.failed_at IS NULL THEN r.amount ELSE 0 END <> coalesce(m.refunded, 0)`,
  'credit_note.ledger': `SELECT 'CreditNote' AS kind, c.id, 'its movements are not its total' AS detail, c.total - coalesce(m.credited, 0) AS amount
    FROM credit_notes c LEFT JOIN (SELECT credit_note_id, -sum(amount) AS credited FROM ledger_movements WHERE kind = 'CREDIT' GROUP BY 1) m ON m.credit_note_id = c.id
    WHERE c.total <> coalesce(m.credited, 0)`,
  'card.receipt': `SELECT 'CardPayment' AS kind, k.id, 'its receipt is not what the card paid' AS detail, k.amount - coalesce(r.amount, 0) AS amount
    FROM card_payments k LEFT JOIN receipts r ON r.id = k.receipt_id
    WHERE k.status = 'PAID' AND (r.amount IS DISTINCT FROM k.amount OR r.client_id <> k.client_id OR (r.reversed_at IS NOT NULL AND k.disputed_at IS NULL))`,
  'card.refund': `SELECT 'CardRefund' AS kind, f.id, 'what goes back to the card is not what the books give back' AS detail, f.amount - coalesce(r.amount, 0) AS amount
    FROM card_refunds f JOIN card_payments k ON k.id = f.card_payment_id LEFT JOIN refunds r ON r.id = f.refund_id
    WHERE f.refund_id IS NOT NULL AND (r.amount <> f.amount OR r.receipt_id <> k.receipt_id OR (r.failed_at IS NOT NULL) <> (f.status = 'FAILED'))`,
  'plan.sums': `SELECT 'PaymentPlan' AS kind, p.id, 'its instalments do not come to its invoices' AS detail, p.total - coalesce(i.amount, 0) AS amount
    FROM payment_plans p LEFT JOIN (SELECT plan_id, sum(amount) AS amount FROM payment_plan_instalments GROUP BY 1) i ON i.plan_id = p.id
    LEFT JOIN (SELECT plan_id, sum(amount) AS amount FROM payment_plan_invoices GROUP BY 1) x ON x.plan_id = p.id
    WHERE p.total IS DISTINCT FROM i.amount OR p.total IS DISTINCT FROM x.amount`,
  'plan.status': `SELECT 'PaymentPlan' AS kind, p.id, 'how it stands does not follow from what is paid' AS detail, p.total - s.settled AS amount
    FROM payment_plans p CROSS JOIN LATERAL (SELECT payment_plan_settled(p.id) AS settled) s
    WHERE (p.status <> 'ENDED' AND (p.status = 'KEPT') <> (s.settled >= p.total) AND NOT (p.status = 'KEPT' AND EXISTS (
      SELECT FROM payment_plan_invoices x JOIN payment_plan_invoices o ON o.invoice_id = x.invoice_id AND o.is_running AND o.plan_id <> p.id WHERE x.plan_id = p.id)))
      OR EXISTS (SELECT FROM payment_plan_invoices x WHERE x.plan_id = p.id AND x.is_running <> (p.status IN ('ACTIVE', 'BROKEN')))`,
  'account.credit': `SELECT 'Client' AS kind, client_id AS id, 'a party has less than nothing on account' AS detail, sum(amount) AS amount
    FROM ledger_movements WHERE invoice_id IS NULL GROUP BY client_id, party, insurance_id, funding_id HAVING sum(amount) > 0`,
  'transfer.balance': `SELECT 'LedgerTransaction' AS kind, transaction_id AS id, 'what left one party did not come to another' AS detail, sum(amount) AS amount
    FROM ledger_movements WHERE kind = 'TRANSFER' GROUP BY transaction_id HAVING sum(amount) <> 0`,
  'claim.ledger': `SELECT 'InsuranceClaim' AS kind, k.id, 'what was answered does not follow from the ledger' AS detail,
      coalesce(k.amount_paid, 0) - coalesce(m.paid, 0) AS amount
    FROM insurance_claims k JOIN (SELECT claim_id, sum(amount_claimed) AS claimed, sum(amount_paid) AS paid, sum(adjustment) AS adjusted,
      sum(patient_share) AS shared FROM claim_lines GROUP BY 1) l ON l.claim_id = k.id
    LEFT JOIN (SELECT t.claim_id, -sum(m.amount) FILTER (WHERE m.kind IN ('PAYMENT', 'PREPAYMENT')) AS paid, -sum(m.amount) FILTER (WHERE m.kind = 'PAYMENT') AS settled,
      -sum(m.amount) FILTER (WHERE m.kind = 'ADJUSTMENT') AS adjusted,
      -sum(m.amount) FILTER (WHERE m.kind = 'TRANSFER' AND m.party = 'INSURANCE' AND m.insurance_id = c.insurance_id) AS shared
      FROM ledger_transactions t JOIN insurance_claims c ON c.id = t.claim_id JOIN ledger_movements m ON m.transaction_id = t.id GROUP BY 1) m ON m.claim_id = k.id
    WHERE (k.amount_claimed, coalesce(k.amount_paid, 0), l.paid, l.adjusted, l.shared)
      IS DISTINCT FROM (l.claimed, coalesce(m.paid, 0), coalesce(m.settled, 0), coalesce(m.adjusted, 0), coalesce(m.shared, 0))`,
  'claim.waiting': `SELECT DISTINCT 'InsuranceClaim' AS kind, k.id, 'another claim to its policy waits for the same lines' AS detail, k.amount_claimed AS amount
    FROM insurance_claims k JOIN claim_lines l ON l.claim_id = k.id JOIN claim_lines o ON o.line_id = l.line_id AND o.claim_id < k.id
    JOIN insurance_claims b ON b.id = o.claim_id AND b.insurance_id = k.insurance_id WHERE claim_waits(k) AND claim_waits(b)`,
  'visit.billed': `SELECT 'InvoiceLineItem' AS kind, l.id, 'another line bills the same visit' AS detail, l.line_total AS amount
    FROM invoice_line_items l JOIN invoices i ON i.id = l.invoice_id AND i.status NOT IN ('CANCELLED', 'REFUNDED')
    LEFT JOIN billed_visits b ON b.line_id = l.id
    WHERE l.appointment_id IS NOT NULL AND b.line_id IS NULL
      AND NOT (l.line_total > 0 AND l.line_total = coalesce((SELECT sum(n.net_amount + n.tax_amount) FROM credit_note_lines n WHERE n.line_id = l.id), 0))`,
  'visit.whole': `SELECT 'InvoiceLineItem' AS kind, b.line_id AS id, 'another line bills the same visit for all of its client' AS detail, l.line_total AS amount
    FROM billed_visits b JOIN invoice_line_items l ON l.id = b.line_id JOIN billed_visits o ON o.appointment_id = b.appointment_id
      AND o.client_id = b.client_id AND o.service_code_id = b.service_code_id AND o.line_id <> b.line_id WHERE o.learner_id IS NULL`,
  'authorization.sums': `SELECT 'ServiceAuthorization' AS kind, a.id, 'what is reserved and used does not follow from the visits that draw on it' AS detail,
      a.reserved + a.used - coalesce(u.drawn, 0) AS amount
    FROM service_authorizations a LEFT JOIN (SELECT authorization_id, sum(quantity) AS drawn, coalesce(sum(quantity) FILTER (WHERE state = 'USED'), 0) AS used
      FROM authorization_uses GROUP BY 1) u ON u.authorization_id = a.id
    WHERE a.reserved + a.used <> coalesce(u.drawn, 0) OR a.used <> coalesce(u.used, 0) OR a.reserved + a.used > a.amount`,
  'authorization.visits': `SELECT 'ServiceAuthorization' AS kind, u.authorization_id AS id, 'a visit draws on it as it should not' AS detail, u.quantity AS amount
    FROM authorization_uses u JOIN service_authorizations s ON s.id = u.authorization_id JOIN appointments a ON a.id = u.appointment_id
    LEFT JOIN practice_locations p ON p.id = a.location_id
    CROSS JOIN LATERAL (SELECT (a.start_time AT TIME ZONE 'UTC' AT TIME ZONE
      coalesce(p.timezone, (SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC'))::date AS day) k
    WHERE a.is_hold OR k.day NOT BETWEEN s.valid_from AND s.valid_to
      OR u.state::text IS DISTINCT FROM CASE WHEN a.status = 'COMPLETED' THEN 'USED' WHEN a.status IN ('SCHEDULED', 'CONFIRMED') THEN 'RESERVED' END`,
  'package.money': `SELECT 'ClientPackage' AS kind, k.id, 'its money is not between nothing and what it costs' AS detail, coalesce(m.money, 0) AS amount
    FROM client_packages k JOIN (SELECT package_id, -coalesce(sum(amount) FILTER (WHERE invoice_id IS NULL), 0) AS money,
      -coalesce(sum(amount) FILTER (WHERE kind <> 'REFUND'), 0) AS paid FROM ledger_movements WHERE package_id IS NOT NULL GROUP BY 1) m ON m.package_id = k.id
    WHERE m.money < 0 OR m.paid > k.amount_due OR (k.ended_at IS NOT NULL AND m.money <> 0)`,
  'package.uses': `SELECT 'ClientPackage' AS kind, k.id, 'lines use more visits of it than there are, or one twice' AS detail, count(*)::numeric AS amount
    FROM client_packages k JOIN invoice_line_items l ON l.package_id = k.id JOIN invoices i ON i.id = l.invoice_id AND i.status NOT IN ('CANCELLED', 'REFUNDED')
    WHERE NOT (l.line_total > 0 AND l.line_total = coalesce((SELECT sum(n.net_amount + n.tax_amount) FROM credit_note_lines n WHERE n.line_id = l.id), 0))
    GROUP BY k.id HAVING count(*) > k.visits OR count(DISTINCT l.package_visit) <> count(*)`,
  'package.visit': `SELECT 'InvoiceLineItem' AS kind, l.id, 'a package and an authorization both pay for its visit' AS detail, l.line_total AS amount
    FROM package_uses q JOIN invoice_line_items l ON l.id = q.line_id JOIN billed_visits b ON b.line_id = l.id
    JOIN authorization_uses u ON u.appointment_id = b.appointment_id AND u.client_id = b.client_id AND coalesce(u.learner_id, 0) = coalesce(b.learner_id, 0)`,
  'funding.remaining': `SELECT 'ClientFunding' AS kind, f.id, 'what is left of it does not follow from the ledger' AS detail,
      f.remaining_amount - greatest(0, f.total_amount - f.drawn_elsewhere - coalesce(m.drawn, 0)) AS amount
    FROM client_funding f LEFT JOIN (SELECT funding_id, sum(amount) AS drawn FROM ledger_movements
      WHERE funding_id IS NOT NULL AND kind NOT IN ('PAYMENT', 'PREPAYMENT', 'REFUND') GROUP BY 1) m ON m.funding_id = f.id
    WHERE f.drawn <> coalesce(m.drawn, 0) OR f.remaining_amount <> greatest(0, f.total_amount - f.drawn_elsewhere - coalesce(m.drawn, 0))`,
  'policy.remaining': `SELECT 'ClientInsurance' AS kind, n.id, 'what is left of it does not follow from the ledger' AS detail,
      n.drawn - coalesce(p.paid, 0) AS amount
    FROM client_insurance n LEFT JOIN policy_paid(NULL) p ON p.insurance_id = n.id AND p.starts_on = n.policy_year_start
    WHERE n.drawn <> coalesce(p.paid, 0) OR n.policy_year_start <> policy_year_of(n.policy_year_start, n.policy_year_month, n.policy_year_day)
      OR n.remaining_coverage IS DISTINCT FROM CASE WHEN n.max_annual_coverage IS NOT NULL
        THEN greatest(0, least(n.max_annual_coverage, n.max_annual_coverage - n.drawn_elsewhere - coalesce(p.paid, 0))) END`,
  'policy.years': `SELECT 'ClientInsurance' AS kind, coalesce(y.insurance_id, p.insurance_id) AS id, 'what it paid in a policy year does not follow from the ledger' AS detail,
      coalesce(y.paid, 0) - coalesce(p.paid, 0) AS amount
    FROM policy_years y FULL JOIN policy_paid(NULL) p ON p.insurance_id = y.insurance_id AND p.starts_on = y.starts_on
    WHERE coalesce(y.paid, 0) <> coalesce(p.paid, 0)`,
  'funding_authorization.ledger': `SELECT 'FundingAuthorization' AS kind, coalesce(a.id, d.invoice_id) AS id, 'what an invoice draws on a funding source does not follow from the ledger' AS detail,
      coalesce(a.authorized_amount, 0) - coalesce(d.drawn, 0) AS amount
    FROM funding_authorizations a FULL JOIN funding_draws(NULL, NULL) d ON d.funding_id = a.client_funding_id AND d.invoice_id = a.invoice_id
    WHERE coalesce(a.authorized_amount, 0) <> coalesce(d.drawn, 0) OR coalesce(a.status, 'RELEASED') <> coalesce(d.status, 'RELEASED')`,
  'series.gaps': `SELECT 'Invoice' AS kind, s.year AS id, 'the numbers of ' || s.series || ' have a gap' AS detail, (s.last - s.first + 1 - n.given)::numeric AS amount
    FROM number_series s JOIN LATERAL (
      SELECT count(*)::integer AS given FROM (
        SELECT invoice_number AS number FROM invoices WHERE s.series = 'INVOICE' AND sent_at IS NOT NULL
        UNION ALL SELECT number FROM credit_notes WHERE s.series = 'CREDIT_NOTE'
        UNION ALL SELECT number FROM receipts WHERE s.series = 'RECEIPT'
        UNION ALL SELECT number FROM refunds WHERE s.series = 'REFUND') x
      WHERE x.number ~ ('^([A-Z]+-)?' || s.year || '-[0-9]{6,9}$') AND substring(x.number FROM '[0-9]+$')::bigint BETWEEN s.first AND s.last) n ON true
    WHERE n.given <> s.last - s.first + 1`,
};

/**
 * What others post meanwhile is in all of the checks, or in none.
 * @param tx of a transaction that has done nothing yet
 */
export async function inOneSnapshot(tx: Ctx): Promise<void> {
  await tx.db.$executeRaw`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`;
}

/** The names of all checks. */
export const CHECK_NAMES: readonly string[] = Object.keys(CHECKS);

/** What is out of place in the whole practice, at most 200 of each check. One statement a check, in one snapshot where ctx is a transaction. */
export async function faultsOf(ctx: Ctx): Promise<FaultRow[]> {
  const faults: FaultRow[] = [];
  for (const [check, sql] of Object.entries(CHECKS)) {
    const rows = await prepared<{ kind: string; id: string; detail: string; amount: string }>(
      ctx.pool,
      `SELECT kind, id::text, detail, amount FROM (${sql}) AS faults ORDER BY id LIMIT ${MOST}`,
    );
    faults.push(...rows.map(({ kind, id, detail, amount }) => ({ check, recordType: kind, recordId: id, detail, amount })));
  }
  return faults;
}

/** What the ledger comes to: the figures that a report of it must have. */
export interface TotalsRow {
  charged: string;
  taxed: string;
  discounted: string;
  paid: string;
  refunded: string;
  credited: string;
  writtenOff: string;
  adjusted: string;
  open: string;
  onAccount: string;
  inPackages: string;
}

/** The whole ledger by kind. */
export async function totalsOf(ctx: Ctx): Promise<TotalsRow> {
  const [row] = await prepared<TotalsRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT coalesce(sum(amount) FILTER (WHERE kind = 'CHARGE'), 0) AS charged, coalesce(sum(amount) FILTER (WHERE kind = 'TAX'), 0) AS taxed,
       -coalesce(sum(amount) FILTER (WHERE kind = 'DISCOUNT'), 0) AS discounted,
       -coalesce(sum(amount) FILTER (WHERE kind = 'PAYMENT' OR (kind = 'PREPAYMENT' AND receipt_id IS NOT NULL)), 0) AS paid,
       coalesce(sum(amount) FILTER (WHERE kind = 'REFUND'), 0) AS refunded, -coalesce(sum(amount) FILTER (WHERE kind = 'CREDIT'), 0) AS credited,
       -coalesce(sum(amount) FILTER (WHERE kind = 'WRITE_OFF'), 0) AS "writtenOff", -coalesce(sum(amount) FILTER (WHERE kind = 'ADJUSTMENT'), 0) AS adjusted,
       coalesce(sum(amount) FILTER (WHERE invoice_id IS NOT NULL), 0) AS open, 
       -coalesce(sum(amount) FILTER (WHERE invoice_id IS NULL AND package_id IS NULL), 0) AS "onAccount",
       -coalesce(sum(amount) FILTER (WHERE invoice_id IS NULL AND package_id IS NOT NULL), 0) AS "inPackages"
     FROM ledger_movements`,
  );
  if (!row) throw new Error('The ledger has no sums.');
  return row;
}
