import type express from 'express';
import { Body, Controller, Header, NoSecurity, Post, Request, Route, SuccessResponse, Tags } from '@tsoa/runtime';
import { ctxOf } from '../../http/context.js';
import { takeCardEvent } from './card-events.service.js';
import type { CardEventInput } from './cards.dto.js';

@Route('api/billing/card-events')
@Tags('Billing')
export class CardEventsController extends Controller {
  /**
   * For Stripe alone: its webhook, signed with the secret of the settings at most five minutes ago. What the event is about is looked up at Stripe,
   * so that it may come late, twice and out of order. 503 asks for it again later.
   * @summary Take an event of the cards’ processor
   * @param signature `t=…,v1=…`: the moment, and the HMAC-SHA256 of it with the body
   * @maxLength signature 4000
   */
  @Post()
  @NoSecurity()
  @SuccessResponse(204, 'Seen to')
  public async takeCardEvent(
    @Request() request: express.Request,
    @Body() _event: CardEventInput,
    @Header('Stripe-Signature') signature: string,
  ): Promise<void> {
    await takeCardEvent(ctxOf(request), request.signedBody ?? Buffer.alloc(0), signature);
  }
}
