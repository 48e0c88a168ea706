import type express from 'express';
import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { mapPage } from '../../database/lists.js';
import type { FundingProgramPage, InsuranceProviderPage, ProgramListQuery } from './programs.dto.js';
import { listFundingPrograms, listInsuranceProviders } from './programs.queries.js';

/** The answer's fields, without those that the cursor is made of. */
function plain<Row extends object>(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([name]) => !name.startsWith('__'))) as Row;
}

@Route('api')
@Tags('Client Management')
export class ProgramsController extends Controller {
  /**
   * To choose from when a policy is added.
   * @summary List insurance providers
   */
  @Get('insurance-providers')
  @Security('session', [Permission.VIEW_INSURANCE])
  public async insuranceProviders(
    @Request() request: express.Request,
    @Queries() query: ProgramListQuery,
  ): Promise<InsuranceProviderPage> {
    return mapPage(await listInsuranceProviders(ctxOf(request), query), plain);
  }

  /**
   * To choose from when a funding source is added.
   * @summary List funding programs
   */
  @Get('funding-programs')
  @Security('session', [Permission.VIEW_INSURANCE])
  public async fundingPrograms(
    @Request() request: express.Request,
    @Queries() query: ProgramListQuery,
  ): Promise<FundingProgramPage> {
    return mapPage(await listFundingPrograms(ctxOf(request), query), plain);
  }
}
