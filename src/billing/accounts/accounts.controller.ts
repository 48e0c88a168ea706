import type express from 'express';
import { Body, Controller, Get, Path, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { UseCreditInput } from '../../generated/requests/payments.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import { useCreditInput } from '../payments/payments.input.js';
import { useCredit } from '../payments/using-credit.service.js';
import type { Account, AccountShares } from './accounts.dto.js';
import { toAccount, toShares } from './accounts.present.js';
import { getAccount, getShares } from './accounts.service.js';

@Route('api/clients/{id}/account')
@Tags('Billing')
export class AccountsController extends Controller {
  /**
   * In all and by party: the client, their policies, their funding.
   * @summary Get what a client owes
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async getAccount(@Request() request: express.Request, @Path() id: Id): Promise<Account> {
    return toAccount(await getAccount(ctxOf(request), toId(id)));
  }

  /**
   * Of all that is open, the oldest invoice first: the client, their policies, their funding.
   * @summary List who owes what of a client's open invoices
   */
  @Get('shares')
  @Security('session', [Permission.VIEW_BILLING])
  public async listShares(@Request() request: express.Request, @Path() id: Id): Promise<AccountShares> {
    return toShares(await getShares(ctxOf(request), toId(id)));
  }

  /**
   * The oldest money on account first, as far as its own payer owes of the invoice; an amount that is named may be more, and takes over what
   * others owe. What came with a receipt is shown as its payment.
   * @summary Pay an invoice from a client's account
   */
  @Post('use-credit')
  @Security('session', [Permission.RECORD_PAYMENT])
  @SuccessResponse(200, 'Used')
  public async useCredit(@Request() request: express.Request, @Path() id: Id, @Body() input: UseCreditInput): Promise<Account> {
    const ctx = ctxOf(request);
    await useCredit(ctx, toId(id), check(useCreditInput, input));
    return toAccount(await getAccount(ctx, toId(id)));
  }
}
