import type express from 'express';
import {
  Body,
  Controller,
  Get,
  Header,
  Path,
  Post,
  Put,
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import type {
  CreatePaymentPlanInput,
  EndPaymentPlanInput,
  PaymentPlanListQuery,
  UpdatePaymentPlanInput,
} from '../../generated/requests/plans.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { PaymentPlan, PaymentPlanPage } from './plans.dto.js';
import { endPlanInput, newPaymentPlan, planChanges, planList } from './plans.input.js';
import { toPaymentPlan } from './plans.present.js';
import * as plans from './plans.service.js';

async function shown(ctx: Ctx, id: bigint): Promise<Shown<PaymentPlan>> {
  const row = await plans.getPlan(ctx, id);
  return [row.updatedAt, toPaymentPlan(row)];
}

@Route('api/billing/payment-plans')
@Tags('Billing')
export class PaymentPlansController extends Controller {
  /**
   * Of the clients that you may see, with what of each instalment is paid.
   * @summary List payment plans
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listPaymentPlans(
    @Request() request: express.Request,
    @Queries() query: PaymentPlanListQuery,
  ): Promise<PaymentPlanPage> {
    return mapPage(await plans.listPlans(ctxOf(request), check(planList, query)), toPaymentPlan);
  }

  /**
   * Over what the client owes of some invoices, or of all. By number, rhythm and first day, the first instalments take the cents that are left over; or
   * each by itself. As long as it is paid as agreed its invoices are not overdue. 409 where a plan runs over one of them.
   * @summary Make a payment plan
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async createPaymentPlan(
    @Request() request: express.Request,
    @Body() input: CreatePaymentPlanInput,
  ): Promise<PaymentPlan> {
    const ctx = ctxOf(request);
    const { id } = await plans.createPlan(ctx, check(newPaymentPlan, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/payment-plans/${id}`);
    return tagged(this, await shown(ctx, id));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a payment plan
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getPaymentPlan(@Request() request: express.Request, @Path() id: Id): Promise<PaymentPlan> {
    return tagged(this, await shown(ctxOf(request), toId(id)));
  }

  /**
   * The note alone: what was agreed to stays. End it, and make another.
   * @summary Update a payment plan
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updatePaymentPlan(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdatePaymentPlanInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<PaymentPlan> {
    const ctx = ctxOf(request);
    const match = matchOf(ifMatch, (tx) => shown(tx, toId(id)));
    await plans.updatePlan(ctx, toId(id), check(planChanges, input), match);
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * It does not count any more: its invoices are due as they were before. 409 for one that is over.
   * @summary End a payment plan
   */
  @Post('{id}/end')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Ended')
  public async endPaymentPlan(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: EndPaymentPlanInput,
  ): Promise<PaymentPlan> {
    const ctx = ctxOf(request);
    await plans.endPlan(ctx, toId(id), check(endPlanInput, input).reason);
    return tagged(this, await shown(ctx, toId(id)));
  }
}
