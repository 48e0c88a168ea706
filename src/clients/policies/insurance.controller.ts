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
import { type Id, toId } from '../../kernel/ids.js';
import type { CreateInsuranceInput, UpdateInsuranceInput } from '../../generated/requests/insurance.js';
import { check } from '../../kernel/fields.js';
import type { InsuranceList, InsurancePolicy } from './insurance.dto.js';
import { newPolicy, policyChanges } from './insurance.input.js';
import { type InsuranceRow } from './insurance.service.js';
import { toInsurance } from './insurance.present.js';
import * as insurance from './insurance.service.js';

const shown = (row: InsuranceRow): Shown<InsurancePolicy> => [row.updatedAt, toInsurance(row)];

@Route('api/clients/{id}/insurance')
@Tags('Client Management')
export class InsuranceController extends Controller {
  /**
   * All policies, the primary one first.
   * @summary Get client insurance information
   */
  @Get()
  @Security('session', [Permission.VIEW_INSURANCE])
  public async list(@Request() request: express.Request, @Path() id: Id): Promise<InsuranceList> {
    return { items: (await insurance.listInsurance(ctxOf(request), toId(id))).map(toInsurance), nextCursor: null };
  }

  /**
   * A client has one primary policy at a time: a second one in the same period is refused (409).
   * @summary Add insurance information
   */
  @Post()
  @Security('session', [Permission.EDIT_INSURANCE])
  @SuccessResponse(201, 'Created')
  public async create(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CreateInsuranceInput,
  ): Promise<InsurancePolicy> {
    const row = await insurance.createInsurance(ctxOf(request), toId(id), check(newPolicy, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/clients/${id}/insurance/${row.id}`);
    return this.answer(row);
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get an insurance policy of a client
   */
  @Get('{insuranceId}')
  @Security('session', [Permission.VIEW_INSURANCE])
  public async get(@Request() request: express.Request, @Path() id: Id, @Path() insuranceId: Id): Promise<InsurancePolicy> {
    return this.answer(await insurance.getInsurance(ctxOf(request), toId(id), toId(insuranceId, 'insuranceId')));
  }

  /**
   * Changes the fields that are sent; null clears one.
   * @summary Update an insurance policy
   */
  @Put('{insuranceId}')
  @Security('session', [Permission.EDIT_INSURANCE])
  public async update(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() insuranceId: Id,
    @Body() input: UpdateInsuranceInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<InsurancePolicy> {
    return this.answer(
      await insurance.updateInsurance(
        ctxOf(request),
        toId(id),
        toId(insuranceId, 'insuranceId'),
        check(policyChanges, input),
        matchOf(ifMatch, async (tx) => shown(await insurance.getInsurance(tx, toId(id), toId(insuranceId, 'insuranceId')))),
      ),
    );
  }

  /**
   * Only one that no invoice and no claim names; end the coverage of the others.
   * @summary Delete an insurance policy
   */
  @Delete('{insuranceId}')
  @Security('session', [Permission.EDIT_INSURANCE])
  @SuccessResponse(204, 'Deleted')
  public async remove(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() insuranceId: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await insurance.deleteInsurance(
      ctxOf(request),
      toId(id),
      toId(insuranceId, 'insuranceId'),
      matchOf(ifMatch, async (tx) => shown(await insurance.getInsurance(tx, toId(id), toId(insuranceId, 'insuranceId')))),
    );
  }

  private answer(row: InsuranceRow): InsurancePolicy {
    return tagged(this, shown(row));
  }
}
