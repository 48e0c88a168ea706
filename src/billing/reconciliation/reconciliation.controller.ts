import type express from 'express';
import { Controller, Get, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import type { Reconciliation } from './reconciliation.dto.js';
import { reconcile } from './reconciliation.service.js';

@Route('api/billing/reconciliation')
@Tags('Billing')
export class ReconciliationController extends Controller {
  /**
   * Every invoice, payment, credit note, refund and account against the ledger: names each cent out of place, of all clients.
   * @summary Reconcile the books
   */
  @Get()
  @Security('session', [Permission.VIEW_FINANCIAL_REPORT])
  public async reconcile(@Request() request: express.Request): Promise<Reconciliation> {
    return reconcile(ctxOf(request));
  }
}
