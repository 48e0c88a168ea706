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
import type { CreateFundingInput, UpdateFundingInput } from '../../generated/requests/funding.js';
import { check } from '../../kernel/fields.js';
import type { Funding, FundingList } from './funding.dto.js';
import { fundingChanges, newFunding } from './funding.input.js';
import { type FundingRow } from './funding.service.js';
import { toFunding } from './funding.present.js';
import * as funding from './funding.service.js';

const shown = (row: FundingRow): Shown<Funding> => [row.updatedAt, toFunding(row)];

@Route('api/clients/{id}/funding')
@Tags('Client Management')
export class FundingController extends Controller {
  /**
   * Money that programs, grants and scholarships set aside for the client, the latest first.
   * @summary Get client funding sources
   */
  @Get()
  @Security('session', [Permission.VIEW_INSURANCE])
  public async list(@Request() request: express.Request, @Path() id: Id): Promise<FundingList> {
    return { items: (await funding.listFunding(ctxOf(request), toId(id))).map(toFunding), nextCursor: null };
  }

  /**
   * What remains is the whole amount unless said otherwise.
   * @summary Add a funding source to a client
   */
  @Post()
  @Security('session', [Permission.EDIT_INSURANCE])
  @SuccessResponse(201, 'Created')
  public async create(@Request() request: express.Request, @Path() id: Id, @Body() input: CreateFundingInput): Promise<Funding> {
    const row = await funding.createFunding(ctxOf(request), toId(id), check(newFunding, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/clients/${id}/funding/${row.id}`);
    return this.answer(row);
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a funding source of a client
   */
  @Get('{fundingId}')
  @Security('session', [Permission.VIEW_INSURANCE])
  public async get(@Request() request: express.Request, @Path() id: Id, @Path() fundingId: Id): Promise<Funding> {
    return this.answer(await funding.getFunding(ctxOf(request), toId(id), toId(fundingId, 'fundingId')));
  }

  /**
   * Changes the fields that are sent; null clears one.
   * @summary Update a funding source
   */
  @Put('{fundingId}')
  @Security('session', [Permission.EDIT_INSURANCE])
  public async update(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() fundingId: Id,
    @Body() input: UpdateFundingInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Funding> {
    return this.answer(
      await funding.updateFunding(
        ctxOf(request),
        toId(id),
        toId(fundingId, 'fundingId'),
        check(fundingChanges, input),
        matchOf(ifMatch, async (tx) => shown(await funding.getFunding(tx, toId(id), toId(fundingId, 'fundingId')))),
      ),
    );
  }

  /**
   * Only one that no invoice and no authorization names.
   * @summary Delete a funding source
   */
  @Delete('{fundingId}')
  @Security('session', [Permission.EDIT_INSURANCE])
  @SuccessResponse(204, 'Deleted')
  public async remove(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() fundingId: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await funding.deleteFunding(
      ctxOf(request),
      toId(id),
      toId(fundingId, 'fundingId'),
      matchOf(ifMatch, async (tx) => shown(await funding.getFunding(tx, toId(id), toId(fundingId, 'fundingId')))),
    );
  }

  private answer(row: FundingRow): Funding {
    return tagged(this, shown(row));
  }
}
