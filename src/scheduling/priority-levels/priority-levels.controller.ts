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
import type { WaitlistPriorityLevel as Row } from '../../generated/prisma/index.js';
import { type Id, toId } from '../../kernel/ids.js';
import { check } from '../../kernel/fields.js';
import type { UpdateWaitlistPriorityLevelInput, WaitlistPriorityLevelInput } from '../../generated/requests/priority-levels.js';
import type { WaitlistPriorityLevel, WaitlistPriorityLevelList } from './priority-levels.dto.js';
import { newPriorityLevel, priorityLevelChanges } from './priority-levels.input.js';
import { toWaitlistPriorityLevel } from './priority-levels.present.js';
import { priorityLevels } from './priority-levels.service.js';

@Route('api/waitlist-priority-levels')
@Tags('Waitlist Management')
export class WaitlistPriorityLevelsController extends Controller {
  /**
   * The most urgent first. They stand on one scale with the three priorities: HIGH counts as rank 100, MEDIUM as 200, LOW as 300.
   * @summary List priority levels of the waitlist
   */
  @Get()
  @Security('session', [Permission.VIEW_WAITLIST])
  public async listWaitlistPriorityLevels(@Request() request: express.Request): Promise<WaitlistPriorityLevelList> {
    return { items: (await priorityLevels.list(ctxOf(request))).map(toWaitlistPriorityLevel) };
  }

  /**
   * Entries of the waitlist that have it are ordered by its rank instead of by their priority.
   * @summary Add a priority level
   */
  @Post()
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(201, 'Created')
  public async createWaitlistPriorityLevel(
    @Request() request: express.Request,
    @Body() input: WaitlistPriorityLevelInput,
  ): Promise<WaitlistPriorityLevel> {
    const row = await priorityLevels.create(ctxOf(request), check(newPriorityLevel, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/waitlist-priority-levels/${row.id}`);
    return tagged(this, shown(row));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get a priority level
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_WAITLIST])
  public async getWaitlistPriorityLevel(@Request() request: express.Request, @Path() id: Id): Promise<WaitlistPriorityLevel> {
    const row = await priorityLevels.get(ctxOf(request), toId(id));
    return tagged(this, shown(row));
  }

  /**
   * Changes the fields that are sent. A new rank moves all entries that have it.
   * @summary Update a priority level
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updateWaitlistPriorityLevel(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateWaitlistPriorityLevelInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<WaitlistPriorityLevel> {
    const row = await priorityLevels.update(
      ctxOf(request),
      toId(id),
      check(priorityLevelChanges, input),
      matchOf(ifMatch, async (tx) => shown(await priorityLevels.get(tx, toId(id)))),
    );
    return tagged(this, shown(row));
  }

  /**
   * One that is in use answers 409: set it inactive instead.
   * @summary Delete a priority level
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(204, 'Deleted')
  public async deleteWaitlistPriorityLevel(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await priorityLevels.remove(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await priorityLevels.get(tx, toId(id)))),
    );
  }
}

const shown = (row: Row): Shown<WaitlistPriorityLevel> => [row.updatedAt, toWaitlistPriorityLevel(row)];
