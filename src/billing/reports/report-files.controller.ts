import type express from 'express';
import { Controller, Get, OperationId, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { answerExport } from '../../exports/export-answer.js';
import type { ExportFile } from '../../exports/exports.dto.js';
import type { Export } from '../../exports/exports.service.js';
import type {
  CashUpExportQuery,
  ClaimsReportExportQuery,
  ClientReceivablesExportQuery,
  FundingReportExportQuery,
  ReceivablesExportQuery,
  RevenueExportQuery,
  TaxesExportQuery,
  UnbilledExportQuery,
  WriteOffsExportQuery,
} from '../../generated/requests/reports.js';
import { ctxOf } from '../../http/context.js';
import type { Ctx } from '../../access/context.js';
import { check } from '../../kernel/fields.js';
import * as files from './reports.export.js';
import * as input from './reports.input.js';

/** The answer is written by answerExport: the generated routes leave an answer alone that is on its way. */
async function answered(request: express.Request, file: (ctx: Ctx) => Export | Promise<Export>): Promise<ExportFile> {
  const ctx = ctxOf(request);
  await answerExport(ctx, request, request.res as express.Response, await file(ctx));
  return '';
}

/** Each report as a file, with bounds as those of the export of appointments. */
@Route('api/billing/reports')
@Tags('Billing')
export class ReportFilesController extends Controller {
  /**
   * All that the report tells for these filters, as an Excel workbook or as CSV: numbers as numbers, days as days. Bounds as those of the export
   * of appointments.
   * @summary Export revenue
   */
  @Get('revenue/export')
  @OperationId('ExportsExportRevenue')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportRevenue(@Request() request: express.Request, @Queries() query: RevenueExportQuery): Promise<ExportFile> {
    return answered(request, (ctx) => files.exportRevenue(ctx, check(input.revenueExport, query)));
  }

  /**
   * All that the report tells for these filters, as an Excel workbook or as CSV: numbers as numbers, days as days. Bounds as those of the export
   * of appointments.
   * @summary Export receivables by age
   */
  @Get('receivables/export')
  @OperationId('ExportsExportReceivables')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportReceivables(
    @Request() request: express.Request,
    @Queries() query: ReceivablesExportQuery,
  ): Promise<ExportFile> {
    return answered(request, (ctx) => files.exportReceivables(ctx, check(input.receivablesExport, query)));
  }

  /**
   * All that the report tells for these filters, as an Excel workbook or as CSV: numbers as numbers, days as days. Bounds as those of the export
   * of appointments.
   * @summary Export receivables by client
   */
  @Get('receivables/clients/export')
  @OperationId('ExportsExportClientReceivables')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportClientReceivables(
    @Request() request: express.Request,
    @Queries() query: ClientReceivablesExportQuery,
  ): Promise<ExportFile> {
    return answered(request, (ctx) => files.exportClientReceivables(ctx, check(input.clientReceivablesExport, query)));
  }

  /**
   * All that the report tells for these filters, as an Excel workbook or as CSV: numbers as numbers, days as days. Bounds as those of the export
   * of appointments.
   * @summary Export the cash-up
   */
  @Get('cash-up/export')
  @OperationId('ExportsExportCashUp')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportCashUp(@Request() request: express.Request, @Queries() query: CashUpExportQuery): Promise<ExportFile> {
    return answered(request, (ctx) => files.exportCashUp(ctx, check(input.cashUpExport, query)));
  }

  /**
   * All that the report tells for these filters, as an Excel workbook or as CSV: numbers as numbers, days as days. Bounds as those of the export
   * of appointments.
   * @summary Export taxes
   */
  @Get('taxes/export')
  @OperationId('ExportsExportTaxes')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportTaxes(@Request() request: express.Request, @Queries() query: TaxesExportQuery): Promise<ExportFile> {
    return answered(request, (ctx) => files.exportTaxes(ctx, check(input.taxesExport, query)));
  }

  /**
   * All that the report tells for these filters, as an Excel workbook or as CSV: numbers as numbers, days as days. Bounds as those of the export
   * of appointments.
   * @summary Export write-offs and adjustments
   */
  @Get('write-offs/export')
  @OperationId('ExportsExportWriteOffs')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportWriteOffs(@Request() request: express.Request, @Queries() query: WriteOffsExportQuery): Promise<ExportFile> {
    return answered(request, (ctx) => files.exportWriteOffs(ctx, check(input.writeOffsExport, query)));
  }

  /**
   * All that the report tells for these filters, as an Excel workbook or as CSV: numbers as numbers, days as days. Bounds as those of the export
   * of appointments.
   * @summary Export unbilled visits
   */
  @Get('unbilled-visits/export')
  @OperationId('ExportsExportUnbilledVisits')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportUnbilledVisits(
    @Request() request: express.Request,
    @Queries() query: UnbilledExportQuery,
  ): Promise<ExportFile> {
    return answered(request, (ctx) => files.exportUnbilled(ctx, check(input.unbilledExport, query)));
  }

  /**
   * All that the report tells for these filters, as an Excel workbook or as CSV: numbers as numbers, days as days. Bounds as those of the export
   * of appointments.
   * @summary Export the report of claims
   */
  @Get('claims/export')
  @OperationId('ExportsExportClaimsReport')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportClaims(@Request() request: express.Request, @Queries() query: ClaimsReportExportQuery): Promise<ExportFile> {
    return answered(request, (ctx) => files.exportClaims(ctx, check(input.claimsExport, query)));
  }

  /**
   * All that the report tells for these filters, as an Excel workbook or as CSV: numbers as numbers, days as days. Bounds as those of the export
   * of appointments.
   * @summary Export the report of funding
   */
  @Get('funding/export')
  @OperationId('ExportsExportFundingReport')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING, Permission.VIEW_INSURANCE])
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportFunding(
    @Request() request: express.Request,
    @Queries() query: FundingReportExportQuery,
  ): Promise<ExportFile> {
    return answered(request, (ctx) => files.exportFunding(ctx, check(input.fundingExport, query)));
  }
}
