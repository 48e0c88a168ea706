/** The reports as files: which columns each has. What a report answers and its file hold is read by the same statement. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import type { Statement } from '../../database/lists.js';
import { type ListColumn, inWords, money, plain, whole as count } from '../../exports/cells.js';
import type { ExportFormat } from '../../exports/export-files.js';
import { MOST_ROWS } from '../../exports/snapshot.js';
import { listExport } from '../../exports/list-export.js';
import type { Export } from '../../exports/exports.service.js';
import { fromDate } from '../../kernel/time.js';
import { claimsStatement, type ClaimsRow, fundingStatement, type FundingUseRow } from './cover.queries.js';
import { countLines } from './lines.queries.js';
import {
  cashUpStatement,
  type CashUpRow,
  type TaxRow,
  taxesStatement,
  wholeWriteOffs,
  type WriteOffRow,
} from './money.queries.js';
import { type ClientAgeRow, partyAgesStatement, type PartyAgeRow, wholeClientAges } from './receivables.queries.js';
import type {
  CashUpQuery,
  ClaimsQuery,
  ClientReceivablesQuery,
  ReceivablesQuery,
  RevenueBy,
  RevenueQuery,
  TaxesQuery,
  UnbilledQuery,
  WriteOffsQuery,
} from './reports.input.js';
import { dayOf, requirePeriod, requireReports } from './reports.service.js';
import { revenueStatement, type RevenueRow } from './revenue.queries.js';
import { type UnbilledRow, unbilledStatement } from './unbilled.queries.js';
import { reportUnbilled } from './unbilled.service.js';

type AsFile<Query> = Query & { format: ExportFormat };

/** A report's statement, and how many lines it has. */
const whole = (statement: Statement): { read: Statement; count: Statement } => ({
  read: statement,
  count: countLines(statement, MOST_ROWS),
});

const DIMENSIONS: Readonly<Record<RevenueBy, string | null>> = {
  MONTH: null,
  SERVICE: 'Service',
  THERAPIST: 'Therapist',
  LOCATION: 'Location',
  PARTY: 'Party',
};

/** Revenue as a file. Throws 403, 422. */
export function exportRevenue(ctx: Ctx, query: AsFile<RevenueQuery>): Export {
  requireReports(ctx);
  requirePeriod(query);
  const column = plain<RevenueRow>;
  const told = DIMENSIONS[query.by ?? 'MONTH'];
  const columns = [
    ...(query.monthly || told === null ? [column('Month', 'date', 'month')] : []),
    ...(told === null ? [] : [column(`${told} no.`, 'id', 'key'), column(told, 'text', 'label')]),
    money<RevenueRow>('Charges', 'charges'),
    money<RevenueRow>('Discounts', 'discounts'),
    money<RevenueRow>('Taxes', 'taxes'),
    money<RevenueRow>('Credits', 'credits'),
    money<RevenueRow>('Write-offs', 'writeOffs'),
    money<RevenueRow>('Adjustments', 'adjustments'),
    money<RevenueRow>('Net', 'net'),
    money<RevenueRow>('Net without tax', 'withoutTax'),
    money<RevenueRow>('Payments', 'payments'),
    money<RevenueRow>('Refunds', 'refunds'),
  ];
  return listExport(ctx, { title: 'Revenue', recordType: 'LedgerMovement', columns }, query, whole(revenueStatement(ctx, query)));
}

type Aged = PartyAgeRow | ClientAgeRow;
const ageColumns = <Row extends Aged>(day: Date): ListColumn<Row>[] => [
  { header: 'As of', kind: 'date', always: fromDate(day) },
  money<Row>('0 to 30 days', 'upTo30'),
  money<Row>('31 to 60 days', 'upTo60'),
  money<Row>('61 to 90 days', 'upTo90'),
  money<Row>('91 to 120 days', 'upTo120'),
  money<Row>('Over 120 days', 'over120'),
  money<Row>('Open', 'open'),
  money<Row>('Overdue', 'overdue'),
  money<Row>('On account', 'credit'),
  money<Row>('In packages', 'prepaid'),
];

/** Receivables by party as a file. Throws 403. */
export async function exportReceivables(ctx: Ctx, query: AsFile<ReceivablesQuery>): Promise<Export> {
  requireReports(ctx);
  const day = await dayOf(ctx, query);
  const columns = [
    plain<PartyAgeRow>('Party no.', 'id', 'key'),
    plain<PartyAgeRow>('Party', 'text', 'label'),
    ...ageColumns<PartyAgeRow>(day),
  ];
  return listExport(
    ctx,
    { title: 'Receivables', recordType: 'LedgerMovement', columns },
    query,
    whole(partyAgesStatement(ctx, day)),
  );
}

/** Receivables by client as a file. Throws 403. */
export async function exportClientReceivables(
  ctx: Ctx,
  query: AsFile<Pick<ClientReceivablesQuery, 'asOf' | 'sort'>>,
): Promise<Export> {
  requireReports(ctx);
  const day = await dayOf(ctx, query);
  const columns = [
    plain<ClientAgeRow>('Client no.', 'id', 'clientId'),
    plain<ClientAgeRow>('Client', 'text', 'clientName'),
    ...ageColumns<ClientAgeRow>(day),
  ];
  const list = wholeClientAges(ctx, query.sort, day, MOST_ROWS);
  return listExport(ctx, { title: 'Receivables by client', recordType: 'LedgerMovement', columns }, query, list);
}

