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
import type { AppointmentType as Row } from '../../generated/prisma/index.js';
import { type Id, toId } from '../../kernel/ids.js';
import { check } from '../../kernel/fields.js';
import type { AppointmentTypeInput, UpdateAppointmentTypeInput } from '../../generated/requests/appointment-types.js';
import type { AppointmentType, AppointmentTypeList } from './appointment-types.dto.js';
import { appointmentTypeChanges, newAppointmentType } from './appointment-types.input.js';
import { toAppointmentType } from './appointment-types.present.js';
import { appointmentTypes } from './appointment-types.service.js';

@Route('api/appointment-types')
@Tags('Appointment Management')
export class AppointmentTypesController extends Controller {
  /**
   * In the order of their names.
   * @summary List appointment types
   */
  @Get()
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async listAppointmentTypes(@Request() request: express.Request): Promise<AppointmentTypeList> {
    return { items: (await appointmentTypes.list(ctxOf(request))).map(toAppointmentType) };
  }

  /**
   * Offered from now on when an appointment is booked.
   * @summary Add an appointment type
   */
  @Post()
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(201, 'Created')
  public async createAppointmentType(
    @Request() request: express.Request,
    @Body() input: AppointmentTypeInput,
  ): Promise<AppointmentType> {
    const row = await appointmentTypes.create(ctxOf(request), check(newAppointmentType, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/appointment-types/${row.id}`);
    return tagged(this, shown(row));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get an appointment type
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async getAppointmentType(@Request() request: express.Request, @Path() id: Id): Promise<AppointmentType> {
    const row = await appointmentTypes.get(ctxOf(request), toId(id));
    return tagged(this, shown(row));
  }

  /**
   * Changes the fields that are sent. What was billed stays as it is; what is billed from now on follows it.
   * @summary Update an appointment type
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  public async updateAppointmentType(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateAppointmentTypeInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<AppointmentType> {
    const row = await appointmentTypes.update(
      ctxOf(request),
      toId(id),
      check(appointmentTypeChanges, input),
      matchOf(ifMatch, async (tx) => shown(await appointmentTypes.get(tx, toId(id)))),
    );
    return tagged(this, shown(row));
  }

  /**
   * One that is in use answers 409: set it inactive instead.
   * @summary Delete an appointment type
   */
  @Delete('{id}')
  @Security('session', [Permission.EDIT_PRACTICE])
  @SuccessResponse(204, 'Deleted')
  public async deleteAppointmentType(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await appointmentTypes.remove(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => shown(await appointmentTypes.get(tx, toId(id)))),
    );
  }
}

const shown = (row: Row): Shown<AppointmentType> => [row.updatedAt, toAppointmentType(row)];
