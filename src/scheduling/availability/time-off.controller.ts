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
import type { CreateTimeOffInput, TimeOffListQuery, UpdateTimeOffInput } from '../../generated/requests/time-off.js';
import type { TimeOffRow } from './availability.queries.js';
import type { TimeOff, TimeOffPage } from './time-off.dto.js';
import { newTimeOff, timeOffChanges, timeOffList } from './time-off.input.js';
import { toTimeOff } from './time-off.present.js';
import * as timeOff from './time-off.service.js';

const shown = (row: TimeOffRow): Shown<TimeOff> => [row.updatedAt, toTimeOff(row)];

@Route('api/practice/time-off')
@Tags('Availability')
export class TimeOffController extends Controller {
  /**
   * Of everybody or of one person. `from` and `to` take what touches the window. Only they themselves and those who keep the hours are told the reason.
   * @summary List time off
   */
  @Get()
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async listTimeOff(@Request() request: express.Request, @Queries() query: TimeOffListQuery): Promise<TimeOffPage> {
    return mapPage(await timeOff.listTimeOff(ctxOf(request), check(timeOffList, query)), toTimeOff);
  }

  /**
   * What is booked in it stays where it is.
   * @summary Add time off
   */
  @Post()
  @Security('session', [Permission.EDIT_AVAILABILITY])
  @SuccessResponse(201, 'Created')
  public async createTimeOff(@Request() request: express.Request, @Body() input: CreateTimeOffInput): Promise<TimeOff> {
    const row = await timeOff.createTimeOff(ctxOf(request), check(newTimeOff, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/practice/time-off/${row.id}`);
    return this.answer(row);
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get time off
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async getTimeOff(@Request() request: express.Request, @Path() id: Id): Promise<TimeOff> {
    return this.answer(await timeOff.getTimeOff(ctxOf(request), toId(id)));
  }

  /**
   * Changes the fields that are sent; null clears one.
   * @summary Update time off
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_AVAILABILITY])
  public async updateTimeOff(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateTimeOffInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<TimeOff> {
    return this.answer(
      await timeOff.updateTimeOff(
        ctxOf(request),
        toId(id),
        check(timeOffChanges, input),
        matchOf(ifMatch, async (tx) => shown(await timeOff.getTimeOff(tx, toId(id)))),
      ),
    );
  }

  /**
   * The time is free again.
   * @summary Delete time off
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_AVAILABILITY])
  @SuccessResponse(204, 'Deleted')
  public async deleteTimeOff(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await timeOff.deleteTimeOff(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await timeOff.getTimeOff(tx, toId(id)))),
    );
  }

  private answer(row: TimeOffRow): TimeOff {
    return tagged(this, shown(row));
  }
}
