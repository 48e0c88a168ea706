import type express from 'express';
import { Body, Controller, Get, Path, Post, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { ReopenPeriodInput } from '../../generated/requests/periods.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import type { BillingPeriod, BillingPeriodList } from './periods.dto.js';
import { monthInput, reopenInput } from './periods.input.js';
import { toPeriod } from './periods.present.js';
import { closePeriod, listPeriods, reopenPeriod } from './periods.service.js';

@Route('api/billing/periods')
@Tags('Billing')
export class PeriodsController extends Controller {
  /**
   * Those that were ever closed, the latest first. The latest that is closed closes all before it; all others are open.
   * @summary List months of the books
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listPeriods(@Request() request: express.Request): Promise<BillingPeriodList> {
    return { items: (await listPeriods(ctxOf(request))).map(toPeriod) };
  }

  /**
   * Nothing is posted with a date in it, or before it, from then on (409): what was owed at its end stays.
   * @summary Close a month of the books
   * @param month The month, like 2026-03.
   * @pattern month ^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$
   * @maxLength month 7
   * @example month "2026-03"
   */
  @Post('{month}/close')
  @Security('session', [Permission.CLOSE_BILLING_PERIOD])
  @SuccessResponse(200, 'Closed')
  public async closePeriod(@Request() request: express.Request, @Path() month: string): Promise<BillingPeriod> {
    return toPeriod(await closePeriod(ctxOf(request), check(monthInput, month)));
  }

  /**
   * With a reason, which is kept. The latest that is closed first (409 `billing_period.later_closed`).
   * @summary Open a closed month again
   * @param month The month, like 2026-03.
   * @pattern month ^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$
   * @maxLength month 7
   * @example month "2026-03"
   */
  @Post('{month}/reopen')
  @Security('session', [Permission.CLOSE_BILLING_PERIOD])
  @SuccessResponse(200, 'Opened')
  public async reopenPeriod(
    @Request() request: express.Request,
    @Path() month: string,
    @Body() input: ReopenPeriodInput,
  ): Promise<BillingPeriod> {
    return toPeriod(await reopenPeriod(ctxOf(request), check(monthInput, month), check(reopenInput, input)));
  }
}
