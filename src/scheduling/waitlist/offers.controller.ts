import type express from 'express';
import {
  Body,
  Controller,
  Get,
  NoSecurity,
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
import { ctxOf } from '../../http/context.js';
import { type Id, toId } from '../../kernel/ids.js';
import { check } from '../../kernel/fields.js';
import type { CreateOfferInput, OfferStatusInput, OfferTokenInput } from '../../generated/requests/offers.js';
import type { AnsweredOffer, MadeWaitlistOffer, WaitlistOffer, WaitlistOfferList, WaitlistSkipList } from './offers.dto.js';
import { newOffer, offerAnswer, offerToken } from './offers.input.js';
import { toAnsweredOffer, toWaitlistOffer, toWaitlistSkip } from './offers.present.js';
import * as offers from './offers.service.js';
import * as skips from './skips.service.js';

@Route('api/waitlist')
@Tags('Waitlist Management')
export class OffersController extends Controller {
  /**
   * For the holder of the token; nobody needs to sign in. The first answer counts. The hold becomes an appointment, and the entry is placed.
   * One that was answered or has run out answers 409.
   * @summary Accept an offer by its token
   */
  @Post('offers/accept')
  @NoSecurity()
  @SuccessResponse(200, 'Accepted')
  public async acceptOffer(@Request() request: express.Request, @Body() input: OfferTokenInput): Promise<AnsweredOffer> {
    const { token } = check(offerToken, input);
    return toAnsweredOffer(await offers.answerOffer(ctxOf(request), token, 'ACCEPTED'));
  }

  /**
   * For the holder of the token; nobody needs to sign in. The time is free again, or offered to the next; the client goes on waiting.
   * @summary Decline an offer by its token
   */
  @Post('offers/decline')
  @NoSecurity()
  @SuccessResponse(200, 'Declined')
  public async declineOffer(@Request() request: express.Request, @Body() input: OfferTokenInput): Promise<AnsweredOffer> {
    const { token } = check(offerToken, input);
    return toAnsweredOffer(await offers.answerOffer(ctxOf(request), token, 'DECLINED'));
  }

  /**
   * The latest first, with what became of each; at most 200.
   * @summary List the offers to a waitlist entry
   */
  @Get('{id}/offers')
  @Security('session', [Permission.VIEW_WAITLIST])
  public async listOffers(@Request() request: express.Request, @Path() id: Id): Promise<WaitlistOfferList> {
    return { items: (await offers.listOffers(ctxOf(request), toId(id))).map(toWaitlistOffer) };
  }

  /**
   * The latest first, each with the reason; at most 200. It is about those who stood behind: to whom the time was offered is not told.
   * @summary List the offers that went past a waitlist entry
   */
  @Get('{id}/skips')
  @Security('session', [Permission.VIEW_WAITLIST])
  public async listSkips(@Request() request: express.Request, @Path() id: Id): Promise<WaitlistSkipList> {
    return { items: (await skips.listSkips(ctxOf(request), toId(id))).map(toWaitlistSkip) };
  }

  /**
   * Holds the time: nobody else can book it before the offer is answered or runs out. The token in the answer is for the client, and told
   * this once. A time that is taken answers 409 `appointment.conflict` with each clash. Warnings are as in a booking.
   * @summary Offer a free time to somebody who waits
   */
  @Post('{id}/offers')
  @Security('session', [Permission.EDIT_WAITLIST, Permission.CREATE_APPOINTMENT])
  @SuccessResponse(201, 'Offered')
  public async createOffer(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CreateOfferInput,
  ): Promise<MadeWaitlistOffer> {
    const ctx = ctxOf(request);
    const made = await offers.createOffer(ctx, toId(id), check(newOffer, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/waitlist/${id}/offers`);
    return {
      offer: toWaitlistOffer(await offers.getOffer(ctx, toId(id), made.id)),
      token: made.token,
      warnings: made.warnings,
    };
  }

  /**
   * In the client's name: ACCEPTED or DECLINED; or WITHDRAWN by the practice, which does not move on to the next. One that was answered or has
   * run out answers 409.
   * @summary Answer or withdraw an offer
   */
  @Put('{id}/offers/{offerId}/status')
  @Security('session', [Permission.EDIT_WAITLIST])
  public async changeOfferStatus(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() offerId: Id,
    @Body() input: OfferStatusInput,
  ): Promise<WaitlistOffer> {
    const ctx = ctxOf(request);
    await offers.changeOfferStatus(ctx, toId(id), toId(offerId, 'offerId'), check(offerAnswer, input));
    return toWaitlistOffer(await offers.getOffer(ctx, toId(id), toId(offerId, 'offerId')));
  }
}
