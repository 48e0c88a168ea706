import type express from 'express';
import {
  Body,
  Controller,
  Delete,
  Header,
  Path,
  Post,
  Put,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { InvoiceLineInput, UpdateInvoiceLineInput } from '../../generated/requests/invoices.js';
import { ctxOf } from '../../http/context.js';
import { tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { InvoiceDetails, LinePreview } from './invoices.dto.js';
import { invoiceLineChanges, invoiceLineInput } from './invoices.input.js';
import { previewLine } from './line-preview.js';
import { addLine, changeLine, removeLine, requireLineOf } from './lines.service.js';
import { matchingInvoice, shownInvoice } from './shown-invoice.js';

@Route('api/billing/invoices/{id}/lines')
@Tags('Billing')
export class InvoiceLinesController extends Controller {
  /**
   * To a draft alone; the answer is the invoice with its new sums.
   * @summary Add a line to a draft
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async addInvoiceLine(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: InvoiceLineInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<InvoiceDetails> {
    const ctx = ctxOf(request);
    await addLine(ctx, { ...check(invoiceLineInput, input), invoiceId: toId(id) }, matchingInvoice(ifMatch, id));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/invoices/${id}`);
    return tagged(this, await shownInvoice(ctx, toId(id)));
  }

  /**
   * What adding it would make of it: price, discount and taxes of its day. Nothing is kept.
   * @summary Preview a line of a draft
   */
  @Post('preview')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Worked out')
  public async previewInvoiceLine(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: InvoiceLineInput,
  ): Promise<LinePreview> {
    return previewLine(ctxOf(request), toId(id), check(invoiceLineInput, input));
  }

  /**
   * What is not sent stays; what follows is worked out anew.
   * @summary Update a line of a draft
   */
  @Put('{lineId}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updateInvoiceLine(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() lineId: Id,
    @Body() input: UpdateInvoiceLineInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<InvoiceDetails> {
    const ctx = ctxOf(request);
    const which = toId(lineId, 'lineId');
    await requireLineOf(ctx, toId(id), which);
    await changeLine(ctx, which, check(invoiceLineChanges, input), matchingInvoice(ifMatch, id));
    return tagged(this, await shownInvoice(ctx, toId(id)));
  }

  /**
   * Of a draft alone; the answer is the invoice with its new sums.
   * @summary Delete a line of a draft
   */
  @Delete('{lineId}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Deleted')
  public async deleteInvoiceLine(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() lineId: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<InvoiceDetails> {
    const ctx = ctxOf(request);
    const which = toId(lineId, 'lineId');
    await requireLineOf(ctx, toId(id), which);
    await removeLine(ctx, which, matchingInvoice(ifMatch, id));
    return tagged(this, await shownInvoice(ctx, toId(id)));
  }
}
