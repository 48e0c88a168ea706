import type express from 'express';
import { Controller, Get, OperationId, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import { answerExport } from '../../exports/export-answer.js';
import type { ExportFile } from '../../exports/exports.dto.js';
import type { JournalExportQuery, JournalQuery } from '../../generated/requests/journal.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import type { JournalPage } from './journal.dto.js';
import { exportJournal } from './journal.export.js';
import { journalExport, journalQuery } from './journal.input.js';
import { toJournalEntry } from './journal.present.js';
import { listJournal } from './journal.service.js';

@Route('api/billing/reports/journal')
@Tags('Billing')
export class JournalController extends Controller {
  /**
   * Each act of the ledger in double entry, on the accounts of the practice: its debits are its credits.
   * @summary List the accountant’s journal
   */
  @Get()
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  public async listJournal(@Request() request: express.Request, @Queries() query: JournalQuery): Promise<JournalPage> {
    return mapPage(await listJournal(ctxOf(request), check(journalQuery, query)), toJournalEntry);
  }

  /**
   * One line of it a row, act by act, debits first. Bounds as those of the export of appointments.
   * @summary Export the accountant’s journal
   */
  @Get('export')
  @OperationId('ExportsExportJournal')
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT, Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'text/csv'])
  public async exportJournal(@Request() request: express.Request, @Queries() query: JournalExportQuery): Promise<ExportFile> {
    const ctx = ctxOf(request);
    // The answer is written by answerExport: the generated routes leave an answer alone that is on its way.
    await answerExport(ctx, request, request.res as express.Response, exportJournal(ctx, check(journalExport, query)));
    return '';
  }
}
