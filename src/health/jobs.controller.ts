import type express from 'express';
import { Controller, Get, Path, Post, Request, Response, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../access/permissions.js';
import { ctxOf } from '../http/context.js';
import type { ConflictProblem, RuleProblem } from '../openapi/conflict.dto.js';
import type { JobName } from '../jobs/job-names.js';
import type { JobList } from '../jobs/jobs.dto.js';
import { toJobList } from '../jobs/jobs.present.js';
import * as jobs from '../jobs/jobs.service.js';

@Route('api/jobs')
@Tags('System Health & Monitoring')
export class JobsController extends Controller {
  /**
   * The work that the server does by itself: how often, when last, how that went, and what waits.
   * @summary List the jobs
   */
  @Get()
  @Security('session', [Permission.MANAGE_JOB])
  public async listJobs(@Request() request: express.Request): Promise<JobList> {
    return toJobList(await jobs.listJobs(ctxOf(request)));
  }

  /**
   * Soon, by whichever server process comes to it; where a run waits already, that one is it. 409 before any process has set the
   * jobs up.
   * @summary Run a job now
   * @param name The job's name.
   */
  @Post('{name}/run')
  @Security('session', [Permission.MANAGE_JOB])
  @SuccessResponse(204, 'Asked for')
  @Response<RuleProblem>(422, 'Against a rule')
  @Response<ConflictProblem>(409, 'The jobs are not set up yet')
  public async runJob(@Request() request: express.Request, @Path() name: JobName): Promise<void> {
    await jobs.runJob(ctxOf(request), name);
  }
}
