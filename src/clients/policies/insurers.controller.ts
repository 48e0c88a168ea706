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
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import type { InsuranceProvider as Row } from '../../generated/prisma/index.js';
import type {
  CreateInsuranceProviderInput,
  InsurerListQuery,
  UpdateInsuranceProviderInput,
} from '../../generated/requests/insurers.js';
import { type Id, toId } from '../../kernel/ids.js';
import { check } from '../../kernel/fields.js';
import type { InsuranceProvider, InsuranceProviderPage } from './insurers.dto.js';
import { insurerChanges, insurerList, newInsurer } from './insurers.input.js';
import { toInsurer } from './insurers.present.js';
import { listInsuranceProviders } from './insurers.queries.js';
import { insurers } from './insurers.service.js';

const shown = (row: Row): Shown<InsuranceProvider> => [row.updatedAt, toInsurer(row)];

@Route('api/insurance-providers')
@Tags('Client Management')
export class InsurersController extends Controller {
  /**
   * To choose from when a policy is added.
   * @summary List insurance providers
   */
  @Get()
  @Security('session', [Permission.VIEW_INSURANCE])
  public async listInsuranceProviders(
    @Request() request: express.Request,
    @Queries() query: InsurerListQuery,
  ): Promise<InsuranceProviderPage> {
    return listInsuranceProviders(ctxOf(request), check(insurerList, query));
  }

  /**
   * Offered from now on when a policy is added.
   * @summary Add an insurance provider
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async createInsuranceProvider(
    @Request() request: express.Request,
    @Body() input: CreateInsuranceProviderInput,
  ): Promise<InsuranceProvider> {
    const row = await insurers.create(ctxOf(request), check(newInsurer, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/insurance-providers/${row.id}`);
    return tagged(this, shown(row));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get an insurance provider
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_INSURANCE])
  public async getInsuranceProvider(@Request() request: express.Request, @Path() id: Id): Promise<InsuranceProvider> {
    return tagged(this, shown(await insurers.get(ctxOf(request), toId(id))));
  }

  /**
   * Changes the fields that are sent; null clears one. `isActive: false` is not offered any more.
   * @summary Update an insurance provider
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updateInsuranceProvider(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateInsuranceProviderInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<InsuranceProvider> {
    const row = await insurers.update(
      ctxOf(request),
      toId(id),
      check(insurerChanges, input),
      matchOf(ifMatch, async (tx) => shown(await insurers.get(tx, toId(id)))),
    );
    return tagged(this, shown(row));
  }

  /**
   * One that policies name answers 409: set it inactive instead.
   * @summary Delete an insurance provider
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(204, 'Deleted')
  public async deleteInsuranceProvider(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await insurers.remove(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await insurers.get(tx, toId(id)))),
    );
  }
}
