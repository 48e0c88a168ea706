import type express from 'express';
import { Controller, Get, Path, Request, Route, Security, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { AlertsOfThose } from '../../clients/alerts/alerts.dto.js';
import { toAlert } from '../../clients/alerts/alerts.present.js';
import { ctxOf } from '../../http/context.js';
import { type Id, toId } from '../../kernel/ids.js';
import { alertsOfAppointment } from './appointment-alerts.service.js';

@Route('api/appointments/{id}/alerts')
@Tags('Appointment Management')
export class AppointmentAlertsController extends Controller {
  /**
   * Of its client and learner, and in a group of all who take part: what is to be known before they come, as far as you may see them.
   * @summary Get the alerts of those who come to an appointment
   */
  @Get()
  @Security('session', [Permission.VIEW_APPOINTMENT, Permission.VIEW_CLIENT])
  public async getAppointmentAlerts(@Request() request: express.Request, @Path() id: Id): Promise<AlertsOfThose> {
    const { items, ...rest } = await alertsOfAppointment(ctxOf(request), toId(id));
    return { items: items.map(toAlert), ...rest };
  }
}
