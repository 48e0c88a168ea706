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
import { matchOf, tagged } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import { mapPage } from '../../database/lists.js';
import { check } from '../../kernel/fields.js';
import type {
  AddParticipantInput,
  AppointmentListQuery,
  CancelAppointmentInput,
  CancellationsQuery,
  ConflictsQuery,
  CreateAppointmentInput,
  UpdateAppointmentInput,
} from '../../generated/requests/appointments.js';
import type { Appointment, AppointmentPage, BookedAppointment } from './appointments.dto.js';
import {
  appointmentChanges,
  appointmentList,
  cancellation,
  cancellationsQuery,
  conflictsQuery,
  newAppointment,
  newParticipant,
} from './appointments.input.js';
import type { ConflictAnswer } from './conflicts.dto.js';
import type { ExtendedParticipantList, ParticipantList } from './participants.dto.js';
import * as appointments from './appointments.service.js';
import { cancelAppointment } from './cancel.service.js';
import type { CancellationAnalysis } from './cancellations.dto.js';
import { analyseCancellations } from './cancellations.service.js';
import { findConflicts } from './conflicts.service.js';
import { toParticipant } from './participants.present.js';
import * as participants from './participants.service.js';
import { appointmentShown, toShown } from './appointments.present.js';

@Route('api/appointments')
@Tags('Appointment Management')
export class AppointmentsController extends Controller {
  /**
   * Of the clients that you see. `from` and `to` take what touches the window.
   * @summary List appointments with filtering options
   */
  @Get()
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async listAppointments(
    @Request() request: express.Request,
    @Queries() query: AppointmentListQuery,
  ): Promise<AppointmentPage> {
    const ctx = ctxOf(request);
    return mapPage(await appointments.listAppointments(ctx, check(appointmentList, query)), (row) => toShown(ctx, row));
  }

