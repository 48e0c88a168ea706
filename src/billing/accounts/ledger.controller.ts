import type express from 'express';
import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import type { LedgerListQuery } from '../../generated/requests/accounts.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import type { MovementPage } from './accounts.dto.js';
import { ledgerList } from './accounts.input.js';
import { toMovement } from './accounts.present.js';
import { listMovements } from './accounts.service.js';

@Route('api/billing/ledger')
@Tags('Billing')
export class LedgerController extends Controller {
  /**
   * Every movement, never changed and never deleted: a mistake is followed by its inverse.
   * @summary List the ledger's movements
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listMovements(@Request() request: express.Request, @Queries() query: LedgerListQuery): Promise<MovementPage> {
    return mapPage(await listMovements(ctxOf(request), check(ledgerList, query)), toMovement);
  }
}
