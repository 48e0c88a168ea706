import type express from 'express';
import { Controller, Get, OperationId, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { answerExport } from '../../exports/export-answer.js';
import type { ExportFile } from '../../exports/exports.dto.js';
import { ctxOf } from '../../http/context.js';
import type { WaitlistExportQuery } from '../../generated/requests/waitlist.js';
import { check } from '../../kernel/fields.js';
import { exportWaitlist } from './waitlist.export.js';
import { waitlistExport } from './waitlist.input.js';

/** The answer is written by answerExport: the generated routes leave an answer alone that is on its way. */
@Route('api/waitlist')
export class WaitlistExportController extends Controller {
  /**
   * All that the list shows for these filters, with where each stands, as an Excel workbook or as CSV. Bounds as those of the export of
   * appointments.
   * @summary Export the waitlist
   */
  @Get('export')
  @OperationId('ExportsExportWaitlist')
  @Security('session', [Permission.VIEW_WAITLIST])
  @Tags('Waitlist Management')
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportWaitlist(@Request() request: express.Request, @Queries() query: WaitlistExportQuery): Promise<ExportFile> {
    const ctx = ctxOf(request);
    await answerExport(ctx, request, request.res as express.Response, await exportWaitlist(ctx, check(waitlistExport, query)));
    return '';
  }
}
