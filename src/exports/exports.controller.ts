import type express from 'express';
import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { ctxOf } from '../http/context.js';
import { mapPage } from '../database/lists.js';
import { listExportRunRows } from './export-runs.queries.js';
import type { ExportRunListQuery } from '../generated/requests/exports.js';
import { check } from '../kernel/fields.js';
import { exportRunList } from './exports.input.js';
import type { ExportRunPage } from './exports.dto.js';
import { toExportRun } from './exports.present.js';

@Route('api/exports')
export class ExportsController extends Controller {
  /**
   * Your own of the last day, over the API or in the panel, and how far each is: to show to who waits for a long one.
   * @summary List exports
   */
  @Get()
  @Security('session')
  @Tags('Exports')
  public async listExports(@Request() request: express.Request, @Queries() query: ExportRunListQuery): Promise<ExportRunPage> {
    return mapPage(await listExportRunRows(ctxOf(request), check(exportRunList, query)), toExportRun);
  }
}
