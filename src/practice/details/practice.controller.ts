import type express from 'express';
import { Body, Controller, Get, Header, Put, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import type { UpdatePracticeInput } from '../../generated/requests/practice.js';
import type { Practice } from './practice.dto.js';
import { practiceChanges } from './practice.input.js';
import { practiceShown } from './practice.present.js';
import { getPractice, updateThePractice } from './practice.service.js';

@Route('api/practice')
@Tags('Practice Management')
export class PracticeController extends Controller {
  /**
   * Names, addresses, languages and the time zone of days and months. The answer's ETag is the version for If-Match.
   * @summary Get practice information
   */
  @Get()
  @Security('session', [Permission.VIEW_PRACTICE])
  public async getPractice(@Request() request: express.Request): Promise<Practice> {
    const ctx = ctxOf(request);
    return tagged(this, practiceShown(ctx, await getPractice(ctx)));
  }

  /**
   * Changes the fields that are sent; null clears one.
   * @summary Update practice information
   */
  @Put()
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updatePractice(
    @Request() request: express.Request,
    @Body() input: UpdatePracticeInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Practice> {
    const ctx = ctxOf(request);
    const row = await updateThePractice(
      ctx,
      check(practiceChanges, input),
      matchOf(ifMatch, async (tx) => practiceShown(tx, await getPractice(tx))),
    );
    return tagged(this, practiceShown(ctx, row));
  }
}
