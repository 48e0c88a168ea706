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
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import type { CancellationReason as Row } from '../../generated/prisma/index.js';
import { type Id, toId } from '../../kernel/ids.js';
import { check } from '../../kernel/fields.js';
import type { CancellationReasonInput, UpdateCancellationReasonInput } from '../../generated/requests/cancellation-reasons.js';
import type { CancellationReason, CancellationReasonList } from './cancellation-reasons.dto.js';
import { cancellationReasonChanges, newCancellationReason } from './cancellation-reasons.input.js';
import { toCancellationReason } from './cancellation-reasons.present.js';
import { cancellationReasons } from './cancellation-reasons.service.js';

@Route('api/cancellation-reasons')
@Tags('Appointment Management')
export class CancellationReasonsController extends Controller {
  /**
   * In the order of their names.
   * @summary List reasons for cancelling
   */
  @Get()
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async listCancellationReasons(@Request() request: express.Request): Promise<CancellationReasonList> {
    return { items: (await cancellationReasons.list(ctxOf(request))).map(toCancellationReason) };
  }

  /**
   * Offered from now on when an appointment is called off.
   * @summary Add a cancellation reason
   */
  @Post()
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(201, 'Created')
  public async createCancellationReason(
    @Request() request: express.Request,
    @Body() input: CancellationReasonInput,
  ): Promise<CancellationReason> {
    const row = await cancellationReasons.create(ctxOf(request), check(newCancellationReason, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/cancellation-reasons/${row.id}`);
    return tagged(this, shown(row));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a cancellation reason
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async getCancellationReason(@Request() request: express.Request, @Path() id: Id): Promise<CancellationReason> {
    const row = await cancellationReasons.get(ctxOf(request), toId(id));
    return tagged(this, shown(row));
  }

  /**
   * Changes the fields that are sent. What was cancelled for it keeps the words of then.
   * @summary Update a cancellation reason
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updateCancellationReason(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateCancellationReasonInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<CancellationReason> {
    const row = await cancellationReasons.update(
      ctxOf(request),
      toId(id),
      check(cancellationReasonChanges, input),
      matchOf(ifMatch, async (tx) => shown(await cancellationReasons.get(tx, toId(id)))),
    );
    return tagged(this, shown(row));
  }

  /**
   * One that is in use answers 409: set it inactive instead.
   * @summary Delete a cancellation reason
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(204, 'Deleted')
  public async deleteCancellationReason(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await cancellationReasons.remove(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await cancellationReasons.get(tx, toId(id)))),
    );
  }
}

const shown = (row: Row): Shown<CancellationReason> => [row.updatedAt, toCancellationReason(row)];
