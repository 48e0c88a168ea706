/**
 * When an invoice is overdue: from the day after its due date, unless it is on a payment plan that is kept. One rule for the status, the
 * home page, the reports and a client's account. It is about the invoice as a whole: its payers' shares may be due on days of their own,
 * by which they age.
 * @param invoice the alias of `invoices`
 * @param day SQL of the day on which is asked, by the clock of the practice; plans count as they stand now, from the day on which they were made
 */
export const isLate = (invoice: string, day: string): string =>
  `(${invoice}.due_date < ${day} AND NOT EXISTS (SELECT FROM payment_plan_invoices x JOIN payment_plans p ON p.id = x.plan_id AND p.status = 'ACTIVE'
    WHERE x.invoice_id = ${invoice}.id AND x.is_running
      AND (p.created_at AT TIME ZONE 'UTC' AT TIME ZONE coalesce((SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC'))::date <= ${day}))`;
