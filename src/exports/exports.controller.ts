import type express from 'express';
import { Controller, Get, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../access/permissions.js';
import { ctxOf } from '../http/context.js';
import { answerExport } from './export-answer.js';
import { mapPage } from '../database/lists.js';
import { listExportRunRows } from './export-runs.queries.js';
import {
  type AppointmentExportQuery,
  type ExportRunListQuery,
  type ExportRunPage,
  type ExportFile,
  type WaitlistExportQuery,
} from './exports.dto.js';
import { toExportRun } from './exports.present.js';
import { appointmentExport, waitlistExport } from './list-exports.js';

/** Their answers are written by answerExport: the generated routes leave an answer alone that is on its way. */
@Route('api')
export class ExportsController extends Controller {
  /**
   * All that the list shows for these filters, as an Excel workbook or as CSV: the same rows, the same fields, of one moment. At most
   * 100,000 rows; more answers 422 `export.too_large`. At most two at once and 60 in a quarter of an hour for each user (429).
   * @summary Export appointments
   */
  @Get('appointments/export')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  @Tags('Appointment Management')
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportAppointments(
    @Request() request: express.Request,
    @Queries() query: AppointmentExportQuery,
  ): Promise<ExportFile> {
    const ctx = ctxOf(request);
    await answerExport(ctx, request, request.res as express.Response, appointmentExport(ctx, query));
    return '';
  }

  /**
   * All that the list shows for these filters, with where each stands, as an Excel workbook or as CSV. Bounds as those of the export of
   * appointments.
   * @summary Export the waitlist
   */
  @Get('waitlist/export')
  @Security('session', [Permission.VIEW_WAITLIST])
  @Tags('Waitlist Management')
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportWaitlist(@Request() request: express.Request, @Queries() query: WaitlistExportQuery): Promise<ExportFile> {
    const ctx = ctxOf(request);
    await answerExport(ctx, request, request.res as express.Response, await waitlistExport(ctx, query));
    return '';
  }

  /**
   * Your own of the last day, over the API or in the panel, and how far each is: to show to who waits for a long one.
   * @summary List exports
   */
  @Get('exports')
  @Security('session')
  @Tags('Exports')
  public async listExports(@Request() request: express.Request, @Queries() query: ExportRunListQuery): Promise<ExportRunPage> {
    return mapPage(await listExportRunRows(ctxOf(request), query), toExportRun);
  }
}
