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
import type { Ctx } from '../../access/context.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { CreateAlertInput, UpdateAlertInput } from '../../generated/requests/alerts.js';
import { check } from '../../kernel/fields.js';
import type { Alert, AlertList } from './alerts.dto.js';
import { alertChanges, newAlert } from './alerts.input.js';
import { toAlert, toAlertList } from './alerts.present.js';
import * as alerts from './alerts.service.js';

async function shown(ctx: Ctx, clientId: bigint, id: bigint): Promise<Shown<Alert>> {
  const row = await alerts.getAlert(ctx, clientId, id);
  return [row.updatedAt, toAlert(row)];
}

@Route('api/clients/{id}/alerts')
@Tags('Client Management')
export class AlertsController extends Controller {
  /**
   * What everybody must know before they meet this client: look at it before a booking. Those about a learner whom you may not see are
   * left out.
   * @summary List a client's alerts
   */
  @Get()
  @Security('session', [Permission.VIEW_CLIENT])
  public async listAlerts(@Request() request: express.Request, @Path() id: Id): Promise<AlertList> {
    return toAlertList(await alerts.listAlerts(ctxOf(request), toId(id)));
  }

  /**
   * Everybody who sees the client, and the learner whom it is about, sees it.
   * @summary Add an alert to a client
   */
  @Post()
  @Security('session', [Permission.EDIT_CLIENT])
  @SuccessResponse(201, 'Created')
  public async createAlert(@Request() request: express.Request, @Path() id: Id, @Body() input: CreateAlertInput): Promise<Alert> {
    const ctx = ctxOf(request);
    const { id: alertId } = await alerts.createAlert(ctx, toId(id), check(newAlert, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/clients/${id}/alerts/${alertId}`);
    return tagged(this, await shown(ctx, toId(id), alertId));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get an alert of a client
   */
  @Get('{alertId}')
  @Security('session', [Permission.VIEW_CLIENT])
  public async getAlert(@Request() request: express.Request, @Path() id: Id, @Path() alertId: Id): Promise<Alert> {
    return tagged(this, await shown(ctxOf(request), toId(id), toId(alertId, 'alertId')));
  }

  /**
   * Changes the fields that are sent; null for the learner makes it one about all of the client's.
   * @summary Update an alert
   */
  @Put('{alertId}')
  @Security('session', [Permission.EDIT_CLIENT])
  public async updateAlert(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() alertId: Id,
    @Body() input: UpdateAlertInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Alert> {
    const ctx = ctxOf(request);
    const [clientId, which] = [toId(id), toId(alertId, 'alertId')];
    const match = matchOf(ifMatch, (tx) => shown(tx, clientId, which));
    await alerts.updateAlert(ctx, clientId, which, check(alertChanges, input), match);
    return tagged(this, await shown(ctx, clientId, which));
  }

  /**
   * The audit trail keeps what it said.
   * @summary Delete an alert
   */
  @Delete('{alertId}')
  @Security('session', [Permission.EDIT_CLIENT])
  @SuccessResponse(204, 'Deleted')
  public async deleteAlert(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() alertId: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    const [clientId, which] = [toId(id), toId(alertId, 'alertId')];
    await alerts.deleteAlert(
      ctxOf(request),
      clientId,
      which,
      matchOf(ifMatch, (tx) => shown(tx, clientId, which)),
    );
  }
}
