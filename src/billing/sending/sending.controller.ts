import type express from 'express';
import { Body, Controller, Header, Path, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { SendInvoiceInput, SendInvoicesInput } from '../../generated/requests/sending.js';
import { ctxOf } from '../../http/context.js';
import { tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import { warningsBeforeSending } from '../invoices/invoice-warnings.js';
import { matchingInvoice, shownInvoice } from '../invoices/shown-invoice.js';
import type { SendResults, SentInvoice } from './sending.dto.js';
import { sendInput, sendManyInput } from './sending.input.js';
import { toSendResult } from './sending.present.js';
import { sendAndWrite, sendMany } from './sending.service.js';

@Route('api/billing/invoices')
@Tags('Billing')
export class SendingController extends Controller {
  /**
   * Each in its turn, whatever becomes of the others: `items` tells of each whether it was sent, with its number, or why not. The same again
   * sends nothing more. The drafts of a month-end run are sent by `/api/billing/runs/{id}/send`.
   * @summary Send several invoices
   */
  @Post('send')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Done')
  public async sendInvoices(@Request() request: express.Request, @Body() input: SendInvoicesInput): Promise<SendResults> {
    return { items: (await sendMany(ctxOf(request), check(sendManyInput, input))).map(toSendResult) };
  }

  /**
   * The draft gets the next number of its year, and is owed from then on; its figures stay as they are. `warnings` tells what was charged beyond
   * what a policy or a funding source pays. With `mail` it goes to the family by e-mail as well; without it nothing leaves the house.
   * @summary Send an invoice
   */
  @Post('{id}/send')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Sent')
  public async sendInvoice(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: SendInvoiceInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<SentInvoice> {
    const ctx = ctxOf(request);
    const warnings = await warningsBeforeSending(ctx, [toId(id)]);
    const mail = await sendAndWrite(ctx, toId(id), check(sendInput, input), matchingInvoice(ifMatch, id));
    return { ...tagged(this, await shownInvoice(ctx, toId(id))), warnings: warnings.get(id) ?? [], mail };
  }
}
