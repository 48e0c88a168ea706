import type express from 'express';
import { Controller, Get, OperationId, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { answerExport } from '../../exports/export-answer.js';
import type { ExportFile } from '../../exports/exports.dto.js';
import { ctxOf } from '../../http/context.js';
import type { AppointmentExportQuery } from '../../generated/requests/appointments.js';
import { check } from '../../kernel/fields.js';
import { appointmentExportQuery } from './appointments.input.js';
import { appointmentExport } from './appointments.export.js';

/** The answer is written by answerExport: the generated routes leave an answer alone that is on its way. */
@Route('api/appointments')
export class AppointmentsExportController extends Controller {
  /**
   * All that the list shows for these filters, as an Excel workbook or as CSV: the same rows, the same fields, of one moment. At most
   * 100,000 rows; more answers 422 `export.too_large`. At most two at once and 60 in a quarter of an hour for each user (429).
   * @summary Export appointments
   */
  @Get('export')
  @OperationId('ExportsExportAppointments')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  @Tags('Appointment Management')
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportAppointments(
    @Request() request: express.Request,
    @Queries() query: AppointmentExportQuery,
  ): Promise<ExportFile> {
    const ctx = ctxOf(request);
    await answerExport(
      ctx,
      request,
      request.res as express.Response,
      appointmentExport(ctx, check(appointmentExportQuery, query)),
    );
    return '';
  }
}