/** The cash-up as a file. Throws 403, 422. */
export function exportCashUp(ctx: Ctx, query: AsFile<CashUpQuery>): Export {
  requireReports(ctx);
  requirePeriod(query);
  const columns = [
    plain<CashUpRow>('Day', 'date', 'day'),
    inWords<CashUpRow>('Method', 'paymentMethod'),
    count<CashUpRow>('Receipts', 'receipts'),
    money<CashUpRow>('Payments', 'payments'),
    money<CashUpRow>('Refunds', 'refunds'),
    money<CashUpRow>('Reversals', 'reversals'),
    money<CashUpRow>('Net', 'net'),
  ];
  return listExport(ctx, { title: 'Cash-up', recordType: 'LedgerMovement', columns }, query, whole(cashUpStatement(ctx, query)));
}

/** Taxes as a file. Throws 403, 422. */
export function exportTaxes(ctx: Ctx, query: AsFile<TaxesQuery>): Export {
  requireReports(ctx);
  requirePeriod(query);
  const columns = [
    ...(query.monthly ? [plain<TaxRow>('Month', 'date', 'month')] : []),
    plain<TaxRow>('Tax', 'text', 'name'),
    { ...plain<TaxRow>('Rate (%)', 'number', 'rate'), format: '0.00###' },
    plain<TaxRow>('Registration number', 'text', 'registrationNumber'),
    money<TaxRow>('Charged on', 'base'),
    money<TaxRow>('Charged', 'charged'),
    money<TaxRow>('Credited on', 'creditedBase'),
    money<TaxRow>('Credited', 'credited'),
    money<TaxRow>('Net', 'net'),
  ];
  return listExport(ctx, { title: 'Taxes', recordType: 'LedgerMovement', columns }, query, whole(taxesStatement(ctx, query)));
}

/** Write-offs and adjustments as a file. Throws 403, 422. */
export function exportWriteOffs(ctx: Ctx, query: AsFile<Omit<WriteOffsQuery, 'limit' | 'cursor' | 'count'>>): Export {
  requireReports(ctx);
  requirePeriod(query);
  const column = plain<WriteOffRow>;
  const columns = [
    column('Movement no.', 'id', 'id'),
    column('Day', 'date', 'effectiveDate'),
    inWords<WriteOffRow>('Kind', 'kind'),
    column('Client no.', 'id', 'clientId'),
    column('Client', 'text', 'clientName'),
    inWords<WriteOffRow>('Party', 'party'),
    column('Payer', 'text', 'payerName'),
    column('Invoice', 'text', 'invoiceNumber'),
    column('Reason', 'text', 'reason'),
    column('Recorded by', 'text', 'recordedByName'),
    money<WriteOffRow>('Amount', 'amount'),
  ];
  const list = wholeWriteOffs(ctx, query, MOST_ROWS);
  return listExport(ctx, { title: 'Write-offs', recordType: 'LedgerMovement', columns }, query, list);
}

/** Claims as a file. Throws 403, 422. */
export function exportClaims(ctx: Ctx, query: AsFile<ClaimsQuery>): Export {
  requireReports(ctx);
  requirePeriod(query);
  const columns = [
    inWords<ClaimsRow>('Status', 'status'),
    plain<ClaimsRow>('Insurer no.', 'id', 'payerId'),
    plain<ClaimsRow>('Insurer', 'text', 'payerName'),
    count<ClaimsRow>('Claims', 'claims'),
    money<ClaimsRow>('Claimed', 'claimed'),
    money<ClaimsRow>('Approved', 'approved'),
    money<ClaimsRow>('Paid', 'paid'),
    plain<ClaimsRow>('Oldest', 'date', 'oldest'),
  ];
  return listExport(ctx, { title: 'Claims', recordType: 'InsuranceClaim', columns }, query, whole(claimsStatement(ctx, query)));
}

/** Funding as a file. Throws 403. */
export function exportFunding(ctx: Ctx, query: { format: ExportFormat }): Export {
  requireReports(ctx, [Permission.VIEW_INSURANCE]);
  const columns = [
    plain<FundingUseRow>('Program no.', 'id', 'programId'),
    plain<FundingUseRow>('Program', 'text', 'programName'),
    inWords<FundingUseRow>('Status', 'status'),
    count<FundingUseRow>('Sources', 'sources'),
    money<FundingUseRow>('Granted', 'granted'),
    money<FundingUseRow>('Remaining', 'remaining'),
    money<FundingUseRow>('Authorized', 'authorized'),
    money<FundingUseRow>('Billed', 'billed'),
    money<FundingUseRow>('Paid', 'paid'),
  ];
  return listExport(ctx, { title: 'Funding', recordType: 'ClientFunding', columns }, query, whole(fundingStatement(ctx)));
}

/** Unbilled visits as a file. Throws 403, 422. */
export async function exportUnbilled(ctx: Ctx, query: AsFile<UnbilledQuery>): Promise<Export> {
  const { lines } = await reportUnbilled(ctx, query);
  const told = DIMENSIONS[query.by ?? 'MONTH'];
  const columns = [
    ...(query.monthly || told === null ? [plain<UnbilledRow>('Month', 'date', 'month')] : []),
    ...(told === null ? [] : [plain<UnbilledRow>(`${told} no.`, 'id', 'key'), plain<UnbilledRow>(told, 'text', 'label')]),
    count<UnbilledRow>('Visits', 'visits'),
    count<UnbilledRow>('Of them without a price', 'withoutPrice'),
    money<UnbilledRow>('Before taxes', 'amount'),
  ];
  const title = { title: 'Unbilled visits', recordType: 'Appointment' as const, columns };
  return listExport(ctx, title, query, whole(unbilledStatement(lines)));
}
