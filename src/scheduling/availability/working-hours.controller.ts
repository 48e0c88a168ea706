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
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import { check } from '../../kernel/fields.js';
import type {
  CreateWorkingHoursInput,
  UpdateWorkingHoursInput,
  WorkingHoursListQuery,
} from '../../generated/requests/working-hours.js';
import type { WorkingHoursRow } from './availability.queries.js';
import type { WorkingHours, WorkingHoursPage } from './working-hours.dto.js';
import { newWorkingHours, workingHoursChanges, workingHoursList } from './working-hours.input.js';
import { toWorkingHours } from './working-hours.present.js';
import * as workingHours from './working-hours.service.js';

const shown = (row: WorkingHoursRow): Shown<WorkingHours> => [row.updatedAt, toWorkingHours(row)];

@Route('api/practice/working-hours')
@Tags('Availability')
export class WorkingHoursController extends Controller {
  /**
   * Of everybody, of one person, or of one location. `from` and `to` take what holds on any day between them.
   * @summary List working hours
   */
  @Get()
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async listWorkingHours(
    @Request() request: express.Request,
    @Queries() query: WorkingHoursListQuery,
  ): Promise<WorkingHoursPage> {
    return mapPage(await workingHours.listWorkingHours(ctxOf(request), check(workingHoursList, query)), toWorkingHours);
  }

  /**
   * One stretch of one weekday, on the wall clock of the location. Who has none at all has no free slots.
   * @summary Add working hours
   */
  @Post()
  @Security('session', [Permission.EDIT_AVAILABILITY])
  @SuccessResponse(201, 'Created')
  public async createWorkingHours(
    @Request() request: express.Request,
    @Body() input: CreateWorkingHoursInput,
  ): Promise<WorkingHours> {
    const row = await workingHours.createWorkingHours(ctxOf(request), check(newWorkingHours, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/practice/working-hours/${row.id}`);
    return this.answer(row);
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get working hours
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async getWorkingHours(@Request() request: express.Request, @Path() id: Id): Promise<WorkingHours> {
    return this.answer(await workingHours.getWorkingHours(ctxOf(request), toId(id)));
  }

  /**
   * Changes the fields that are sent; null clears one. What is booked stays where it is.
   * @summary Update working hours
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_AVAILABILITY])
  public async updateWorkingHours(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateWorkingHoursInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<WorkingHours> {
    return this.answer(
      await workingHours.updateWorkingHours(
        ctxOf(request),
        toId(id),
        check(workingHoursChanges, input),
        matchOf(ifMatch, async (tx) => shown(await workingHours.getWorkingHours(tx, toId(id)))),
      ),
    );
  }

  /**
   * What is booked in them stays where it is.
   * @summary Delete working hours
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_AVAILABILITY])
  @SuccessResponse(204, 'Deleted')
  public async deleteWorkingHours(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await workingHours.deleteWorkingHours(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await workingHours.getWorkingHours(tx, toId(id)))),
    );
  }

  private answer(row: WorkingHoursRow): WorkingHours {
    return tagged(this, shown(row));
  }
}
