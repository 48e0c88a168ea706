import type express from 'express';
import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import type { FreeSlotsQuery } from '../../generated/requests/free-slots.js';
import { check } from '../../kernel/fields.js';
import type { FreeSlotAnswer } from './free-slots.dto.js';
import { freeSlotsQuery } from './free-slots.input.js';
import { toFreeSlotAnswer } from './free-slots.present.js';
import { findFreeSlots } from './free-slots.service.js';

@Route('api/appointments/availability')
@Tags('Availability')
export class AvailabilityController extends Controller {
  /**
   * Working hours minus closures, time off and what is booked, with the therapist's buffer around each appointment. Who has no
   * working hours has no free slots, and is named under `notes`. Nothing is held by it.
   * @summary Find free slots
   */
  @Get()
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async findFreeSlots(@Request() request: express.Request, @Queries() query: FreeSlotsQuery): Promise<FreeSlotAnswer> {
    return toFreeSlotAnswer(await findFreeSlots(ctxOf(request), check(freeSlotsQuery, query)));
  }
}
