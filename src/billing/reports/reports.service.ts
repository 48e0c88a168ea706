/**
 * Reports of money, from the ledger: of the clients whom the actor may see, and their sums equal to the ledger's. Each throws 403 for who
 * may not see financial reports.
 */
import { Decimal } from 'decimal.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import type { Page, Statement } from '../../database/lists.js';
import { DAY_MS } from '../../kernel/days.js';
import { unprocessable } from '../../kernel/errors.js';
import { AGES } from '../ledger/ages.sql.js';
import { today } from '../ledger/posting.service.js';
import { firstLines } from './lines.queries.js';
import { claimsStatement, type ClaimsRow, fundingStatement, type FundingUseRow } from './cover.queries.js';
import {
  cashUpStatement,
  type CashUpRow,
  listWriteOffRows,
  type TaxRow,
  taxesStatement,
  type WriteOffRow,
} from './money.queries.js';
import { type ClientAges, listClientAges, partyAgesStatement, type PartyAgeRow } from './receivables.queries.js';
import type {
  CashUpQuery,
  ClaimsQuery,
  ClientReceivablesQuery,
  ReceivablesQuery,
  RevenueQuery,
  TaxesQuery,
  WriteOffsQuery,
} from './reports.input.js';
import { revenueStatement, type RevenueRow } from './revenue.queries.js';

/** A report answers with so many lines at most; a file has more. */
const MOST_LINES = 1000;
const LONGEST_YEARS = 10;

/** Throws 403 for who may not see financial reports, or what they are made of. */
export function requireReports({ actor }: Ctx, also: readonly Permission[] = []): void {
  for (const permission of [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING, ...also])
    requirePermission(actor, permission);
}

/** Throws 422 for days in the wrong order, or more than ten years. */
export function requirePeriod({ from, to }: { from: Date; to: Date }): void {
  if (to < from) throw unprocessable('request.range', 'The last day is not before the first.', 'to');
  if (to.getTime() - from.getTime() > (LONGEST_YEARS * 365 + 3) * DAY_MS)
    throw unprocessable('request.range', `At most ${LONGEST_YEARS} years at once.`, 'to');
}

/** The lines of a report that answers with all of them. Throws 422 for more than 1,000. */
async function linesOf<Row extends Record<string, unknown>>(ctx: Ctx, statement: Statement): Promise<Row[]> {
  const rows = await firstLines<Row>(ctx, statement, MOST_LINES + 1);
  if (rows.length > MOST_LINES)
    throw unprocessable(
      'report.too_large',
      `This would have more than ${MOST_LINES.toLocaleString('en-US')} lines: take a shorter time, or the report as a file.`,
    );
  return rows;
}

/** Lines with the sum of each figure. */
export interface Summed<Row, Figure extends keyof Row> {
  lines: Row[];
  total: Record<Figure, Decimal>;
}

/** Lines with the sums of these figures. */
export function summed<Row extends Record<string, unknown>, Figure extends keyof Row & string>(
  lines: Row[],
  figures: readonly Figure[],
): Summed<Row, Figure> {
  const sum = (name: Figure): Decimal => lines.reduce((so, line) => so.plus(line[name] as string), new Decimal(0));
  return { lines, total: Object.fromEntries(figures.map((name) => [name, sum(name)])) as Record<Figure, Decimal> };
}

export const REVENUE = [
  'charges',
  'discounts',
  'taxes',
  'credits',
  'writeOffs',
  'adjustments',
  'net',
  'withoutTax',
  'payments',
  'refunds',
] as const;

/** What was earned, and what came in. Throws 403, 422. */
export async function reportRevenue(ctx: Ctx, query: RevenueQuery): Promise<Summed<RevenueRow, (typeof REVENUE)[number]>> {
  requireReports(ctx);
  requirePeriod(query);
  return summed(await linesOf<RevenueRow>(ctx, revenueStatement(ctx, query)), REVENUE);
}

/** The day of a report: today on the practice's calendar where none is said. */
export const dayOf = async (ctx: Ctx, { asOf }: ReceivablesQuery): Promise<Date> => asOf ?? (await today(ctx));

/** What each party owed at the end of a day, by age. Throws 403, 422. */
export async function reportReceivables(
  ctx: Ctx,
  query: ReceivablesQuery,
): Promise<{ asOf: Date } & Summed<PartyAgeRow, (typeof AGES)[number]>> {
  requireReports(ctx);
  const asOf = await dayOf(ctx, query);
  return { asOf, ...summed(await linesOf<PartyAgeRow>(ctx, partyAgesStatement(ctx, asOf)), AGES) };
}

/** The same by client, page by page; with the first page, the sums of all. Throws 403. */
export async function listClientReceivables(ctx: Ctx, query: ClientReceivablesQuery): Promise<ClientAges> {
  requireReports(ctx);
  return listClientAges(ctx, query, await dayOf(ctx, query));
}

const CASH = ['receipts', 'payments', 'refunds', 'reversals', 'net'] as const;

/** Money that came and went, by day and way. Throws 403, 422. */
export async function reportCashUp(ctx: Ctx, query: CashUpQuery): Promise<Summed<CashUpRow, (typeof CASH)[number]>> {
  requireReports(ctx);
  requirePeriod(query);
  return summed(await linesOf<CashUpRow>(ctx, cashUpStatement(ctx, query)), CASH);
}

const TAXES = ['charged', 'credited', 'net'] as const;

/** Taxes that were charged and taken back. Throws 403, 422. */
export async function reportTaxes(ctx: Ctx, query: TaxesQuery): Promise<Summed<TaxRow, (typeof TAXES)[number]>> {
  requireReports(ctx);
  requirePeriod(query);
  return summed(await linesOf<TaxRow>(ctx, taxesStatement(ctx, query)), TAXES);
}

/** What nobody is asked for any more, one by one. Throws 403, 422. */
export async function listWriteOffs(ctx: Ctx, query: WriteOffsQuery): Promise<Page<WriteOffRow>> {
  requireReports(ctx);
  requirePeriod(query);
  return listWriteOffRows(ctx, query);
}

const CLAIMS = ['claims', 'claimed', 'approved', 'paid'] as const;

/** Claims by status and insurer. Throws 403, 422. */
export async function reportClaims(ctx: Ctx, query: ClaimsQuery): Promise<Summed<ClaimsRow, (typeof CLAIMS)[number]>> {
  requireReports(ctx);
  requirePeriod(query);
  return summed(await linesOf<ClaimsRow>(ctx, claimsStatement(ctx, query)), CLAIMS);
}

const FUNDING = ['sources', 'granted', 'remaining', 'authorized', 'billed', 'paid'] as const;

/** Funding by program and status. Throws 403, 422. */
export async function reportFunding(ctx: Ctx): Promise<Summed<FundingUseRow, (typeof FUNDING)[number]>> {
  requireReports(ctx, [Permission.VIEW_INSURANCE]);
  return summed(await linesOf<FundingUseRow>(ctx, fundingStatement(ctx)), FUNDING);
}
