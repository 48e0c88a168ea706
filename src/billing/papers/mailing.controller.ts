import type express from 'express';
import { Body, Controller, Path, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { EmailPaperInput } from '../../generated/requests/papers.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { EmailedPaper } from './mailing.dto.js';
import { emailInvoice, emailReceipt } from './mailing.service.js';
import { emailInput } from './papers.input.js';

@Route('api/billing')
@Tags('Billing')
export class MailingController extends Controller {
  /**
   * To the client or a caregiver with the right to pay, with the invoice as a PDF. The same again within a minute is sent once.
   * @summary Send an invoice by e-mail
   */
  @Post('invoices/{id}/email')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Written')
  public async emailInvoice(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: EmailPaperInput,
  ): Promise<EmailedPaper> {
    return emailInvoice(ctxOf(request), toId(id), check(emailInput, input));
  }

  /**
   * By the id of its payment. As an invoice's.
   * @summary Send a receipt by e-mail
   */
  @Post('receipts/{id}/email')
  @Security('session', [Permission.RECORD_PAYMENT])
  @SuccessResponse(200, 'Written')
  public async emailReceipt(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: EmailPaperInput,
  ): Promise<EmailedPaper> {
    return emailReceipt(ctxOf(request), toId(id), check(emailInput, input));
  }
}
