import type express from 'express';
import {
  Body,
  Controller,
  Delete,
  Get,
  Path,
  Post,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import type {
  ClientRecordPermissionInput,
  RecordPermissionInput,
  RecordPermissionListQuery,
} from '../../generated/requests/record-permissions.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import type { RecordPermission, RecordPermissionPage } from './record-permissions.dto.js';
import { toRecordPermission } from './record-permissions.present.js';
import { newClientRecordPermission, newRecordPermission, recordPermissionList } from './record-permissions.input.js';
import * as records from './record-permissions.service.js';

@Route('api')
@Tags('Authentication & User Management')
export class RecordPermissionsController extends Controller {
  /**
   * Who is let in to this client or one of its learners, or kept out, beyond what their role says.
   * @summary List the record permissions of a client
   */
  @Get('clients/{id}/record-permissions')
  @Security('session', [Permission.MANAGE_RECORD_PERMISSION])
  public async listOfClient(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: RecordPermissionListQuery,
  ): Promise<RecordPermissionPage> {
    const ctx = ctxOf(request);
    return mapPage(await records.listOfClient(ctx, toId(id), check(recordPermissionList, query)), (row) =>
      toRecordPermission(row, ctx.now()),
    );
  }

  /**
   * Opens the client, or one of its learners, to a user, or closes it. A denial beats a grant, and both beat what the role says.
   * One opens only what one may do there oneself, unless one has MANAGE_PERMISSION.
   * @summary Open or close a client for a user
   */
  @Post('clients/{id}/record-permissions')
  @Security('session', [Permission.MANAGE_RECORD_PERMISSION])
  @SuccessResponse(201, 'Created')
  public async createForClient(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: ClientRecordPermissionInput,
  ): Promise<RecordPermission> {
    return this.create(request, { clientId: toId(id), ...check(newClientRecordPermission, input) });
  }

  /**
   * Of the client, or of one of its learners.
   * @summary Get a record permission of a client
   */
  @Get('clients/{id}/record-permissions/{permissionId}')
  @Security('session', [Permission.MANAGE_RECORD_PERMISSION])
  public async get(@Request() request: express.Request, @Path() id: Id, @Path() permissionId: Id): Promise<RecordPermission> {
    const ctx = ctxOf(request);
    return toRecordPermission(await records.getRecordPermission(ctx, toId(permissionId, 'permissionId'), toId(id)), ctx.now());
  }

  /**
   * From then on role and user grants decide.
   * @summary Remove a record permission
   */
  @Delete('clients/{id}/record-permissions/{permissionId}')
  @Security('session', [Permission.MANAGE_RECORD_PERMISSION])
  @SuccessResponse(204, 'Removed')
  public async remove(@Request() request: express.Request, @Path() id: Id, @Path() permissionId: Id): Promise<void> {
    await records.removeRecordPermission(ctxOf(request), toId(permissionId, 'permissionId'), toId(id));
  }

  /**
   * Those of this learner alone; those of the client count for it too.
   * @summary List the record permissions of a learner
   */
  @Get('learners/{id}/record-permissions')
  @Security('session', [Permission.MANAGE_RECORD_PERMISSION])
  public async listOfLearner(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: RecordPermissionListQuery,
  ): Promise<RecordPermissionPage> {
    const ctx = ctxOf(request);
    return mapPage(await records.listOfLearner(ctx, toId(id), check(recordPermissionList, query)), (row) =>
      toRecordPermission(row, ctx.now()),
    );
  }

  /**
   * As for a client, for one learner: narrower, so it beats what holds for the client.
   * @summary Open or close a learner for a user
   */
  @Post('learners/{id}/record-permissions')
  @Security('session', [Permission.MANAGE_RECORD_PERMISSION])
  @SuccessResponse(201, 'Created')
  public async createForLearner(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: RecordPermissionInput,
  ): Promise<RecordPermission> {
    const subject = { clientId: await records.clientOfLearner(ctxOf(request), toId(id)), learnerId: toId(id) };
    return this.create(request, { ...subject, ...check(newRecordPermission, input) });
  }

  /**
   * Which single clients and learners are opened or closed for this user, of those that you may see.
   * @summary List the record permissions of a user
   */
  @Get('users/{id}/record-permissions')
  @Security('session', [Permission.MANAGE_RECORD_PERMISSION])
  public async listOfUser(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: RecordPermissionListQuery,
  ): Promise<RecordPermissionPage> {
    const ctx = ctxOf(request);
    return mapPage(await records.listOfUser(ctx, toId(id), check(recordPermissionList, query)), (row) =>
      toRecordPermission(row, ctx.now()),
    );
  }

  private async create(
    request: express.Request,
    { expiresAt = null, ...entry }: Omit<records.NewRecordPermission, 'expiresAt'> & { expiresAt?: Date | null },
  ): Promise<RecordPermission> {
    const ctx = ctxOf(request);
    const row = await records.createRecordPermission(ctx, { ...entry, expiresAt });
    this.setStatus(201);
    this.setHeader('Location', `/api/clients/${row.clientId}/record-permissions/${row.id}`);
    return toRecordPermission(row, ctx.now());
  }
}
