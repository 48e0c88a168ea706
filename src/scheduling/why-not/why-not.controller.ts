import type express from 'express';
import { Controller, Get, OperationId, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import type { WhyNotQuery } from '../../generated/requests/why-not.js';
import { check } from '../../kernel/fields.js';
import type { WhyNotAnswer } from './why-not.dto.js';
import { whyNotQuery } from './why-not.input.js';
import { toWhyNotAnswer } from './why-not.present.js';
import { findObstacles } from './why-not.service.js';

@Route('api/appointments/availability')
@Tags('Availability')
export class WhyNotController extends Controller {
  /**
   * Each obstacle by itself, in words: outside of working hours, time off, a closure, too close to another appointment, or taken.
   * @summary Ask why a time is not free
   */
  @Get('why-not')
  @OperationId('AvailabilityFindObstacles')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async findObstacles(@Request() request: express.Request, @Queries() query: WhyNotQuery): Promise<WhyNotAnswer> {
    return toWhyNotAnswer(await findObstacles(ctxOf(request), check(whyNotQuery, query)));
  }
}
