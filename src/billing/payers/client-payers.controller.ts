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
  CreateClientPayerInput,
  ClientPayerListQuery,
  UpdateClientPayerInput,
} from '../../generated/requests/client-payers.js';
import { ctxOf } from '../../http/context.js';
import { type Match, matchOf, type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { ClientPayer, ClientPayerPage } from './client-payers.dto.js';
import { clientPayerChanges, clientPayerList, newClientPayer } from './client-payers.input.js';
import { toClientPayer } from './client-payers.present.js';
import * as payers from './client-payers.service.js';

@Route('api/billing/client-payers')
@Tags('Billing')
export class ClientPayersController extends Controller {
  /**
   * Of the clients that you may see.
   * @summary List payers of clients
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listClientPayers(
    @Request() request: express.Request,
    @Queries() query: ClientPayerListQuery,
  ): Promise<ClientPayerPage> {
    return mapPage(await payers.listClientPayers(ctxOf(request), check(clientPayerList, query)), toClientPayer);
  }

  /**
   * New invoices have it, unless they name their payers themselves. What was made before stays.
   * @summary Add a client payer
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async createClientPayer(
    @Request() request: express.Request,
    @Body() input: CreateClientPayerInput,
  ): Promise<ClientPayer> {
    const ctx = ctxOf(request);
    const { id } = await payers.createClientPayer(ctx, check(newClientPayer, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/client-payers/${id}`);
    return tagged(this, await shown(ctx, id));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a client payer
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getClientPayer(@Request() request: express.Request, @Path() id: Id): Promise<ClientPayer> {
    return tagged(this, await shown(ctxOf(request), toId(id)));
  }

  /**
   * Changes the fields that are sent; `validTo` ends it. Invoices that were made keep theirs.
   * @summary Update a client payer
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updateClientPayer(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateClientPayerInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ClientPayer> {
    const ctx = ctxOf(request);
    await payers.updateClientPayer(ctx, toId(id), check(clientPayerChanges, input), matching(ifMatch, id));
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * Invoices that were made keep theirs.
   * @summary Delete a client payer
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(204, 'Deleted')
  public async deleteClientPayer(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await payers.deleteClientPayer(ctxOf(request), toId(id), matching(ifMatch, id));
  }
}

async function shown(ctx: Ctx, id: bigint): Promise<Shown<ClientPayer>> {
  const row = await payers.getClientPayer(ctx, id);
  return [row.updatedAt, toClientPayer(row)];
}

const matching = (ifMatch: string | undefined, id: Id): Match | undefined => matchOf(ifMatch, (tx) => shown(tx, toId(id)));
