import type express from 'express';
import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import type { FreeSlotsQuery } from '../../generated/requests/free-slots.js';
import type { WhyNotQuery } from '../../generated/requests/why-not.js';
import { check } from '../../kernel/fields.js';
import type { FreeSlotAnswer } from '../free-times/free-slots.dto.js';
import { freeSlotsQuery } from '../free-times/free-slots.input.js';
import { toFreeSlotAnswer } from '../free-times/free-slots.present.js';
import { findFreeSlots } from '../free-times/free-slots.service.js';
import type { WhyNotAnswer } from '../free-times/why-not.dto.js';
import { whyNotQuery } from '../free-times/why-not.input.js';
import { toWhyNotAnswer } from '../free-times/why-not.present.js';
import { findObstacles } from '../free-times/why-not.service.js';

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

  /**
   * Each obstacle by itself, in words: outside of working hours, time off, a closure, too close to another appointment, or taken.
   * @summary Ask why a time is not free
   */
  @Get('why-not')
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async findObstacles(@Request() request: express.Request, @Queries() query: WhyNotQuery): Promise<WhyNotAnswer> {
    return toWhyNotAnswer(await findObstacles(ctxOf(request), check(whyNotQuery, query)));
  }
}
