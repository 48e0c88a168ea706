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
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { notesReader } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import { check } from '../../kernel/fields.js';
import type {
  ClientListQuery,
  CreateClientInput,
  PossibleDuplicateQuery,
  UpdateClientInput,
} from '../../generated/requests/clients.js';
import { duplicateWarnings } from './duplicates.js';
import type { ChangedClient, Client, ClientPage, CreatedClient, PossibleDuplicateList } from './clients.dto.js';
import { clientChanges, clientList, newClient, possibleDuplicate } from './clients.input.js';
import { toClient } from './clients.present.js';
import * as clients from './clients.service.js';

async function shown(ctx: Ctx, id: bigint): Promise<Shown<Client>> {
  const row = await clients.getClient(ctx, id);
  return [row.updatedAt, toClient(row, { notes: notesReader(ctx.actor)(id), terms: ctx.actor.can(Permission.EDIT_BILLING) })];
}

@Route('api/clients')
@Tags('Client Management')
export class ClientsController extends Controller {
  /**
   * Of the clients that you may see: a therapist's caseload, everybody for the others.
   * @summary List all clients with filtering options
   */
  @Get()
  @Security('session', [Permission.VIEW_CLIENT])
  public async list(@Request() request: express.Request, @Queries() query: ClientListQuery): Promise<ClientPage> {
    const ctx = ctxOf(request);
    const mayReadNotes = notesReader(ctx.actor);
    const terms = ctx.actor.can(Permission.EDIT_BILLING);
    return mapPage(await clients.listClients(ctx, check(clientList, query)), (row) =>
      toClient(row, { notes: mayReadNotes(BigInt(row.id)), terms }),
    );
  }

  /**
   * Answers with clients who may be the same person, if there are any; it is up to you to delete the new one. Ask before with
   * `GET /api/clients/possible-duplicates`.
   * @summary Create a new client
   */
  @Post()
  @Security('session', [Permission.CREATE_CLIENT])
  @SuccessResponse(201, 'Created')
  public async create(@Request() request: express.Request, @Body() input: CreateClientInput): Promise<CreatedClient> {
    const ctx = ctxOf(request);
    const { id, possibleDuplicates } = await clients.createClient(ctx, check(newClient, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/clients/${id}`);
    const warnings = duplicateWarnings('client', possibleDuplicates);
    return { ...(await this.answer(ctx, id)), possibleDuplicates, warnings };
  }

  /**
   * Before you add somebody: clients with the same phone number or e-mail address, or nearly the same name, of those that you may see; at
   * most ten.
   * @summary Find clients who may be the same person
   */
  @Get('possible-duplicates')
  @Security('session', [Permission.VIEW_CLIENT])
  public async possibleDuplicates(
    @Request() request: express.Request,
    @Queries() query: PossibleDuplicateQuery,
  ): Promise<PossibleDuplicateList> {
    return { items: await clients.findPossibleDuplicates(ctxOf(request), check(possibleDuplicate, query)), nextCursor: null };
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get client details
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_CLIENT])
  public async get(@Request() request: express.Request, @Path() id: Id): Promise<Client> {
    return this.answer(ctxOf(request), toId(id));
  }

  /**
   * Changes the fields that are sent; null clears one.
   * @summary Update client information
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_CLIENT])
  public async update(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateClientInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<ChangedClient> {
    const ctx = ctxOf(request);
    const like = await clients.updateClient(
      ctx,
      toId(id),
      check(clientChanges, input),
      matchOf(ifMatch, (tx) => shown(tx, toId(id))),
    );
    return { ...(await this.answer(ctx, toId(id))), warnings: duplicateWarnings('client', like) };
  }

  /**
   * A client without any records is deleted (204). One with records is archived instead, and answered (200): what was
   * written about a person is kept.
   * @summary Delete a client
   */
  @Delete('{id}')
  @Security('session', [Permission.DELETE_CLIENT])
  @SuccessResponse(204, 'Deleted')
  @Response<Client>(200, 'Archived, because there are records')
  public async remove(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Client | void> {
    const ctx = ctxOf(request);
    if (
      (await clients.deleteClient(
        ctx,
        toId(id),
        matchOf(ifMatch, (tx) => shown(tx, toId(id))),
      )) === 'deleted'
    )
      return this.setStatus(204);
    this.setStatus(200);
    return this.answer(ctx, toId(id));
  }

  private async answer(ctx: Ctx, id: bigint): Promise<Client> {
    return tagged(this, await shown(ctx, id));
  }
}
