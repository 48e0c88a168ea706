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
  Queries,
  Request,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import type { FundingProgram as Row } from '../../generated/prisma/index.js';
import type {
  CreateFundingProgramInput,
  ProgramListQuery,
  UpdateFundingProgramInput,
} from '../../generated/requests/programs.js';
import { type Id, toId } from '../../kernel/ids.js';
import { check } from '../../kernel/fields.js';
import type { FundingProgram, FundingProgramPage } from './programs.dto.js';
import { programChanges, programList, newProgram } from './programs.input.js';
import { toProgram } from './programs.present.js';
import { listFundingPrograms } from './programs.queries.js';
import { programs } from './programs.service.js';

const shown = (row: Row): Shown<FundingProgram> => [row.updatedAt, toProgram(row)];

@Route('api/funding-programs')
@Tags('Client Management')
export class ProgramsController extends Controller {
  /**
   * To choose from when a funding source is added.
   * @summary List funding programs
   */
  @Get()
  @Security('session', [Permission.VIEW_INSURANCE])
  public async listFundingPrograms(
    @Request() request: express.Request,
    @Queries() query: ProgramListQuery,
  ): Promise<FundingProgramPage> {
    return listFundingPrograms(ctxOf(request), check(programList, query));
  }

  /**
   * Offered from now on when a funding source is added.
   * @summary Add a funding program
   */
  @Post()
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(201, 'Created')
  public async createFundingProgram(
    @Request() request: express.Request,
    @Body() input: CreateFundingProgramInput,
  ): Promise<FundingProgram> {
    const row = await programs.create(ctxOf(request), check(newProgram, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/funding-programs/${row.id}`);
    return tagged(this, shown(row));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a funding program
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_INSURANCE])
  public async getFundingProgram(@Request() request: express.Request, @Path() id: Id): Promise<FundingProgram> {
    return tagged(this, shown(await programs.get(ctxOf(request), toId(id))));
  }

  /**
   * Changes the fields that are sent; null clears one. `isActive: false` is not offered any more.
   * @summary Update a funding program
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  public async updateFundingProgram(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateFundingProgramInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<FundingProgram> {
    const row = await programs.update(
      ctxOf(request),
      toId(id),
      check(programChanges, input),
      matchOf(ifMatch, async (tx) => shown(await programs.get(tx, toId(id)))),
    );
    return tagged(this, shown(row));
  }

  /**
   * One that funding sources name answers 409: set it inactive instead.
   * @summary Delete a funding program
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_BILLING])
  @SuccessResponse(204, 'Deleted')
  public async deleteFundingProgram(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await programs.remove(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await programs.get(tx, toId(id)))),
    );
  }
}
