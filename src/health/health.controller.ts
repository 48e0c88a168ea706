import type express from 'express';
import { Controller, Get, NoSecurity, Request, Response, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../access/permissions.js';
import { ctxOf } from '../http/context.js';
import type { Problem } from '../http/problem.js';
import type { DatabaseHealth, Liveness, Metric } from './health.dto.js';
import { checkDatabase, liveness, metricsAsText, metricsAsValues } from './health.service.js';

@Route('api/health')
@Tags('System Health & Monitoring')
export class HealthController extends Controller {
  /**
   * Whether the server answers. It does not ask the database: a process that lives must not be restarted because the
   * database is away.
   * @summary Check API health status
   */
  @Get()
  @NoSecurity()
  public health(): Promise<Liveness> {
    return Promise.resolve(liveness());
  }

  /**
   * Whether the database answers, how fast, and whether it has all migrations. 503 when it is away.
   * @summary Check database connection
   */
  @Get('database')
  @NoSecurity()
  @Response<Problem>(503, 'The database is away')
  public database(@Request() request: express.Request): Promise<DatabaseHealth> {
    return checkDatabase(ctxOf(request));
  }

  /**
   * In Prometheus' text format, or as JSON for `Accept: application/json`.
   * @summary Get system performance metrics
   */
  @Get('metrics')
  @SuccessResponse(200, 'The metrics', ['application/json', 'text/plain'])
  @Security('session', [Permission.VIEW_METRICS])
  public async metrics(@Request() request: express.Request): Promise<Metric[]> {
    const ctx = ctxOf(request);
    if (request.accepts(['text/plain', 'application/json']) === 'application/json') return metricsAsValues(ctx);
    const { body, contentType } = await metricsAsText(ctx);
    // Answered here: the generated route leaves an answer alone that is on its way.
    request.res?.type(contentType).send(body);
    return [];
  }
}
