import type express from 'express';
import { Body, Controller, Get, Path, Post, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import type { LedgerListQuery } from '../../generated/requests/accounts.js';
import type { UseCreditInput } from '../../generated/requests/payments.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import { useCreditInput } from '../payments/payments.input.js';
import { useCredit } from '../payments/payments.service.js';
import type { Account, MovementPage } from './accounts.dto.js';
import { ledgerList } from './accounts.input.js';
import { toAccount, toMovement } from './accounts.present.js';
import { getAccount, listMovements } from './accounts.service.js';

@Route('api/billing')
@Tags('Billing')
export class AccountsController extends Controller {
  /**
   * In all and by party: the client, their policies, their funding.
   * @summary Get what a client owes
   */
  @Get('accounts/{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getAccount(@Request() request: express.Request, @Path() id: Id): Promise<Account> {
    return toAccount(await getAccount(ctxOf(request), toId(id)));
  }

  /**
   * The oldest money on account first. What came with a receipt is shown as its payment.
   * @summary Pay an invoice from a client's account
   */
  @Post('accounts/{id}/use-credit')
  @Security('session', [Permission.RECORD_PAYMENT])
  @SuccessResponse(200, 'Used')
  public async useCredit(@Request() request: express.Request, @Path() id: Id, @Body() input: UseCreditInput): Promise<Account> {
    const ctx = ctxOf(request);
    await useCredit(ctx, toId(id), check(useCreditInput, input));
    return toAccount(await getAccount(ctx, toId(id)));
  }

  /**
   * Every movement, never changed and never deleted: a mistake is followed by its inverse.
   * @summary List the ledger's movements
   */
  @Get('ledger')
  @Security('session', [Permission.VIEW_BILLING])
  public async listMovements(@Request() request: express.Request, @Queries() query: LedgerListQuery): Promise<MovementPage> {
    return mapPage(await listMovements(ctxOf(request), check(ledgerList, query)), toMovement);
  }
}
