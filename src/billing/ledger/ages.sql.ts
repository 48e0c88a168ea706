/** How old what is owed is, by party: one rule for the reports and for what families get. */
import type { Conditions } from '../../database/conditions.js';
import { isLate } from './late.sql.js';

/** What is owed, by how many days ago it was due; what is not due yet is in the first. */
export interface AgeFigures {
  upTo30: string;
  upTo60: string;
  upTo90: string;
  upTo120: string;
  over120: string;
  open: string;
  /** Of what is open: on invoices that were overdue. */
  overdue: string;
  /** On account: owed to the party, and in none of the others. */
  credit: string;
  /** In packages, for visits to come: in none of the others either. */
  prepaid: string;
}

/**
 * What each party owed at the end of a day, by when it was due, and had on account and in packages. What came in pays what was due first; a share that
 * somebody else owed until then has a day of its own, from which its new party is asked.
 * @returns columns client_id, party, insurance_id, funding_id, age (days since it was due), is_late (its invoice is overdue), amount, credit, prepaid
 */
export function sharesOn(where: Conditions, day: Date): string {
  const on = where.binding.day(day);
  return `WITH open_then AS (
      SELECT id FROM invoices WHERE balance > 0
      UNION SELECT invoice_id FROM ledger_movements WHERE effective_date > ${on} AND invoice_id IS NOT NULL),
    due AS (
      SELECT m.client_id, m.party, m.insurance_id, m.funding_id, m.invoice_id, m.due_on, sum(m.amount) AS amount
      FROM ledger_movements m JOIN open_then o ON o.id = m.invoice_id
      WHERE m.effective_date <= ${on} AND ${where.sql} GROUP BY 1, 2, 3, 4, 5, 6),
    summed AS (
      SELECT d.*, sum(amount) OVER share AS total, coalesce(sum(amount) FILTER (WHERE due_on IS NULL) OVER share, 0) AS settled,
        coalesce(sum(amount) FILTER (WHERE due_on IS NOT NULL) OVER (share ORDER BY due_on NULLS LAST), 0) AS so_far,
        min(due_on) OVER share AS first_due
      FROM due d WINDOW share AS (PARTITION BY party, insurance_id, funding_id, invoice_id)),
    shares AS (
      SELECT s.client_id, s.party, s.insurance_id, s.funding_id, ${on} - coalesce(s.due_on, i.due_date) AS age, ${isLate('i', on)} AS is_late,
        CASE WHEN s.first_due IS NULL THEN s.total
          ELSE greatest(0, s.so_far + s.settled) - CASE WHEN s.due_on = s.first_due THEN 0 ELSE greatest(0, s.so_far - s.amount + s.settled) END
          END AS amount
      FROM summed s JOIN invoices i ON i.id = s.invoice_id WHERE s.total > 0 AND (s.due_on IS NOT NULL OR s.first_due IS NULL))
    SELECT client_id, party, insurance_id, funding_id, age, is_late, amount, NULL::numeric AS credit, NULL::numeric AS prepaid FROM shares WHERE amount <> 0
    UNION ALL SELECT m.client_id, m.party, m.insurance_id, m.funding_id, NULL, NULL, NULL, -sum(m.amount) FILTER (WHERE m.package_id IS NULL),
      -sum(m.amount) FILTER (WHERE m.package_id IS NOT NULL) FROM ledger_movements m
    WHERE m.invoice_id IS NULL AND m.effective_date <= ${on} AND ${where.sql} GROUP BY 1, 2, 3, 4
    HAVING sum(m.amount) FILTER (WHERE m.package_id IS NULL) <> 0 OR sum(m.amount) FILTER (WHERE m.package_id IS NOT NULL) <> 0`;
}

const sumOf = (condition: string): string => `coalesce(sum(x.amount) FILTER (WHERE ${condition}), 0)::numeric(30,2)`;
/** What AgeFigures have. */
export const AGES = [
  'upTo30',
  'upTo60',
  'upTo90',
  'upTo120',
  'over120',
  'open',
  'overdue',
  'credit',
  'prepaid',
] as const satisfies readonly (keyof AgeFigures)[];
/** The columns of AgeFigures, of rows of sharesOn named x. */
export const AGE_FIGURES = `${sumOf('x.age <= 30')} AS "upTo30", ${sumOf('x.age BETWEEN 31 AND 60')} AS "upTo60", ${sumOf('x.age BETWEEN 61 AND 90')} AS "upTo90",
  ${sumOf('x.age BETWEEN 91 AND 120')} AS "upTo120", ${sumOf('x.age > 120')} AS "over120", ${sumOf('true')} AS open, ${sumOf('x.is_late')} AS overdue,
  coalesce(sum(x.credit), 0)::numeric(30,2) AS credit, coalesce(sum(x.prepaid), 0)::numeric(30,2) AS prepaid`;
