import type express from 'express';
import { Body, Controller, Path, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { CreatePayLinkInput } from '../../generated/requests/cards.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import { fromMoney } from '../../kernel/money.js';
import type { MadePayLink } from './cards.dto.js';
import { newPayLink } from './cards.input.js';
import { createPayLink, payAddress } from './pay-links.service.js';

@Route('api/billing/invoices/{id}/pay-link')
@Tags('Billing')
export class PayLinksController extends Controller {
  /**
   * A secret link to a page on which whoever has it pays by card what the client owes of the invoice, or a part of it; good for 60 days. It is
   * told this once. 409 where the practice takes no cards, and where the client owes nothing of it.
   * @summary Make a pay link of an invoice
   */
  @Post()
  @Security('session', [Permission.RECORD_PAYMENT])
  @SuccessResponse(201, 'Created')
  public async createPayLink(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CreatePayLinkInput,
  ): Promise<MadePayLink> {
    const ctx = ctxOf(request);
    const made = await createPayLink(ctx, toId(id), check(newPayLink, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/invoices/${id}`);
    return {
      id: String(made.id),
      url: payAddress(ctx, made.token),
      amount: fromMoney(made.amount),
      expiresAt: made.expiresAt.toISOString(),
    };
  }
}
