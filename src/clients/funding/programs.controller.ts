import type express from 'express';
import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import type { ProgramListQuery } from '../../generated/requests/programs.js';
import { check } from '../../kernel/fields.js';
import type { FundingProgramPage, InsuranceProviderPage } from './programs.dto.js';
import { programList } from './programs.input.js';
import { listFundingPrograms, listInsuranceProviders } from './programs.queries.js';

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
    return listInsuranceProviders(ctxOf(request), check(programList, query));
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
    return listFundingPrograms(ctxOf(request), check(programList, query));
  }
}
