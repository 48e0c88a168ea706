/** The panel's form of an appointment: it calls what the API calls. */
import type { Ctx } from '../../access/context.js';
import type { RecordUseCases, Row } from '../../records/records.types.js';
import { wire } from '../../records/wire.js';
import { AppError, conflict, unprocessable } from '../../kernel/errors.js';
import { practiceTimes } from '../../access/practice-zone.js';
import type { CreateAppointmentInput, UpdateAppointmentInput } from './appointments.dto.js';
import { createAppointment, deleteAppointment, updateAppointment } from './appointments.service.js';
import { cancelAppointment } from './cancel.service.js';
import { zoneOf } from '../series/series-plan.js';

/** Fields of the form beside those of the appointment: the reason of a cancellation, and the tick that confirms a warning. */
interface Beside {
  cancellationReason?: string | null;
  bookAnyway?: unknown;
}

const confirmed = (bookAnyway: unknown): Pick<CreateAppointmentInput, 'confirmedWarnings'> =>
  bookAnyway === undefined ? { confirmedWarnings: [] } : {};

/** A warning that asks back is told at the tick that confirms it, with the nearest free time. */
async function askingBack<T>(ctx: Ctx, locationId: string | null | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'booking.unconfirmed') throw error;
    const { warnings = [], nearestFree } = error.details ?? {};
    const zone = await zoneOf(ctx, locationId ? BigInt(locationId) : null);
    const times = await practiceTimes(ctx);
    const free = nearestFree
      ? ` The nearest free time is ${times.span(new Date(nearestFree.startTime), new Date(nearestFree.endTime), zone)}.`
      : '';
    const message = `${warnings.map((one) => one.message).join(' ')}${free} Tick this and save again to book it all the same.`;
    throw conflict('booking.unconfirmed', message, { errors: [{ path: 'bookAnyway', message }] });
  }
}

async function change(ctx: Ctx, id: string, changes: Row): Promise<void> {
  if ('clientId' in changes) throw unprocessable('record.client_fixed', 'An appointment stays with its client.', 'clientId');
  const { status, cancellationReason, bookAnyway, ...rest } = wire<UpdateAppointmentInput & Beside>('Appointment', changes);
  const cancel = (status as string | undefined) === 'CANCELLED';
  if (Object.keys(rest).length > 0 || (status && !cancel)) {
    const input = { ...rest, ...confirmed(bookAnyway), ...(status && !cancel ? { status } : {}) };
    const present = await ctx.db.appointment.findUnique({ where: { id: BigInt(id) }, select: { locationId: true } });
    const place = rest.locationId ?? (present?.locationId ? String(present.locationId) : null);
    await askingBack(ctx, place, () => updateAppointment(ctx, BigInt(id), input));
  }
  if (cancel) {
    if (!cancellationReason) throw unprocessable('field.required', 'Say why it is cancelled.', 'cancellationReason');
    await cancelAppointment(ctx, BigInt(id), { reason: cancellationReason });
  } else if (cancellationReason) {
    throw unprocessable('appointment.status', 'Only a cancelled appointment has a reason.', 'cancellationReason');
  }
}

export const appointmentRecords: RecordUseCases = {
  create: async (ctx, data) => {
    const { cancellationReason, bookAnyway, ...input } = wire<CreateAppointmentInput & Beside>('Appointment', data);
    if (cancellationReason)
      throw unprocessable('appointment.status', 'Only a cancelled appointment has a reason.', 'cancellationReason');
    const { id } = await askingBack(ctx, input.locationId, () => createAppointment(ctx, { ...input, ...confirmed(bookAnyway) }));
    return String(id);
  },
  update: change,
  remove: async (ctx, id) => {
    await deleteAppointment(ctx, BigInt(id));
    return 'deleted';
  },
  seedsInBulk: true,
};
