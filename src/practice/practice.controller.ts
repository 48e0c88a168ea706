import type express from 'express';
import { Body, Controller, Get, Header, Put, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../access/permissions.js';
import { type Ctx, ctxOf } from '../context.js';
import { etagOf, versionOf } from '../shared/etag.js';
import { type Practice, toPractice, type UpdatePracticeInput } from './practice.dto.js';
import * as practice from './practice.service.js';

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
    return this.answer(ctxOf(request), (ctx) => practice.updateThePractice(ctx, input, versionOf(ifMatch)));
  }

  private async answer(ctx: Ctx, find: (ctx: Ctx) => Promise<practice.PracticeRow>): Promise<Practice> {
    const row = await find(ctx);
    this.setHeader('ETag', etagOf(row.updatedAt));
    return toPractice(row, practice.seesSubscription(ctx));
  }
}
