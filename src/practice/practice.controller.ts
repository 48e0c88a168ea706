import type express from 'express';
import { Body, Controller, Get, Header, Put, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../access/permissions.js';
import { type Ctx, ctxOf } from '../context.js';
import { matchOf, type Shown, tagged } from '../shared/etag.js';
import { type Practice, toPractice, type UpdatePracticeInput } from './practice.dto.js';
import * as practice from './practice.service.js';

const shown = (ctx: Ctx, row: practice.PracticeRow): Shown<Practice> => [
  row.updatedAt,
  toPractice(row, practice.seesSubscription(ctx)),
];

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
    return this.answer(ctxOf(request), (ctx) => practice.getPractice(ctx));
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
    return this.answer(ctxOf(request), (ctx) =>
      practice.updateThePractice(
        ctx,
        input,
        matchOf(ifMatch, async (tx) => shown(tx, await practice.getPractice(tx))),
      ),
    );
  }

  private async answer(ctx: Ctx, find: (ctx: Ctx) => Promise<practice.PracticeRow>): Promise<Practice> {
    return tagged(this, shown(ctx, await find(ctx)));
  }
}
