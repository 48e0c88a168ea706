import type { Ctx } from '../../access/context.js';
import type { Statement } from '../../database/lists.js';
import type { RevenueBy, RevenueQuery } from './reports.input.js';
import { MOVEMENTS, movementsSeen } from './seen.sql.js';

/** Signed as in the ledger: what is owed more is positive, so that all but payments and refunds add up to `net`. */
export interface RevenueFigures {
  charges: string;
  discounts: string;
  taxes: string;
  credits: string;
  writeOffs: string;
  adjustments: string;
  net: string;
  withoutTax: string;
  payments: string;
  refunds: string;
}

export interface RevenueRow extends RevenueFigures {
  [column: string]: unknown;
  /** Its first day; null where months are not told apart. */
  month: string | null;
  /** Null: of no such thing. */
  key: string | null;
  label: string | null;
}

interface Dimension {
  /** Joins for the key. */
  joins?: string;
  /** By what movements are gathered. */
  keys: readonly string[];
  /** Of what was gathered (`s.k1`, `s.k2`): how the API names it, and its words. */
  key: string;
  label: string;
  named?: string;
}

const DIMENSIONS: Readonly<Record<RevenueBy, Dimension>> = {
  MONTH: { keys: [], key: 'NULL', label: 'NULL' },
  SERVICE: {
    keys: ['l.service_code_id'],
    key: 's.k1::text',
    label: `v.code || ' ' || v.description`,
    named: 'LEFT JOIN service_codes v ON v.id = s.k1',
  },
  THERAPIST: {
    keys: ['a.therapist_id'],
    key: 's.k1::text',
    label: `u.first_name || ' ' || u.last_name`,
    named: 'LEFT JOIN users u ON u.id = s.k1',
  },
  LOCATION: {
    joins: 'LEFT JOIN therapy_rooms r ON r.id = a.room_id',
    keys: ['coalesce(a.location_id, r.location_id)'],
    key: 's.k1::text',
    label: 'p.name',
    named: 'LEFT JOIN practice_locations p ON p.id = s.k1',
  },
  PARTY: {
    joins: 'LEFT JOIN client_insurance n ON n.id = m.insurance_id LEFT JOIN client_funding f ON f.id = m.funding_id',
    keys: ['m.party', 'coalesce(n.insurance_provider_id, f.funding_program_id)'],
    key: `s.k1 || coalesce('-' || s.k2, '')`,
    label: `CASE s.k1 WHEN 'CLIENT' THEN 'Clients' WHEN 'INSURANCE' THEN p.name WHEN 'FUNDING' THEN g.name ELSE 'Practice' END`,
    named: `LEFT JOIN insurance_providers p ON p.id = s.k2 AND s.k1 = 'INSURANCE' LEFT JOIN funding_programs g ON g.id = s.k2 AND s.k1 = 'FUNDING'`,
  },
};

const sumOf = (condition: string, sign = ''): string =>
  `${sign}coalesce(sum(s.amount) FILTER (WHERE ${condition}), 0)::numeric(30,2)`;
const NET = `s.kind IN ('CHARGE', 'DISCOUNT', 'TAX', 'CREDIT', 'WRITE_OFF', 'ADJUSTMENT')`;

/**
 * What was earned in a period. The ledger is read once and gathered by kind; what a column adds up is told of those few sums.
 * A transfer from one party to another is nobody's revenue.
 */
export function revenueStatement(ctx: Ctx, { from, to, by = 'MONTH', monthly = false }: RevenueQuery): Statement {
  const { joins = '', keys, key, label, named = '' } = DIMENSIONS[by];
  const month = monthly || by === 'MONTH' ? `date_trunc('month', m.effective_date::timestamp)::date` : 'NULL::date';
  const where = movementsSeen(ctx)
    .day('m.effective_date', '>=', from)
    .day('m.effective_date', '<=', to)
    .and(`m.kind <> 'TRANSFER'`);
  const text = `WITH s AS (
      SELECT ${month} AS month, ${keys.map((one, index) => `${one} AS k${index + 1},`).join(' ')}
        m.kind, m.line_tax_id IS NOT NULL AS of_tax, sum(m.amount) AS amount
      FROM ${MOVEMENTS} ${joins} WHERE ${where.sql} GROUP BY ${['1', ...keys.map((_, index) => String(index + 2))].join(', ')}, m.kind, of_tax)
    SELECT s.month::text AS month, ${key} AS key, ${label} AS label,
      ${sumOf(`s.kind = 'CHARGE'`)} AS charges, ${sumOf(`s.kind = 'DISCOUNT'`)} AS discounts, ${sumOf(`s.kind = 'TAX'`)} AS taxes,
      ${sumOf(`s.kind = 'CREDIT'`)} AS credits, ${sumOf(`s.kind = 'WRITE_OFF'`)} AS "writeOffs",
      ${sumOf(`s.kind = 'ADJUSTMENT'`)} AS adjustments, ${sumOf(NET)} AS net, ${sumOf(`${NET} AND NOT s.of_tax`)} AS "withoutTax",
      ${sumOf(`s.kind IN ('PAYMENT', 'PREPAYMENT')`, '-')} AS payments, ${sumOf(`s.kind = 'REFUND'`)} AS refunds
    FROM s ${named} GROUP BY 1, 2, 3 ORDER BY 1, 3 NULLS LAST, 2`;
  return { text, values: where.values };
}
