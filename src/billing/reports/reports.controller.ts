import type express from 'express';
import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import type {
  CashUpQuery,
  ClaimsReportQuery,
  ClientReceivablesQuery,
  ReceivablesQuery,
  RevenueQuery,
  TaxesQuery,
  UnbilledQuery,
  WriteOffsQuery,
} from '../../generated/requests/reports.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import type {
  CashUpReport,
  ClaimsReport,
  ClientAgePage,
  FundingReport,
  ReceivablesReport,
  RevenueReport,
  TaxesReport,
  UnbilledReport,
  WriteOffPage,
} from './reports.dto.js';
import * as input from './reports.input.js';
import {
  toCashUp,
  toClaims,
  toClientAge,
  toFunding,
  toReceivables,
  toRevenue,
  toTaxes,
  toUnbilled,
  toWriteOff,
} from './reports.present.js';
import * as reports from './reports.service.js';
import { reportUnbilled } from './unbilled.service.js';

/** Each tells of the clients that one sees. */
@Route('api/billing/reports')
@Tags('Billing')
export class ReportsController extends Controller {
  /**
   * Charges, discounts, taxes, credits, write-offs and adjustments of a period, by month, service, therapist, location or party; payments
   * beside. Of the clients that you see. More than 1,000 lines answer 422 `report.too_large`: the file has them.
   * @summary Report revenue
   */
  @Get('revenue')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  public async reportRevenue(@Request() request: express.Request, @Queries() query: RevenueQuery): Promise<RevenueReport> {
    const asked = check(input.revenueQuery, query);
    return toRevenue(asked, await reports.reportRevenue(ctxOf(request), asked));
  }

  /**
   * What the clients together, each insurer and each funding program owed at the end of a day, by how many days ago it was due. Each share
   * has its own clock. Of the clients that you see.
   * @summary Report receivables by age
   */
  @Get('receivables')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  public async reportReceivables(
    @Request() request: express.Request,
    @Queries() query: ReceivablesQuery,
  ): Promise<ReceivablesReport> {
    return toReceivables(await reports.reportReceivables(ctxOf(request), check(input.receivablesQuery, query)));
  }

  /**
   * The same for each client who owes something or has something on account or in a package, by all of their parties.
   * @summary List receivables by client
   */
  @Get('receivables/clients')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  public async listClientReceivables(
    @Request() request: express.Request,
    @Queries() query: ClientReceivablesQuery,
  ): Promise<ClientAgePage> {
    const page = await reports.listClientReceivables(ctxOf(request), check(input.clientReceivablesQuery, query));
    return { ...mapPage(page, toClientAge), sums: page.sums };
  }

  /**
   * Payments, refunds and reversals by day and way. What is paid from account came in before.
   * @summary Report the cash-up
   */
  @Get('cash-up')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  public async reportCashUp(@Request() request: express.Request, @Queries() query: CashUpQuery): Promise<CashUpReport> {
    const asked = check(input.cashUpQuery, query);
    return toCashUp(asked, await reports.reportCashUp(ctxOf(request), asked));
  }

  /**
   * By name, rate and registration number: charged, and taken back by credit notes.
   * @summary Report taxes
   */
  @Get('taxes')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  public async reportTaxes(@Request() request: express.Request, @Queries() query: TaxesQuery): Promise<TaxesReport> {
    const asked = check(input.taxesQuery, query);
    return toTaxes(asked, await reports.reportTaxes(ctxOf(request), asked));
  }

  /**
   * One by one, with their reason and who recorded them.
   * @summary List write-offs and adjustments
   */
  @Get('write-offs')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  public async listWriteOffs(@Request() request: express.Request, @Queries() query: WriteOffsQuery): Promise<WriteOffPage> {
    return mapPage(await reports.listWriteOffs(ctxOf(request), check(input.writeOffsQuery, query)), toWriteOff);
  }

  /**
   * Visits of these days that nobody was asked to pay for yet, as the list of visits has them: how many, and what they come to.
   * @summary Report unbilled visits
   */
  @Get('unbilled-visits')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  public async reportUnbilledVisits(
    @Request() request: express.Request,
    @Queries() query: UnbilledQuery,
  ): Promise<UnbilledReport> {
    const asked = check(input.unbilledQuery, query);
    return toUnbilled(asked, await reportUnbilled(ctxOf(request), asked));
  }

  /**
   * Claims that were submitted in a period, by status and insurer.
   * @summary Report claims
   */
  @Get('claims')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  public async reportClaims(@Request() request: express.Request, @Queries() query: ClaimsReportQuery): Promise<ClaimsReport> {
    const asked = check(input.claimsQuery, query);
    return toClaims(asked, await reports.reportClaims(ctxOf(request), asked));
  }

  /**
   * Funding sources by program and status: granted, left, authorized; what the ledger billed to them, and what they paid.
   * @summary Report funding
   */
  @Get('funding')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING, Permission.VIEW_INSURANCE])
  public async reportFunding(@Request() request: express.Request): Promise<FundingReport> {
    return toFunding(await reports.reportFunding(ctxOf(request)));
  }
}
