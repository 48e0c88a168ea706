import type express from 'express';
import { Controller, Get, Path, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import type { CardPaymentListQuery } from '../../generated/requests/cards.js';
import { ctxOf } from '../../http/context.js';
import { tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import * as cards from './card-payments.service.js';
import type { CardPayment, CardPaymentPage } from './cards.dto.js';
import { cardPaymentList } from './cards.input.js';
import { toCardPayment } from './cards.present.js';

@Route('api/billing/card-payments')
@Tags('Billing')
export class CardPaymentsController extends Controller {
  /**
   * Tries to pay by card, of the clients that you may see: those under way, those that came in, and what went back to the card.
   * @summary List payments by card
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listCardPayments(
    @Request() request: express.Request,
    @Queries() query: CardPaymentListQuery,
  ): Promise<CardPaymentPage> {
    return mapPage(await cards.listCardPayments(ctxOf(request), check(cardPaymentList, query)), toCardPayment);
  }

  /**
   * With what went back to the card. Nothing of the card is known here.
   * @summary Get a payment by card
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getCardPayment(@Request() request: express.Request, @Path() id: Id): Promise<CardPayment> {
    const row = await cards.getCardPayment(ctxOf(request), toId(id));
    return tagged(this, [row.updatedAt, toCardPayment(row)]);
  }
}
