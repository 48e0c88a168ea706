import type express from 'express';
import { Body, Controller, Get, Path, Post, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import type {
  CreateInvoiceRunInput,
  InvoiceRunClientListQuery,
  InvoiceRunListQuery,
  PreviewInvoiceRunInput,
  SendInvoiceRunInput,
} from '../../generated/requests/runs.js';
import { ctxOf } from '../../http/context.js';
import { type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { InvoiceRun, InvoiceRunClientPage, InvoiceRunDrafts, InvoiceRunPage, InvoiceRunPreview } from './runs.dto.js';
import { draftsBeforeSending } from './run-drafts.service.js';
import { newRun, runClientList, runList, runPreview, sendRunInput } from './runs.input.js';
import { toRun, toRunClient, toRunDrafts, toRunPreview } from './runs.present.js';
import * as runs from './runs.service.js';

@Route('api/billing/runs')
@Tags('Billing')
export class InvoiceRunsController extends Controller {
  /**
   * The latest first, each with how far it is.
   * @summary List invoice runs
   */
  @Get()
  @Security('session', [Permission.EDIT_BILLING])
  public async listInvoiceRuns(
    @Request() request: express.Request,
    @Queries() query: InvoiceRunListQuery,
  ): Promise<InvoiceRunPage> {
    return mapPage(await runs.listRuns(ctxOf(request), check(runList, query)), toRun);
  }

  /**
   * Changes nothing: how many clients and visits there are to bill on these days, what they come to, and what would be left out.
   * @summary Look at an invoice run
   */
  @Post('preview')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Looked at')
  public async previewInvoiceRun(
    @Request() request: express.Request,
    @Body() input: PreviewInvoiceRunInput,
  ): Promise<InvoiceRunPreview> {
    return toRunPreview(await runs.previewRun(ctxOf(request), check(runPreview, input)));
  }

  /**
   * A month's end: an invoice for each client with visits to bill. It goes on by itself, also after a restart; read it to see how far it is.
   * @summary Begin an invoice run
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Begun')
  public async createInvoiceRun(@Request() request: express.Request, @Body() input: CreateInvoiceRunInput): Promise<InvoiceRun> {
    const ctx = ctxOf(request);
    const { id } = await runs.createRun(ctx, check(newRun, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/runs/${id}`);
    return tagged(this, shown(await runs.getRun(ctx, id)));
  }

  /**
   * How far it is. The answer's ETag is its version.
   * @summary Get an invoice run
   */
  @Get('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async getInvoiceRun(@Request() request: express.Request, @Path() id: Id): Promise<InvoiceRun> {
    return tagged(this, shown(await runs.getRun(ctxOf(request), toId(id))));
  }

  /**
   * Each with its invoice, or with why there is none.
   * @summary List the clients of an invoice run
   */
  @Get('{id}/clients')
  @Security('session', [Permission.EDIT_BILLING])
  public async listInvoiceRunClients(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: InvoiceRunClientListQuery,
  ): Promise<InvoiceRunClientPage> {
    return mapPage(await runs.listRunClients(ctxOf(request), toId(id), check(runClientList, query)), toRunClient);
  }

  /**
   * After the clients that are under way; what was done stays. A run that acts for somebody else is stopped by who may bill all who are left in
   * it (403 otherwise).
   * @summary Stop an invoice run
   */
  @Post('{id}/stop')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Stopped')
  public async stopInvoiceRun(@Request() request: express.Request, @Path() id: Id): Promise<InvoiceRun> {
    const ctx = ctxOf(request);
    await runs.stopRun(ctx, toId(id));
    return tagged(this, shown(await runs.getRun(ctx, toId(id))));
  }

  /**
   * Before they are sent: how many, what they come to, and what deserves a second look. For whoever may bill all whose drafts these are (403
   * otherwise).
   * @summary Look at the drafts of an invoice run
   */
  @Get('{id}/drafts')
  @Security('session', [Permission.EDIT_BILLING])
  public async getInvoiceRunDrafts(@Request() request: express.Request, @Path() id: Id): Promise<InvoiceRunDrafts> {
    return toRunDrafts(await draftsBeforeSending(ctxOf(request), toId(id)));
  }

  /**
   * Those that are drafts still, one after the other, whatever becomes of the others: the run is under way again, in your name, and each client in
   * it tells what became of them. Clients who wait are not billed by it. With `mail` each family is written to by e-mail. You must be allowed to
   * bill all whose drafts these are (403 otherwise).
   * @summary Send the drafts of an invoice run
   */
  @Post('{id}/send')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Begun')
  public async sendInvoiceRun(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: SendInvoiceRunInput,
  ): Promise<InvoiceRun> {
    const ctx = ctxOf(request);
    await runs.sendRun(ctx, toId(id), check(sendRunInput, input));
    return tagged(this, shown(await runs.getRun(ctx, toId(id))));
  }

  /**
   * As it was begun, in your name: with those who still wait, and those for whom it went wrong. You must be allowed to bill all of them (403
   * otherwise).
   * @summary Take an invoice run up again
   */
  @Post('{id}/resume')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Taken up')
  public async resumeInvoiceRun(@Request() request: express.Request, @Path() id: Id): Promise<InvoiceRun> {
    const ctx = ctxOf(request);
    await runs.resumeRun(ctx, toId(id));
    return tagged(this, shown(await runs.getRun(ctx, toId(id))));
  }
}

const shown = (row: runs.CountedRun): Shown<InvoiceRun> => [row.updatedAt, toRun(row)];
