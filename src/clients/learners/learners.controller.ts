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
import { notesReader } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import type { CreateLearnerInput, LearnerListQuery, UpdateLearnerInput } from '../../generated/requests/learners.js';
import { check } from '../../kernel/fields.js';
import type { CreatedLearner, Learner, LearnerPage } from './learners.dto.js';
import { learnerChanges, learnerList, newLearner } from './learners.input.js';
import { toLearner } from './learners.present.js';
import { duplicateWarnings } from '../clients/duplicates.js';
import * as learners from './learners.service.js';

async function shown(ctx: Ctx, clientId: bigint, id: bigint): Promise<Shown<Learner>> {
  const row = await learners.getLearner(ctx, clientId, id);
  return [row.updatedAt, toLearner(row, notesReader(ctx.actor)(clientId, id))];
}

@Route('api/clients/{id}/learners')
@Tags('Client Management')
export class LearnersController extends Controller {
  /**
   * The learners of one client.
   * @summary Get client's associated learners
   */
  @Get()
  @Security('session', [Permission.VIEW_CLIENT])
  public async list(
    @Request() request: express.Request,
    @Path() id: Id,
    @Queries() query: LearnerListQuery,
  ): Promise<LearnerPage> {
    const ctx = ctxOf(request);
    const page = await learners.listLearners(ctx, toId(id), check(learnerList, query));
    const mayRead = notesReader(ctx.actor);
    return mapPage(page, (row) => toLearner(row, mayRead(BigInt(row.clientId), BigInt(row.id))));
  }

  /**
   * Adds somebody whom the client cares for, or the client as a learner.
   * @summary Add a learner to a client
   */
  @Post()
  @Security('session', [Permission.CREATE_CLIENT])
  @SuccessResponse(201, 'Created')
  public async create(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CreateLearnerInput,
  ): Promise<CreatedLearner> {
    const ctx = ctxOf(request);
    const { id: learnerId, possibleDuplicates } = await learners.createLearner(ctx, toId(id), check(newLearner, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/clients/${id}/learners/${learnerId}`);
    const warnings = duplicateWarnings('learner', possibleDuplicates);
    return { ...(await this.answer(ctx, toId(id), learnerId)), warnings };
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a learner of a client
   */
  @Get('{learnerId}')
  @Security('session', [Permission.VIEW_CLIENT])
  public async get(@Request() request: express.Request, @Path() id: Id, @Path() learnerId: Id): Promise<Learner> {
    return this.answer(ctxOf(request), toId(id), toId(learnerId, 'learnerId'));
  }

  /**
   * Changes the fields that are sent; null clears one.
   * @summary Update a learner
   */
  @Put('{learnerId}')
  @Security('session', [Permission.EDIT_CLIENT])
  public async update(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() learnerId: Id,
    @Body() input: UpdateLearnerInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Learner> {
    const ctx = ctxOf(request);
    await learners.updateLearner(
      ctx,
      toId(id),
      toId(learnerId, 'learnerId'),
      check(learnerChanges, input),
      matchOf(ifMatch, (tx) => shown(tx, toId(id), toId(learnerId, 'learnerId'))),
    );
    return this.answer(ctx, toId(id), toId(learnerId, 'learnerId'));
  }

  /**
   * Only one without appointments, documents or other records; set the others inactive.
   * @summary Delete a learner
   */
  @Delete('{learnerId}')
  @Security('session', [Permission.DELETE_CLIENT])
  @SuccessResponse(204, 'Deleted')
  public async remove(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() learnerId: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await learners.deleteLearner(
      ctxOf(request),
      toId(id),
      toId(learnerId, 'learnerId'),
      matchOf(ifMatch, (tx) => shown(tx, toId(id), toId(learnerId, 'learnerId'))),
    );
  }

  private async answer(ctx: Ctx, clientId: bigint, id: bigint): Promise<Learner> {
    return tagged(this, await shown(ctx, clientId, id));
  }
}
