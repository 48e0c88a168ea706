import type express from 'express';
import { Controller, Get, OperationId, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { answerExport } from '../../exports/export-answer.js';
import type { ExportFile } from '../../exports/exports.dto.js';
import type { LedgerExportQuery } from '../../generated/requests/accounts.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import { exportLedger } from './ledger.export.js';
import { ledgerExport } from './accounts.input.js';

/** The answer is written by answerExport: the generated routes leave an answer alone that is on its way. */
@Route('api/billing/ledger')
export class LedgerExportController extends Controller {
  /**
   * All that the list shows for these filters, as an Excel workbook or as CSV. Bounds as those of the export of appointments.
   * @summary Export the ledger
   */
  @Get('export')
  @OperationId('ExportsExportLedger')
  @Security('session', [Permission.VIEW_BILLING])
  @Tags('Billing')
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportLedger(@Request() request: express.Request, @Queries() query: LedgerExportQuery): Promise<ExportFile> {
    const ctx = ctxOf(request);
    await answerExport(ctx, request, request.res as express.Response, exportLedger(ctx, check(ledgerExport, query)));
    return '';
  }
}
