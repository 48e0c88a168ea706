import type express from 'express';
import { Controller, Get, OperationId, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { answerExport } from '../../exports/export-answer.js';
import type { ExportFile } from '../../exports/exports.dto.js';
import type { PaymentExportQuery } from '../../generated/requests/payments.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import { exportPayments } from './payments.export.js';
import { paymentExport } from './payments.input.js';

/** The answer is written by answerExport: the generated routes leave an answer alone that is on its way. */
@Route('api/billing/payments')
export class PaymentsExportController extends Controller {
  /**
   * All that the list shows for these filters, as an Excel workbook or as CSV. Bounds as those of the export of appointments.
   * @summary Export payments
   */
  @Get('export')
  @OperationId('ExportsExportPayments')
  @Security('session', [Permission.VIEW_BILLING])
  @Tags('Billing')
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportPayments(@Request() request: express.Request, @Queries() query: PaymentExportQuery): Promise<ExportFile> {
    const ctx = ctxOf(request);
    await answerExport(ctx, request, request.res as express.Response, await exportPayments(ctx, check(paymentExport, query)));
    return '';
  }
}
