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
  CreateFeeAgreementInput,
  FeeAgreementListQuery,
  UpdateFeeAgreementInput,
} from '../../generated/requests/fee-agreements.js';
import { ctxOf } from '../../http/context.js';
import { type Match, matchOf, type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { FeeAgreement, FeeAgreementPage } from './fee-agreements.dto.js';
import { feeAgreementChanges, feeAgreementList, newFeeAgreement } from './fee-agreements.input.js';
import { toFeeAgreement } from './fee-agreements.present.js';
import * as agreements from './fee-agreements.service.js';

@Route('api/billing/fee-agreements')
@Tags('Billing')
export class FeeAgreementsController extends Controller {
  /**
   * Of the clients that you may see.
   * @summary List fee agreements
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listFeeAgreements(
    @Request() request: express.Request,
    @Queries() query: FeeAgreementListQuery,
  ): Promise<FeeAgreementPage> {
    return mapPage(await agreements.listFeeAgreements(ctxOf(request), check(feeAgreementList, query)), toFeeAgreement);
  }

  /**
   * New lines have its price, and the list price beside it. What was billed before stays.
   * @summary Add a fee agreement
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async createFeeAgreement(
    @Request() request: express.Request,
    @Body() input: CreateFeeAgreementInput,
  ): Promise<FeeAgreement> {
    const ctx = ctxOf(request);
    const { id } = await agreements.createFeeAgreement(ctx, check(newFeeAgreement, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/fee-agreements/${id}`);
    return tagged(this, await shown(ctx, id));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a fee agreement
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getFeeAgreement(@Request() request: express.Request, @Path() id: Id): Promise<FeeAgreement> {
    return tagged(this, await shown(ctxOf(request), toId(id)));
  }

  /**
   * Changes the fields that are sent; `validTo` ends it.
   * @summary Update a fee agreement
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updateFeeAgreement(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateFeeAgreementInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<FeeAgreement> {
    const ctx = ctxOf(request);
    await agreements.updateFeeAgreement(ctx, toId(id), check(feeAgreementChanges, input), matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * Lines that were made keep their price.
   * @summary Delete a fee agreement
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(204, 'Deleted')
  public async deleteFeeAgreement(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await agreements.deleteFeeAgreement(ctxOf(request), toId(id), matching(ifMatch, id));
  }
}

async function shown(ctx: Ctx, id: bigint): Promise<Shown<FeeAgreement>> {
  const row = await agreements.getFeeAgreement(ctx, id);
  return [row.updatedAt, toFeeAgreement(row)];
}

const matching = (ifMatch: string | undefined, id: Id): Match | undefined => matchOf(ifMatch, (tx) => shown(tx, toId(id)));
