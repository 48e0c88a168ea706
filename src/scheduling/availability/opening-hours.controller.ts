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
  CreateOpeningHoursInput,
  OpeningHoursListQuery,
  UpdateOpeningHoursInput,
} from '../../generated/requests/opening-hours.js';
import type { OpeningHoursRow } from './availability.queries.js';
import type { OpeningHours, OpeningHoursPage } from './opening-hours.dto.js';
import { newOpeningHours, openingHoursChanges, openingHoursList } from './opening-hours.input.js';
import { toOpeningHours } from './opening-hours.present.js';
import * as opening from './opening-hours.service.js';

const shown = (row: OpeningHoursRow): Shown<OpeningHours> => [row.updatedAt, toOpeningHours(row)];

@Route('api/practice/opening-hours')
@Tags('Availability')
export class OpeningHoursController extends Controller {
  /**
   * Those of the practice and of its locations. A location without any of its own has those of the practice.
   * @summary List opening hours
   */
  @Get()
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async listOpeningHours(
    @Request() request: express.Request,
    @Queries() query: OpeningHoursListQuery,
  ): Promise<OpeningHoursPage> {
    return mapPage(await opening.listOpeningHours(ctxOf(request), check(openingHoursList, query)), toOpeningHours);
  }

  /**
   * One stretch of a weekday. `hoursOfOperation` of the location (or the practice) is written anew from all of them. Nothing that is booked
   * moves.
   * @summary Add opening hours
   */
  @Post()
  @Security('session', [Permission.EDIT_AVAILABILITY])
  @SuccessResponse(201, 'Created')
  public async createOpeningHours(
    @Request() request: express.Request,
    @Body() input: CreateOpeningHoursInput,
  ): Promise<OpeningHours> {
    const row = await opening.createOpeningHours(ctxOf(request), check(newOpeningHours, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/practice/opening-hours/${row.id}`);
    return this.answer(row);
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get opening hours
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async getOpeningHours(@Request() request: express.Request, @Path() id: Id): Promise<OpeningHours> {
    return this.answer(await opening.getOpeningHours(ctxOf(request), toId(id)));
  }

  /**
   * Changes the fields that are sent. They stay with their place.
   * @summary Update opening hours
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_AVAILABILITY])
  public async updateOpeningHours(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateOpeningHoursInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<OpeningHours> {
    return this.answer(
      await opening.updateOpeningHours(
        ctxOf(request),
        toId(id),
        check(openingHoursChanges, input),
        matchOf(ifMatch, async (tx) => shown(await opening.getOpeningHours(tx, toId(id)))),
      ),
    );
  }

  /**
   * The last one of a location leaves it with those of the practice.
   * @summary Delete opening hours
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_AVAILABILITY])
  @SuccessResponse(204, 'Deleted')
  public async deleteOpeningHours(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await opening.deleteOpeningHours(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await opening.getOpeningHours(tx, toId(id)))),
    );
  }

  private answer(row: OpeningHoursRow): OpeningHours {
    return tagged(this, shown(row));
  }
}
