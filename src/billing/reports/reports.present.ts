import type { Decimal } from 'decimal.js';
import { fromMoney, type Money } from '../../kernel/money.js';
import { fromDate } from '../../kernel/time.js';
import type { FundingUseRow, ClaimsRow } from './cover.queries.js';
import type { CashUpRow, TaxRow, WriteOffRow } from './money.queries.js';
import type { ClientAgeRow } from './receivables.queries.js';
import type {
  CashUpReport,
  ClaimsReport,
  ClientAge,
  FundingReport,
  ReceivablesReport,
  RevenueReport,
  TaxesReport,
  UnbilledReport,
  WriteOff,
  WriteOffKind,
} from './reports.dto.js';
import type { CashUpQuery, ClaimsQuery, RevenueQuery, TaxesQuery, UnbilledQuery } from './reports.input.js';
import type { reportUnbilled } from './unbilled.service.js';
import type { reportReceivables, reportRevenue, Summed } from './reports.service.js';

type Report<Use extends (...args: never[]) => Promise<unknown>> = Awaited<ReturnType<Use>>;

/** Each as an amount. */
const amounts = <Name extends string>(of: Record<Name, Decimal | string>): Record<Name, Money> =>
  Object.fromEntries(Object.entries<Decimal | string>(of).map(([name, value]) => [name, fromMoney(value)])) as Record<
    Name,
    Money
  >;

const days = ({ from, to }: { from: Date; to: Date }): { from: string; to: string } => ({
  from: fromDate(from),
  to: fromDate(to),
});

/** Revenue as the API tells of it. */
export const toRevenue = (query: RevenueQuery, { lines, total }: Report<typeof reportRevenue>): RevenueReport => ({
  ...days(query),
  by: query.by ?? 'MONTH',
  monthly: query.monthly ?? false,
  lines: lines.map((row) => ({ ...row })),
  total: amounts(total),
});

/** Receivables as the API tells of them. */
export const toReceivables = ({ asOf, lines, total }: Report<typeof reportReceivables>): ReceivablesReport => ({
  asOf: fromDate(asOf),
  lines: lines.map((row) => ({ ...row })),
  total: amounts(total),
});

export const toClientAge = (row: ClientAgeRow): ClientAge => ({ ...row });

/** The cash-up as the API tells of it. */
export const toCashUp = (
  query: CashUpQuery,
  { lines, total }: Summed<CashUpRow, 'receipts' | 'payments' | 'refunds' | 'reversals' | 'net'>,
): CashUpReport => {
  const { receipts, ...money } = total;
  return {
    ...days(query),
    lines: lines.map((row) => ({ ...row, receipts: Number(row.receipts) })),
    total: { receipts: receipts.toNumber(), ...amounts(money) },
  };
};

/** Taxes as the API tells of them. */
export const toTaxes = (query: TaxesQuery, { lines, total }: Summed<TaxRow, 'charged' | 'credited' | 'net'>): TaxesReport => ({
  ...days(query),
  lines: lines.map((row) => ({ ...row })),
  total: amounts(total),
});

export const toWriteOff = (row: WriteOffRow): WriteOff => ({ ...row, kind: row.kind as WriteOffKind });

/** Unbilled visits as the API tells of them. */
export const toUnbilled = (query: UnbilledQuery, { lines, total }: Report<typeof reportUnbilled>): UnbilledReport => ({
  ...days(query),
  by: query.by ?? 'MONTH',
  monthly: query.monthly ?? false,
  lines: lines.map(({ month, key, label, visits, withoutPrice, amount }) => ({
    month,
    key,
    label,
    visits: Number(visits),
    withoutPrice: Number(withoutPrice),
    amount,
  })),
  total: {
    visits: total.visits.toNumber(),
    withoutPrice: total.withoutPrice.toNumber(),
    amount: fromMoney(total.amount),
  },
});

/** Claims as the API tells of them. */
export const toClaims = (
  query: ClaimsQuery,
  { lines, total }: Summed<ClaimsRow, 'claims' | 'claimed' | 'approved' | 'paid'>,
): ClaimsReport => {
  const { claims, ...money } = total;
  return {
    ...days(query),
    lines: lines.map((row) => ({ ...row, claims: Number(row.claims) })),
    total: { claims: claims.toNumber(), ...amounts(money) },
  };
};

/** Funding as the API tells of it. */
export const toFunding = ({
  lines,
  total,
}: Summed<FundingUseRow, 'sources' | 'granted' | 'remaining' | 'authorized' | 'billed' | 'paid'>): FundingReport => {
  const { sources, ...money } = total;
  return {
    lines: lines.map((row) => ({ ...row, sources: Number(row.sources) })),
    total: { sources: sources.toNumber(), ...amounts(money) },
  };
};
