import type express from 'express';
import { Controller, Get, Path, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { ExportFile } from '../../exports/exports.dto.js';
import type { PaperQuery } from '../../generated/requests/papers.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import { answerPaper } from './paper-answer.js';
import { paperQuery } from './papers.input.js';
import { creditNotePdf, invoicePdf, refundPdf } from './papers.service.js';
import { receiptPdf } from './receipts.service.js';
import { superbillPdf } from './superbills.service.js';

/** The answers are written by answerPaper: the generated routes leave an answer alone that is on its way. */
@Route('api/billing')
@Tags('Billing')
export class PapersController extends Controller {
  /**
   * In the client's language, on the practice's paper. A draft says that it is one. 403 where lines are about a learner whom you may not see.
   * @summary Get an invoice as a PDF
   */
  @Get('invoices/{id}/pdf')
  @Security('session', [Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/pdf'])
  public async getInvoicePdf(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: PaperQuery,
  ): Promise<ExportFile> {
    const { lang } = check(paperQuery, query);
    answerPaper(request, request.res as express.Response, await invoicePdf(ctxOf(request), toId(id), lang));
    return '';
  }

  /**
   * What a client hands in with their insurer. Where something is missing that it must say, the answer is 422 with all of it in `errors`. It tells
   * diagnoses: 403 for those who may not read clinical notes.
   * @summary Get an invoice as a superbill
   */
  @Get('invoices/{id}/superbill')
  @Security('session', [Permission.VIEW_BILLING, Permission.VIEW_CLINICAL_NOTE])
  @SuccessResponse(200, 'The file', ['application/pdf'])
  public async getSuperbill(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: PaperQuery,
  ): Promise<ExportFile> {
    const { lang } = check(paperQuery, query);
    answerPaper(request, request.res as express.Response, await superbillPdf(ctxOf(request), toId(id), lang));
    return '';
  }

  /**
   * As an invoice's.
   * @summary Get a credit note as a PDF
   */
  @Get('credit-notes/{id}/pdf')
  @Security('session', [Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/pdf'])
  public async getCreditNotePdf(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: PaperQuery,
  ): Promise<ExportFile> {
    const { lang } = check(paperQuery, query);
    answerPaper(request, request.res as express.Response, await creditNotePdf(ctxOf(request), toId(id), lang));
    return '';
  }

  /**
   * By the id of its payment: that it was paid, for which services, and who gave them. As an invoice's.
   * @summary Get a receipt as a PDF
   */
  @Get('receipts/{id}/pdf')
  @Security('session', [Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/pdf'])
  public async getReceiptPdf(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: PaperQuery,
  ): Promise<ExportFile> {
    const { lang } = check(paperQuery, query);
    answerPaper(request, request.res as express.Response, await receiptPdf(ctxOf(request), toId(id), lang));
    return '';
  }

  /**
   * That money was given back, of which payment, and why.
   * @summary Get the voucher of a refund as a PDF
   */
  @Get('refunds/{id}/pdf')
  @Security('session', [Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/pdf'])
  public async getRefundPdf(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: PaperQuery,
  ): Promise<ExportFile> {
    const { lang } = check(paperQuery, query);
    answerPaper(request, request.res as express.Response, await refundPdf(ctxOf(request), toId(id), lang));
    return '';
  }
}
