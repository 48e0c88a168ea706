import type express from 'express';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Path,
  Post,
  Put,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import type {
  CreateCreditNoteInput,
  CreateInvoiceInput,
  InvoiceListQuery,
  UpdateInvoiceInput,
  WriteOffInput,
} from '../../generated/requests/invoices.js';
import { ctxOf } from '../../http/context.js';
import { tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import { createCreditNote } from './credit-notes.service.js';
import type { InvoiceDetails, InvoicePage } from './invoices.dto.js';
import { writeOff } from './write-offs.service.js';
import { invoiceChanges, invoiceList, newCreditNote, newInvoice, writeOffInput } from './invoices.input.js';
import { toInvoice } from './invoices.present.js';
import * as invoices from './invoices.service.js';
import { matchingInvoice, shownInvoice } from './shown-invoice.js';

@Route('api/billing/invoices')
@Tags('Billing')
export class InvoicesController extends Controller {
  /**
   * Of the clients that you may see.
   * @summary List invoices
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listInvoices(@Request() request: express.Request, @Queries() query: InvoiceListQuery): Promise<InvoicePage> {
    return mapPage(await invoices.listInvoices(ctxOf(request), check(invoiceList, query)), toInvoice);
  }

  /**
   * A draft: prices, taxes and sums are worked out from its lines. Nobody owes for it until it is sent.
   * @summary Create new invoice
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async createInvoice(@Request() request: express.Request, @Body() input: CreateInvoiceInput): Promise<InvoiceDetails> {
    const ctx = ctxOf(request);
    const { id } = await invoices.createInvoice(ctx, check(newInvoice, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/invoices/${id}`);
    return tagged(this, await shownInvoice(ctx, id));
  }

  /**
   * With lines, taxes, payments, credit notes, and who owes how much. The answer's ETag is the version for If-Match.
   * @summary Get invoice details
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getInvoice(@Request() request: express.Request, @Path() id: Id): Promise<InvoiceDetails> {
    return tagged(this, await shownInvoice(ctxOf(request), toId(id)));
  }

  /**
   * A draft can be changed; of an invoice that was sent the notes alone: it is credited, written off or refunded instead (409).
   * @summary Update invoice
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updateInvoice(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateInvoiceInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<InvoiceDetails> {
    const ctx = ctxOf(request);
    await invoices.updateInvoice(ctx, toId(id), check(invoiceChanges, input), matchingInvoice(ifMatch, id));
    return tagged(this, await shownInvoice(ctx, toId(id)));
  }

  /**
   * Drafts alone; what was sent is never deleted (409).
   * @summary Delete a draft
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(204, 'Deleted')
  public async deleteInvoice(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await invoices.deleteInvoice(ctxOf(request), toId(id), matchingInvoice(ifMatch, id));
  }

  /**
   * Takes back what the invoice charged, whole or by lines. What was paid too much by it goes on the payer's account.
   * @summary Credit an invoice
   */
  @Post('{id}/credit-notes')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async creditInvoice(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CreateCreditNoteInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<InvoiceDetails> {
    const ctx = ctxOf(request);
    await createCreditNote(ctx, toId(id), check(newCreditNote, input), matchingInvoice(ifMatch, id));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/invoices/${id}`);
    return tagged(this, await shownInvoice(ctx, toId(id)));
  }

  /**
   * Nobody is asked for it any more; it is told apart from what was paid.
   * @summary Write off what is open
   */
  @Post('{id}/write-off')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Written off')
  public async writeOffInvoice(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: WriteOffInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<InvoiceDetails> {
    const ctx = ctxOf(request);
    await writeOff(ctx, toId(id), check(writeOffInput, input), matchingInvoice(ifMatch, id));
    return tagged(this, await shownInvoice(ctx, toId(id)));
  }
}
