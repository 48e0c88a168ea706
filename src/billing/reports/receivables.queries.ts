import type { Ctx } from '../../access/context.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { isLate } from '../ledger/late.sql.js';
import { listPage, type ListDefinition, type Page, type Statement, wholeList } from '../../database/lists.js';
import type { ClientReceivablesQuery } from './reports.input.js';
import { clientsSeen } from './seen.sql.js';

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
}

export interface PartyAgeRow extends AgeFigures {
  [column: string]: unknown;
  key: string;
  label: string;
}

export interface ClientAgeRow extends AgeFigures {
  [column: string]: unknown;
  clientId: string;
  clientName: string;
}

/**
 * What each party owed at the end of a day, by when it was due, and had on account. What came in pays what was due first; a share that
 * somebody else owed until then has a day of its own, from which its new party is asked.
 * @returns columns client_id, party, insurance_id, funding_id, age (days since it was due), is_late (its invoice is overdue), amount, credit
 */
function sharesOn(where: Conditions, day: Date): string {
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
    SELECT client_id, party, insurance_id, funding_id, age, is_late, amount, NULL::numeric AS credit FROM shares WHERE amount <> 0
    UNION ALL SELECT m.client_id, m.party, m.insurance_id, m.funding_id, NULL, NULL, NULL, -sum(m.amount) FROM ledger_movements m
    WHERE m.invoice_id IS NULL AND m.effective_date <= ${on} AND ${where.sql} GROUP BY 1, 2, 3, 4 HAVING sum(m.amount) <> 0`;
}

const sumOf = (condition: string): string => `coalesce(sum(x.amount) FILTER (WHERE ${condition}), 0)::numeric(17,2)`;
const FIGURES = `${sumOf('x.age <= 30')} AS "upTo30", ${sumOf('x.age BETWEEN 31 AND 60')} AS "upTo60", ${sumOf('x.age BETWEEN 61 AND 90')} AS "upTo90",
  ${sumOf('x.age BETWEEN 91 AND 120')} AS "upTo120", ${sumOf('x.age > 120')} AS "over120", ${sumOf('true')} AS open, ${sumOf('x.is_late')} AS overdue,
  coalesce(sum(x.credit), 0)::numeric(17,2) AS credit`;

/** By party: the clients together, each insurer, each funding program. */
export function partyAgesStatement(ctx: Ctx, day: Date): Statement {
  const where = clientsSeen(ctx, 'm.client_id');
  const text = `SELECT x.party || coalesce('-' || coalesce(n.insurance_provider_id, f.funding_program_id), '') AS key,
      coalesce(p.name, g.name, CASE x.party WHEN 'CLIENT' THEN 'Clients' ELSE 'Practice' END) AS label, ${FIGURES}
    FROM (${sharesOn(where, day)}) x
    LEFT JOIN client_insurance n ON n.id = x.insurance_id LEFT JOIN insurance_providers p ON p.id = n.insurance_provider_id
    LEFT JOIN client_funding f ON f.id = x.funding_id LEFT JOIN funding_programs g ON g.id = f.funding_program_id
    GROUP BY 1, 2, x.party ORDER BY x.party, 2, 1`;
  return { text, values: where.values };
}

const SELECT = `c.id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", y."upTo30", y."upTo60", y."upTo90", y."upTo120",
  y."over120", y.open, y.overdue, y.credit`;

/** The list of clients who owe something or have something on account, and the values that it takes. */
function clientAges(ctx: Ctx, day: Date): { list: ListDefinition; where: Conditions } {
  const seen = clientsSeen(ctx, 'm.client_id');
  const shares = sharesOn(seen, day);
  // The conditions are those of the rows beneath: of the list itself none are left.
  const where = new Conditions(UNSCOPED);
  where.binding.values.push(...seen.values);
  return {
    where,
    list: {
      select: SELECT,
      from: `(SELECT x.client_id, ${FIGURES} FROM (${shares}) x GROUP BY x.client_id) y JOIN clients c ON c.id = y.client_id`,
      id: 'c.id',
      updatedAt: null,
      sorts: {
        open: { sql: 'y.open', type: 'numeric' },
        credit: { sql: 'y.credit', type: 'numeric' },
        clientName: { sql: `(c.last_name || ' ' || c.first_name)`, type: 'text' },
      },
      defaultSort: '-open',
    },
  };
}

/** By client, page by page. */
export function listClientAges(ctx: Ctx, query: ClientReceivablesQuery, day: Date): Promise<Page<ClientAgeRow>> {
  const { list, where } = clientAges(ctx, day);
  return listPage<ClientAgeRow>(ctx, list, query, where);
}

/** All clients, for an export. */
export function wholeClientAges(ctx: Ctx, sort: string | undefined, day: Date, most: number): ReturnType<typeof wholeList> {
  const { list, where } = clientAges(ctx, day);
  return wholeList(list, sort === undefined ? {} : { sort }, where, most);
}
