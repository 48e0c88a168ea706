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
  CreateServiceCodeInput,
  ServiceCodeListQuery,
  UpdateServiceCodeInput,
} from '../../generated/requests/service-codes.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { ServiceCodeDetails, ServiceCodePage } from './service-codes.dto.js';
import { newServiceCode, serviceCodeChanges, serviceCodeList } from './service-codes.input.js';
import { toServiceCode, toServiceCodeDetails } from './service-codes.present.js';
import * as services from './service-codes.service.js';

async function shown(ctx: Ctx, id: bigint): Promise<Shown<ServiceCodeDetails>> {
  const row = await services.getServiceCode(ctx, id);
  return [row.updatedAt, toServiceCodeDetails(row)];
}

@Route('api/billing/service-codes')
@Tags('Billing')
export class ServiceCodesController extends Controller {
  /**
   * What is billed, with the rates of today, or of the day that `on` names; with `clientId` as agreed with that client.
   * @summary List service codes
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listServiceCodes(
    @Request() request: express.Request,
    @Queries() query: ServiceCodeListQuery,
  ): Promise<ServiceCodePage> {
    return mapPage(await services.listServiceCodes(ctxOf(request), check(serviceCodeList, query)), toServiceCode);
  }

  /**
   * Its rate holds for all days until another begins.
   * @summary Add a service code
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async createServiceCode(
    @Request() request: express.Request,
    @Body() input: CreateServiceCodeInput,
  ): Promise<ServiceCodeDetails> {
    const ctx = ctxOf(request);
    const { id } = await services.createServiceCode(ctx, check(newServiceCode, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/service-codes/${id}`);
    return tagged(this, await shown(ctx, id));
  }

  /**
   * With all that it ever cost. The answer's ETag is the version for If-Match.
   * @summary Get a service code
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getServiceCode(@Request() request: express.Request, @Path() id: Id): Promise<ServiceCodeDetails> {
    return tagged(this, await shown(ctxOf(request), toId(id)));
  }

  /**
   * A new rate holds from `rateFrom` on; the one before ends the day before. What was billed stays as it was.
   * @summary Update a service code
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updateServiceCode(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateServiceCodeInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ServiceCodeDetails> {
    const ctx = ctxOf(request);
    const match = matchOf(ifMatch, (tx) => shown(tx, toId(id)));
    await services.updateServiceCode(ctx, toId(id), check(serviceCodeChanges, input), match);
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * Only one that was never billed; others are set to `isActive: false` instead (409).
   * @summary Delete a service code
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(204, 'Deleted')
  public async deleteServiceCode(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    const match = matchOf(ifMatch, (tx) => shown(tx, toId(id)));
    await services.deleteServiceCode(ctxOf(request), toId(id), match);
  }
}
