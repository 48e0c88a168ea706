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
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { CreateAuthorizationInput, UpdateAuthorizationInput } from '../../generated/requests/authorizations.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { Authorization, AuthorizationList, AuthorizationUses } from './authorizations.dto.js';
import { authorizationChanges, newAuthorization } from './authorizations.input.js';
import { toAuthorization, toUse } from './authorizations.present.js';
import type { AuthorizationRow } from './authorizations.queries.js';
import * as authorizations from './authorizations.service.js';

const shown = (row: AuthorizationRow): Shown<Authorization> => [row.updatedAt, toAuthorization(row)];

@Route('api/clients/{id}/authorizations')
@Tags('Billing')
export class AuthorizationsController extends Controller {
  /**
   * What funding sources and policies have agreed to beforehand, the latest last day first; those for a learner out of sight are left out.
   * @summary List authorizations of a client
   */
  @Get()
  @Security('session', [Permission.VIEW_INSURANCE])
  public async listAuthorizations(@Request() request: express.Request, @Path() id: Id): Promise<AuthorizationList> {
    return { items: (await authorizations.listAuthorizations(ctxOf(request), toId(id))).map(toAuthorization), nextCursor: null };
  }

  /**
   * Visits that are booked reserve of it, those that took place use it: by their day, not that of the invoice. What is there already draws at once.
   * @summary Add an authorization to a client
   */
  @Post()
  @Security('session', [Permission.EDIT_INSURANCE])
  @SuccessResponse(201, 'Created')
  public async createAuthorization(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CreateAuthorizationInput,
  ): Promise<Authorization> {
    const ctx = ctxOf(request);
    const made = await authorizations.createAuthorization(ctx, toId(id), check(newAuthorization, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/clients/${id}/authorizations/${made.id}`);
    return tagged(this, shown(await authorizations.getAuthorization(ctx, toId(id), made.id, Permission.EDIT_INSURANCE)));
  }

  /**
   * The answer's ETag is the version for If-Match. It changes with each visit that draws on it.
   * @summary Get an authorization of a client
   */
  @Get('{authorizationId}')
  @Security('session', [Permission.VIEW_INSURANCE])
  public async getAuthorization(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() authorizationId: Id,
  ): Promise<Authorization> {
    return tagged(
      this,
      shown(await authorizations.getAuthorization(ctxOf(request), toId(id), toId(authorizationId, 'authorizationId'))),
    );
  }

  /**
   * Changes the fields that are sent; null clears one. Visits draw on it anew. Less than those that took place have used answers 409.
   * @summary Update an authorization
   */
  @Put('{authorizationId}')
  @Security('session', [Permission.EDIT_INSURANCE])
  public async updateAuthorization(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() authorizationId: Id,
    @Body() input: UpdateAuthorizationInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Authorization> {
    const ctx = ctxOf(request);
    const [client, one] = [toId(id), toId(authorizationId, 'authorizationId')];
    const read = async (tx: typeof ctx) =>
      shown(await authorizations.getAuthorization(tx, client, one, Permission.EDIT_INSURANCE));
    await authorizations.updateAuthorization(ctx, client, one, check(authorizationChanges, input), matchOf(ifMatch, read));
    return tagged(this, await read(ctx));
  }

  /**
   * One that visits have used answers 409: let it end instead. What is reserved is let go.
   * @summary Delete an authorization
   */
  @Delete('{authorizationId}')
  @Security('session', [Permission.EDIT_INSURANCE])
  @SuccessResponse(204, 'Deleted')
  public async deleteAuthorization(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() authorizationId: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    const [client, one] = [toId(id), toId(authorizationId, 'authorizationId')];
    await authorizations.deleteAuthorization(
      ctxOf(request),
      client,
      one,
      matchOf(ifMatch, async (tx) => shown(await authorizations.getAuthorization(tx, client, one, Permission.EDIT_INSURANCE))),
    );
  }

  /**
   * Visits that reserve or use it, in the order of time; those of learners out of sight are left out.
   * @summary List what draws on an authorization
   */
  @Get('{authorizationId}/uses')
  @Security('session', [Permission.VIEW_INSURANCE])
  public async listAuthorizationUses(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() authorizationId: Id,
  ): Promise<AuthorizationUses> {
    const found = await authorizations.listUses(ctxOf(request), toId(id), toId(authorizationId, 'authorizationId'));
    return { items: found.items.map(toUse), more: found.more };
  }
}
