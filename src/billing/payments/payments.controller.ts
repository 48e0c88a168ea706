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
  CreateRefundInput,
  PaymentListQuery,
  RebookPaymentInput,
  RecordPaymentInput,
  ReversePaymentInput,
  UpdatePaymentInput,
} from '../../generated/requests/payments.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { Payment, PaymentPage, RecordedPayment } from './payments.dto.js';
import { newPayment, newRefund, paymentChanges, paymentList, rebookPaymentInput, reversePaymentInput } from './payments.input.js';
import { toPayment } from './payments.present.js';
import * as payments from './payments.service.js';
import { rebookPayment } from './rebooking.service.js';
import { refundPayment, reversePayment } from './reversals.service.js';

async function shown(ctx: Ctx, id: bigint): Promise<Shown<Payment>> {
  const row = await payments.getPayment(ctx, id);
  return [row.updatedAt, toPayment(row)];
}

@Route('api/billing/payments')
@Tags('Billing')
export class PaymentsController extends Controller {
  /**
   * Of the clients that you may see.
   * @summary List payments
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listPayments(@Request() request: express.Request, @Queries() query: PaymentListQuery): Promise<PaymentPage> {
    return mapPage(await payments.listPayments(ctxOf(request), check(paymentList, query)), toPayment);
  }

  /**
   * Pays one invoice, several of one client, or goes on account. Send an Idempotency-Key: a repeated request records nothing twice.
   * @summary Record payment
   */
  @Post()
  @Security('session', [Permission.RECORD_PAYMENT])
  @SuccessResponse(201, 'Created')
  public async recordPayment(@Request() request: express.Request, @Body() input: RecordPaymentInput): Promise<RecordedPayment> {
    const ctx = ctxOf(request);
    const { id } = await payments.recordPayment(ctx, check(newPayment, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/payments/${id}`);
    const warnings = await payments.warningsOf(ctx, id);
    return { ...tagged(this, await shown(ctx, id)), warnings };
  }

  /**
   * With the invoices that it pays, and what was given back. The answer's ETag is the version for If-Match.
   * @summary Get a payment
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getPayment(@Request() request: express.Request, @Path() id: Id): Promise<Payment> {
    return tagged(this, await shown(ctxOf(request), toId(id)));
  }

  /**
   * Reference and notes. An amount is reversed, and recorded anew.
   * @summary Update a payment
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updatePayment(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdatePaymentInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Payment> {
    const ctx = ctxOf(request);
    const match = matchOf(ifMatch, (tx) => shown(tx, toId(id)));
    await payments.updatePayment(ctx, toId(id), check(paymentChanges, input), match);
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * It bounced, or was recorded by mistake: its movements are reversed to the cent, and what it paid is owed again.
   * @summary Reverse a payment
   */
  @Post('{id}/reverse')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Reversed')
  public async reversePayment(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: ReversePaymentInput,
  ): Promise<Payment> {
    const ctx = ctxOf(request);
    await reversePayment(ctx, toId(id), check(reversePaymentInput, input).reason);
    return tagged(this, await shown(ctx, toId(id)));
  }

  /**
   * It was recorded with a wrong amount, day or way: it is reversed and recorded anew, both or neither. The invoices that it paid get what they
   * had, as far as the money goes. The answer is the new payment.
   * @summary Correct a payment
   */
  @Post('{id}/rebook')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async rebookPayment(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: RebookPaymentInput,
  ): Promise<Payment> {
    const ctx = ctxOf(request);
    const anew = await rebookPayment(ctx, toId(id), check(rebookPaymentInput, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/payments/${anew.id}`);
    return tagged(this, await shown(ctx, anew.id));
  }

  /**
   * Gives money back: from what is on account, or of an invoice that it had paid, which is owed again unless it is credited as well.
   * @summary Refund a payment
   */
  @Post('{id}/refunds')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async refundPayment(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CreateRefundInput,
  ): Promise<Payment> {
    const ctx = ctxOf(request);
    await refundPayment(ctx, toId(id), check(newRefund, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/payments/${id}`);
    return tagged(this, await shown(ctx, toId(id)));
  }
}
