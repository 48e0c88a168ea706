import type express from 'express';
import { Body, Controller, Get, Header, Path, Put, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { mapPage } from '../../database/lists.js';
import type { BillingTextListQuery, UpdateBillingTextInput } from '../../generated/requests/texts.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import type { BillingText, BillingTextPage } from './texts.dto.js';
import { textChanges, textList } from './texts.input.js';
import { textShown, toText } from './texts.present.js';
import * as texts from './texts.service.js';

@Route('api/billing/texts')
@Tags('Billing')
export class BillingTextsController extends Controller {
  /**
   * The settings' words, what services are called and what taxes are called, with what they say in other languages on invoices and papers.
   * @summary List texts in other languages
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listTexts(@Request() request: express.Request, @Queries() query: BillingTextListQuery): Promise<BillingTextPage> {
    return mapPage(await texts.listTexts(ctxOf(request), check(textList, query)), toText);
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a text in other languages
   * @param key `terms`, `instructions`, `footer`, or `service-` or `tax-` with an id
   * @pattern key ^(terms|instructions|footer|(service|tax)-[1-9][0-9]{0,18})$
   * @maxLength key 30
   * @example key "footer"
   */
  @Get('{key}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getText(@Request() request: express.Request, @Path() key: string): Promise<BillingText> {
    return tagged(this, textShown(await texts.getText(ctxOf(request), key)));
  }

  /**
   * New invoices and papers have it. What stands on invoices stays: a line's description, terms, how to pay.
   * @summary Say a text in other languages
   * @param key `terms`, `instructions`, `footer`, or `service-` or `tax-` with an id
   * @pattern key ^(terms|instructions|footer|(service|tax)-[1-9][0-9]{0,18})$
   * @maxLength key 30
   * @example key "footer"
   */
  @Put('{key}')
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updateText(
    @Request() request: express.Request,
    @Path() key: string,
    @Body() input: UpdateBillingTextInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<BillingText> {
    const match = matchOf(ifMatch, async (tx) => textShown(await texts.getText(tx, key)));
    return tagged(this, textShown(await texts.updateText(ctxOf(request), key, check(textChanges, input), match)));
  }
}