  /**
   * With its staff, room, equipment and, for a group session, participants. What is taken at that time answers 409
   * `appointment.conflict` with each clash under `conflicts`. A time outside of working or opening hours, in somebody's time off or in a
   * closure can be booked: `warnings` says so afterwards. With `confirmedWarnings` one that is not in that list answers 409
   * `booking.unconfirmed` instead. A kind that the practice refuses answers 422.
   * @summary Create a new appointment
   */
  @Post()
  @Security('session', [Permission.CREATE_APPOINTMENT])
  @SuccessResponse(201, 'Created')
  public async createAppointment(
    @Request() request: express.Request,
    @Body() input: CreateAppointmentInput,
  ): Promise<BookedAppointment> {
    const { id, warnings } = await appointments.createAppointment(ctxOf(request), check(newAppointment, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/appointments/${id}`);
    return { ...(await this.answer(request, id)), warnings };
  }

  /**
   * For one plan or several, that nobody has booked yet: the same people, room and equipment at each of the times.
   * @summary Check for scheduling conflicts
   */
  @Get('conflicts')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async findConflicts(@Request() request: express.Request, @Queries() query: ConflictsQuery): Promise<ConflictAnswer> {
    const conflicts = await findConflicts(ctxOf(request), check(conflictsQuery, query));
    return { free: conflicts.length === 0, conflicts };
  }

  /**
   * Of the appointments that you see: what was cancelled or missed, by reason, therapist, client, weekday and lead time.
   * @summary Analyse cancellations
   */
  @Get('cancellations')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async analyseCancellations(
    @Request() request: express.Request,
    @Queries() query: CancellationsQuery,
  ): Promise<CancellationAnalysis> {
    return analyseCancellations(ctxOf(request), check(cancellationsQuery, query));
  }

  /**
   * The answer's ETag is the version for If-Match.
   * @summary Get appointment details
   */
  @Get('{id}')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async getAppointment(@Request() request: express.Request, @Path() id: Id): Promise<Appointment> {
    return this.answer(request, toId(id));
  }

  /**
   * Changes the fields that are sent; null clears one. A move to another time, room or therapist is held against the
   * schedule as a new booking is, with the same warnings. An occurrence that is changed by itself is left alone when its series changes.
   * @summary Update an appointment
   */
  @Put('{id}')
  @Security('session', [Permission.EDIT_APPOINTMENT])
  public async updateAppointment(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateAppointmentInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<BookedAppointment> {
    const warnings = await appointments.updateAppointment(
      ctxOf(request),
      toId(id),
      check(appointmentChanges, input),
      matchOf(ifMatch, async (tx) => appointmentShown(tx, await appointments.getAppointment(tx, toId(id)))),
    );
    return { ...(await this.answer(request, toId(id))), warnings };
  }

  /**
   * Only one that should never have been booked; what took place or is on an invoice stays (409). To call one off, cancel it.
   * @summary Delete an appointment
   */
  @Delete('{id}')
  @Security('session', [Permission.DELETE_APPOINTMENT])
  @SuccessResponse(204, 'Deleted')
  public async deleteAppointment(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<void> {
    await appointments.deleteAppointment(
      ctxOf(request),
      toId(id),
      matchOf(ifMatch, async (tx) => appointmentShown(tx, await appointments.getAppointment(tx, toId(id)))),
    );
  }

  /**
   * With the reason. Whether it came late is told by the practice's limit. The time is free at once.
   * @summary Cancel an appointment
   */
  @Post('{id}/cancel')
  @Security('session', [Permission.EDIT_APPOINTMENT])
  @SuccessResponse(200, 'Cancelled')
  public async cancelAppointment(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: CancelAppointmentInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<Appointment> {
    await cancelAppointment(
      ctxOf(request),
      toId(id),
      check(cancellation, input),
      matchOf(ifMatch, async (tx) => appointmentShown(tx, await appointments.getAppointment(tx, toId(id)))),
    );
    return this.answer(request, toId(id));
  }

  /**
   * Those that you may see; how many there are in all and how many seats there are is told beside.
   * @summary Get group session participants
   */
  @Get('{id}/participants')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async listParticipants(@Request() request: express.Request, @Path() id: Id): Promise<ParticipantList> {
    return this.participantsOf(request, toId(id));
  }

  /**
   * A full session, or a learner who has another appointment at that time, answers 409 `appointment.conflict`.
   * @summary Add participant to group session
   */
  @Post('{id}/participants')
  @Security('session', [Permission.EDIT_APPOINTMENT])
  @SuccessResponse(201, 'Created')
  public async addParticipant(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: AddParticipantInput,
  ): Promise<ExtendedParticipantList> {
    const warnings = await participants.addParticipant(ctxOf(request), toId(id), check(newParticipant, input));
    this.setStatus(201);
    this.setHeader('Location', `/api/appointments/${id}/participants`);
    return { ...(await this.participantsOf(request, toId(id))), warnings };
  }

  /**
   * Out of a session that is still to come.
   * @summary Remove a participant from a group session
   */
  @Delete('{id}/participants/{learnerId}')
  @Security('session', [Permission.EDIT_APPOINTMENT])
  @SuccessResponse(204, 'Removed')
  public async removeParticipant(@Request() request: express.Request, @Path() id: Id, @Path() learnerId: Id): Promise<void> {
    await participants.removeParticipant(ctxOf(request), toId(id), toId(learnerId, 'learnerId'));
  }

  private async participantsOf(request: express.Request, id: bigint): Promise<ParticipantList> {
    const ctx = ctxOf(request);
    const { items, taken, seats } = await participants.listParticipants(ctx, id);
    return { items: items.map((row) => toParticipant(ctx, row)), taken, seats };
  }

  private async answer(request: express.Request, id: bigint): Promise<Appointment> {
    const ctx = ctxOf(request);
    return tagged(this, appointmentShown(ctx, await appointments.getAppointment(ctx, id)));
  }
}
