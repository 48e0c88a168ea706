import type express from 'express';
import { Body, Controller, Get, Header, Put, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { UpdateBillingSettingsInput } from '../../generated/requests/settings.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import type { BillingSettings } from './settings.dto.js';
import { settingsChanges } from './settings.input.js';
import { settingsShown } from './settings.present.js';
import { getBillingSettings, updateBillingSettings } from './settings.service.js';

@Route('api/billing/settings')
@Tags('Billing')
export class BillingSettingsController extends Controller {
  /**
   * What a new invoice says, and the paper that it is written for. The answer's ETag is the version for If-Match.
   * @summary Get how the practice bills
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async getBillingSettings(@Request() request: express.Request): Promise<BillingSettings> {
    return tagged(this, settingsShown(await getBillingSettings(ctxOf(request))));
  }

  /**
   * Changes the fields that are sent; null clears one. Invoices that are there keep what they say.
   * @summary Change how the practice bills
   */
  @Put()
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updateBillingSettings(
    @Request() request: express.Request,
    @Body() input: UpdateBillingSettingsInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<BillingSettings> {
    const row = await updateBillingSettings(
      ctxOf(request),
      check(settingsChanges, input),
      matchOf(ifMatch, async (tx) => settingsShown(await getBillingSettings(tx))),
    );
    return tagged(this, settingsShown(row));
  }
}
