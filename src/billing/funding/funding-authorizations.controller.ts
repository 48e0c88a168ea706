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
  CreateFundingAuthorizationInput,
  FundingAuthorizationListQuery,
  UpdateFundingAuthorizationInput,
} from '../../generated/requests/funding-authorizations.js';
import { ctxOf } from '../../http/context.js';
import { type Match, matchOf, type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { FundingAuthorization, FundingAuthorizationPage } from './funding-authorizations.dto.js';
import * as input from './funding-authorizations.input.js';
import { toFundingAuthorization } from './funding-authorizations.present.js';
import * as draws from './funding-authorizations.service.js';

@Route('api/billing/funding-authorizations')
@Tags('Billing')
export class FundingAuthorizationsController extends Controller {
  /**
   * What invoices draw on funding sources, of the clients that you may see. Sending an invoice that a source pays writes it.
   * @summary List funding authorizations
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listFundingAuthorizations(
    @Request() request: express.Request,
    @Queries() query: FundingAuthorizationListQuery,
  ): Promise<FundingAuthorizationPage> {
    const page = await draws.listFundingAuthorizations(ctxOf(request), check(input.fundingAuthorizationList, query));
    return mapPage(page, toFundingAuthorization);
  }

  /**
   * Of an invoice that was sent: what the client owes of it moves to the source.
   * @summary Draw on a funding source
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async createFundingAuthorization(
    @Request() request: express.Request,
    @Body() body: CreateFundingAuthorizationInput,
  ): Promise<FundingAuthorization> {
    const ctx = ctxOf(request);
    const { id } = await draws.drawOnFunding(ctx, check(input.newFundingAuthorization, body));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/funding-authorizations/${id}`);
    return tagged(this, await shown(ctx, id));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a funding authorization
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getFundingAuthorization(@Request() request: express.Request, @Path() id: Id): Promise<FundingAuthorization> {
    return tagged(this, await shown(ctxOf(request), toId(id)));
  }

  /**
   * Number and notes; another amount moves the difference from the client, or back to them.
   * @summary Update a funding authorization
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updateFundingAuthorization(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() body: UpdateFundingAuthorizationInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<FundingAuthorization> {
    const ctx = ctxOf(request);
    const changes = check(input.fundingAuthorizationChanges, body);
    await draws.updateFundingAuthorization(ctx, toId(id), changes, matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * The client owes again what was drawn, and it stays as RELEASED; once the source has paid of it, that payment is taken back first (409).
   * @summary Release a funding authorization
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Released')
  public async releaseFundingAuthorization(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<FundingAuthorization> {
    const ctx = ctxOf(request);
    await draws.releaseFundingAuthorization(ctx, toId(id), matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }
}

async function shown(ctx: Ctx, id: bigint): Promise<Shown<FundingAuthorization>> {
  const row = await draws.getFundingAuthorization(ctx, id);
  return [row.updatedAt, toFundingAuthorization(row)];
}

const matching = (ifMatch: string | undefined, id: Id): Match | undefined => matchOf(ifMatch, (tx) => shown(tx, toId(id)));
