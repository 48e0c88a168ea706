import type express from 'express';
import { Controller, Get, Path, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { PolicyYearList } from './coverage.dto.js';
import { toPolicyYear } from './coverage.present.js';
import { listPolicyYears } from './coverage.service.js';

@Route('api/clients/{id}/insurance/{insuranceId}/years')
@Tags('Client Management')
export class CoverageController extends Controller {
  /**
   * What it pays at most, what it paid, and what is left, by policy year; the latest first.
   * @summary List the years of an insurance policy
   */
  @Get()
  @Security('session', [Permission.VIEW_INSURANCE])
  public async listPolicyYears(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() insuranceId: Id,
  ): Promise<PolicyYearList> {
    const rows = await listPolicyYears(ctxOf(request), toId(id), toId(insuranceId, 'insuranceId'));
    return { items: rows.map(toPolicyYear), nextCursor: null };
  }
}
