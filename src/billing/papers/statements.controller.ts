import type express from 'express';
import { Body, Controller, Get, Path, Post, Queries, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { ExportFile } from '../../exports/exports.dto.js';
import type { EmailStatementInput, StatementPaperQuery, StatementQuery } from '../../generated/requests/papers.js';
import { ctxOf } from '../../http/context.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { EmailedPaper } from './mailing.dto.js';
import { emailStatement } from './mailing.service.js';
import { answerPaper } from './paper-answer.js';
import { emailStatementInput, statementPaperQuery, statementQuery } from './papers.input.js';
import { statementPdf } from './papers.service.js';
import type { Statement } from './statement.dto.js';
import { toStatement } from './statements.present.js';
import { getStatement } from './statements.service.js';

@Route('api/clients/{id}/statement')
@Tags('Billing')
export class StatementsController extends Controller {
  /**
   * By party: what it owed before the first day, what each act did, what it owed after the last. 403 where some of it is about a learner whom you may
   * not see.
   * @summary Get a client's statement
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async getStatement(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: StatementQuery,
  ): Promise<Statement> {
    return toStatement(await getStatement(ctxOf(request), toId(id), check(statementQuery, query)));
  }

  /**
   * The same, in the client's language, on the practice's paper.
   * @summary Get a client's statement as a PDF
   */
  @Get('pdf')
  @Security('session', [Permission.VIEW_BILLING])
  @SuccessResponse(200, 'The file', ['application/pdf'])
  public async getStatementPdf(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: StatementPaperQuery,
  ): Promise<ExportFile> {
    const { lang, ...wanted } = check(statementPaperQuery, query);
    answerPaper(request, request.res as express.Response, await statementPdf(ctxOf(request), toId(id), wanted, lang));
    return '';
  }

  /**
   * Of what the client owes, to them or a caregiver with the right to pay, as a PDF. The same again within a minute is sent once.
   * @summary Send a client's statement by e-mail
   */
  @Post('email')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(200, 'Written')
  public async emailStatement(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: EmailStatementInput,
  ): Promise<EmailedPaper> {
    return emailStatement(ctxOf(request), toId(id), check(emailStatementInput, input));
  }
}
