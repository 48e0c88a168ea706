import type express from 'express';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Path,
  Post,
  Put,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import type { TaxRate as Row } from '../../generated/prisma/index.js';
import { type Id, toId } from '../../kernel/ids.js';
import { check } from '../../kernel/fields.js';
import type { TaxRateInput, UpdateTaxRateInput } from '../../generated/requests/tax-rates.js';
import type { TaxRate, TaxRateList } from './tax-rates.dto.js';
import { taxRateChanges, newTaxRate } from './tax-rates.input.js';
import { toTaxRate } from './tax-rates.present.js';
import { taxRates } from './tax-rates.service.js';

@Route('api/billing/tax-rates')
@Tags('Billing')
export class TaxRatesController extends Controller {
  /**
   * By country, region and name.
   * @summary List tax rates
   */
  @Get()
  @Security('session', [Permission.VIEW_BILLING])
  public async listTaxRates(@Request() request: express.Request): Promise<TaxRateList> {
    return { items: (await taxRates.list(ctxOf(request))).map(toTaxRate) };
  }

  /**
   * It is charged on lines whose service is for that purpose, given there and then.
   * @summary Add a tax rate
   */
  @Post()
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(201, 'Created')
  public async createTaxRate(@Request() request: express.Request, @Body() input: TaxRateInput): Promise<TaxRate> {
    const row = await taxRates.create(ctxOf(request), check(newTaxRate, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/billing/tax-rates/${row.id}`);
    return tagged(this, shown(row));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a tax rate
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_BILLING])
  public async getTaxRate(@Request() request: express.Request, @Path() id: Id): Promise<TaxRate> {
    const row = await taxRates.get(ctxOf(request), toId(id));
    return tagged(this, shown(row));
  }

  /**
   * Changes the fields that are sent. Lines that were taxed with it keep what they say.
   * @summary Update a tax rate
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updateTaxRate(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateTaxRateInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<TaxRate> {
    const row = await taxRates.update(
      ctxOf(request),
      toId(id),
      check(taxRateChanges, input),
      matchOf(ifMatch, async (tx) => shown(await taxRates.get(tx, toId(id)))),
    );
    return tagged(this, shown(row));
  }

  /**
   * One that was charged answers 409: let it end instead (`validTo`).
   * @summary Delete a tax rate
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(204, 'Deleted')
  public async deleteTaxRate(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await taxRates.remove(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await taxRates.get(tx, toId(id)))),
    );
  }
}

const shown = (row: Row): Shown<TaxRate> => [row.updatedAt, toTaxRate(row)];
