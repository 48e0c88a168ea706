import type express from 'express';
import { Controller, Get, Queries, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import type { CalendarQuery } from '../../generated/requests/calendar.js';
import { check } from '../../kernel/fields.js';
import type { Calendar } from './calendar.dto.js';
import { calendarQuery } from './calendar.input.js';
import { toCalendar } from './calendar.present.js';
import { readCalendar } from './calendar.service.js';

@Route('api/appointments/calendar')
@Tags('Appointment Management')
export class CalendarController extends Controller {
  /**
   * What touches the window, of the clients that you see, in short: names, places, status, version. No pages; `truncated` says
   * whether there is more than fits.
   * @summary Read a stretch of the calendar
   */
  @Get()
  @Security('session', [Permission.VIEW_APPOINTMENT])
  public async readCalendar(@Request() request: express.Request, @Queries() query: CalendarQuery): Promise<Calendar> {
    return toCalendar(await readCalendar(ctxOf(request), check(calendarQuery, query)));
  }
}
