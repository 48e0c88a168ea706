import type express from 'express';
import { Controller, Get, OperationId, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { answerExport } from '../../exports/export-answer.js';
import type { ExportFile } from '../../exports/exports.dto.js';
import type { InvoiceExportQuery } from '../../generated/requests/invoices.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import { exportInvoices } from './invoices.export.js';
import { invoiceExport } from './invoices.input.js';

/** The answer is written by answerExport: the generated routes leave an answer alone that is on its way. */
@Route('api/billing/invoices')
export class InvoicesExportController extends Controller {
  /**
   * All that the list shows for these filters, as an Excel workbook or as CSV. Bounds as those of the export of appointments.
   * @summary Export invoices
   */
  @Get('export')
  @OperationId('ExportsExportInvoices')
  @Security('session', [Permission.VIEW_BILLING])
  @Tags('Billing')
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportInvoices(@Request() request: express.Request, @Queries() query: InvoiceExportQuery): Promise<ExportFile> {
    const ctx = ctxOf(request);
    await answerExport(ctx, request, request.res as express.Response, await exportInvoices(ctx, check(invoiceExport, query)));
    return '';
  }
}
