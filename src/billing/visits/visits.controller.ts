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
import { mapPage } from '../../database/lists.js';
import type {
  CreateVisitWaiverInput,
  InvoiceAppointmentsInput,
  InvoiceVisitsInput,
  PreviewAppointmentsInput,
  PreviewVisitsInput,
  VisitListQuery,
} from '../../generated/requests/visits.js';
import { ctxOf } from '../../http/context.js';
import { tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import { fromMoney } from '../../kernel/money.js';
import { shownInvoice } from '../invoices/shown-invoice.js';
import * as many from './many-clients.service.js';
import type {
  AppointmentsPreview,
  InvoicedAppointments,
  InvoicedVisits,
  VisitPage,
  VisitsPreview,
  VisitWaiver,
} from './visits.dto.js';
import { invoiceAppointments, invoiceVisits, newWaiver, previewAppointments, previewVisits, visitList } from './visits.input.js';
import { toVisit, toWaiver } from './visits.present.js';
import * as visits from './visits.service.js';
import { getWaiver, removeWaiver, waiveVisit } from './waivers.service.js';

@Route('api/billing/visits')
@Tags('Billing')
export class VisitsController extends Controller {
  /**
   * What took place, was missed or called off too late, each client's and learner's part by itself, with what it comes to and why.
   * @summary List visits to bill
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listVisits(@Request() request: express.Request, @Queries() query: VisitListQuery): Promise<VisitPage> {
    return mapPage(await visits.listVisits(ctxOf(request), check(visitList, query)), (row) => toVisit(row));
  }

  /**
   * Changes nothing. What is left out is told with the reason.
   * @summary Look at an invoice over visits
   */
  @Post('preview')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Looked at')
  public async previewInvoice(@Request() request: express.Request, @Body() input: PreviewVisitsInput): Promise<VisitsPreview> {
    const { charged, left, more, figures, warnings } = await visits.previewInvoice(ctxOf(request), check(previewVisits, input));
    return {
      clientId: input.clientId,
      visits: charged.map(({ row, charge }) => toVisit(row, charge)),
      left: left.map((row) => toVisit(row)),
      more,
      subtotal: fromMoney(figures.subtotal),
      taxAmount: fromMoney(figures.taxAmount),
      totalAmount: fromMoney(figures.totalAmount),
      warnings,
    };
  }

  /**
   * A draft with a line for each visit. A visit is billed once, however many ask at the same time: named again, it answers 409.
   * @summary Invoice visits
   */
  @Post('invoice')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async invoiceVisits(@Request() request: express.Request, @Body() input: InvoiceVisitsInput): Promise<InvoicedVisits> {
    const ctx = ctxOf(request);
    const { id, left, more } = await visits.invoiceVisits(ctx, check(invoiceVisits, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/invoices/${id}`);
    return { invoice: tagged(this, await shownInvoice(ctx, id)), left: left.map((row) => toVisit(row)), more };
  }

  /**
   * Appointments of one client or of many, a draft for each. Changes nothing. What is left out is told with the reason.
   * @summary Look at invoices over appointments
   */
  @Post('appointments/preview')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Looked at')
  public async previewAppointments(
    @Request() request: express.Request,
    @Body() input: PreviewAppointmentsInput,
  ): Promise<AppointmentsPreview> {
    const { clients, left, none } = await many.previewAppointments(ctxOf(request), check(previewAppointments, input));
    return {
      clients: clients.map(({ clientId, clientName, charged, more, figures, warnings }) => ({
        clientId: String(clientId),
        clientName,
        visits: charged.map(({ row, charge }) => toVisit(row, charge)),
        more,
        subtotal: fromMoney(figures.subtotal),
        taxAmount: fromMoney(figures.taxAmount),
        totalAmount: fromMoney(figures.totalAmount),
        warnings,
      })),
      left: left.map((row) => toVisit(row)),
      none: none.map(String),
    };
  }

  /**
   * A draft for each client of these appointments, all or none. What cannot be billed is left out and told; a visit is billed once,
   * however many ask at the same time.
   * @summary Invoice appointments
   */
  @Post('appointments/invoice')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async invoiceAppointments(
    @Request() request: express.Request,
    @Body() input: InvoiceAppointmentsInput,
  ): Promise<InvoicedAppointments> {
    const { clients, left, none } = await many.invoiceAppointments(ctxOf(request), check(invoiceAppointments, input));
    this.setStatus(201);
    return {
      drafts: clients.map(({ clientId, clientName, id, charged, more, totalAmount }) => ({
        clientId: String(clientId),
        clientName,
        invoiceId: String(id),
        visits: charged.length,
        more,
        totalAmount,
      })),
      left: left.map((row) => toVisit(row)),
      none: none.map(String),
    };
  }

  /**
   * With a reason, which is kept. It is in no invoice and in no run from then on.
   * @summary Waive a visit
   */
  @Post('waivers')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async waiveVisit(@Request() request: express.Request, @Body() input: CreateVisitWaiverInput): Promise<VisitWaiver> {
    const row = await waiveVisit(ctxOf(request), check(newWaiver, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/visits/waivers/${row.id}`);
    return toWaiver(row);
  }

  /**
   * The answer's ETag is its version.
   * @summary Get a waiver
   */
  @Get('waivers/{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getWaiver(@Request() request: express.Request, @Path() id: Id): Promise<VisitWaiver> {
    const row = await getWaiver(ctxOf(request), toId(id));
    return tagged(this, [row.createdAt, toWaiver(row)]);
  }

  /**
   * The visit can be billed again.
   * @summary Take a waiver back
   */
  @Delete('waivers/{id}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(204, 'Deleted')
  public async removeWaiver(@Request() request: express.Request, @Path() id: Id): Promise<void> {
    await removeWaiver(ctxOf(request), toId(id));
  }
}
