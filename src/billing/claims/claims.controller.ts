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
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import type {
  ClaimAnswerInput,
  ClaimListQuery,
  CreateClaimInput,
  MoveClaimInput,
  PassClaimOnInput,
  ReverseAnswerInput,
  SubmitClaimInput,
  UpdateClaimInput,
} from '../../generated/requests/claims.js';
import { ctxOf } from '../../http/context.js';
import { type Match, matchOf, type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import { answerClaim, passOn } from './answers.service.js';
import { reverseAnswer } from './taking-back.service.js';
import type { ClaimDetails, ClaimPage } from './claims.dto.js';
import * as input from './claims.input.js';
import { toClaim, toClaimDetails } from './claims.present.js';
import * as claims from './claims.service.js';

@Route('api/billing/claims')
@Tags('Billing')
export class ClaimsController extends Controller {
  /**
   * Of the clients that you may see. `worklist` tells those that somebody has to see to.
   * @summary List insurance claims
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listClaims(@Request() request: express.Request, @Queries() query: ClaimListQuery): Promise<ClaimPage> {
    return mapPage(await claims.listClaims(ctxOf(request), check(input.claimList, query)), toClaim);
  }

  /**
   * Built from an invoice that was sent, and submitted once nothing speaks against it: all that does is told at once (422). With `submit`
   * false it waits.
   * @summary Submit insurance claim
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async createClaim(@Request() request: express.Request, @Body() body: CreateClaimInput): Promise<ClaimDetails> {
    const ctx = ctxOf(request);
    const { id } = await claims.createClaim(ctx, check(input.newClaim, body));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/claims/${id}`);
    return tagged(this, await shown(ctx, id));
  }

  /**
   * With its lines, what speaks against it while it waits, and where it can be moved. The answer's ETag is the version for If-Match.
   * @summary Get an insurance claim
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getClaim(@Request() request: express.Request, @Path() id: Id): Promise<ClaimDetails> {
    return tagged(this, await shown(ctxOf(request), toId(id)));
  }

  /**
   * Number, notes, and when somebody asks how far it is.
   * @summary Update an insurance claim
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updateClaim(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() body: UpdateClaimInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ClaimDetails> {
    const ctx = ctxOf(request);
    await claims.updateClaim(ctx, toId(id), check(input.claimChanges, body), matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * One that was never submitted; another is voided (409).
   * @summary Delete an insurance claim
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(204, 'Deleted')
  public async deleteClaim(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await claims.deleteClaim(ctxOf(request), toId(id), matching(ifMatch, id));
  }

  /**
   * One that waited, or was rejected and is mended.
   * @summary Submit a claim that waits
   */
  @Post('{id}/submit')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Submitted')
  public async submitClaim(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() body: SubmitClaimInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ClaimDetails> {
    const ctx = ctxOf(request);
    await claims.submitClaim(ctx, toId(id), check(input.submitClaimInput, body), matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * A move that the table allows; `moves` of the claim tells which.
   * @summary Move a claim
   */
  @Post('{id}/status')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Moved')
  public async moveClaim(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() body: MoveClaimInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ClaimDetails> {
    const ctx = ctxOf(request);
    await claims.moveClaim(ctx, toId(id), check(input.moveClaimInput, body), matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * What is paid pays the invoice; what is taken off by contract is nobody's; the patient's share is owed by whoever comes next. What was
   * denied stays with the policy until somebody sees to it.
   * @summary Record an answer to a claim
   */
  @Post('{id}/answer')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Recorded')
  public async answerClaim(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() body: ClaimAnswerInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ClaimDetails> {
    const ctx = ctxOf(request);
    await answerClaim(ctx, toId(id), check(input.claimAnswer, body), matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * The last one, to the cent, with its money.
   * @summary Take an answer back
   */
  @Post('{id}/reverse-answer')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Taken back')
  public async reverseAnswer(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() body: ReverseAnswerInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ClaimDetails> {
    const ctx = ctxOf(request);
    await reverseAnswer(ctx, toId(id), check(input.reverseAnswerInput, body).reason, matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * What the policy does not pay, or took back of what it had paid, is owed by another policy, or by the client: never by itself.
   * @summary Pass on what is not paid
   */
  @Post('{id}/pass-on')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Passed on')
  public async passClaimOn(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() body: PassClaimOnInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ClaimDetails> {
    const ctx = ctxOf(request);
    await passOn(ctx, toId(id), check(input.passOnInput, body), matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }
}

async function shown(ctx: Ctx, id: bigint): Promise<Shown<ClaimDetails>> {
  const row = await claims.getClaim(ctx, id);
  return [row.updatedAt, toClaimDetails(row)];
}

const matching = (ifMatch: string | undefined, id: Id): Match | undefined => matchOf(ifMatch, (tx) => shown(tx, toId(id)));
