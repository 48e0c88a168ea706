/** The panel's form of an appointment: it calls what the API calls. */
import type { Ctx } from '../../access/context.js';
import type { RecordUseCases, Row } from '../../records/records.types.js';
import { removes } from '../../records/forms.js';
import { AppError, conflict, unprocessable } from '../../kernel/errors.js';
import { check } from '../../kernel/fields.js';
import { practiceTimes } from '../../access/practice-zone.js';
import { appointmentChanges, cancellationInForm, newAppointment } from './appointments.input.js';
import { createAppointment, deleteAppointment, updateAppointment } from './appointments.service.js';
import { newBooking } from './bookable.js';
import { remarksOn } from './remarks.js';
import { cancelAppointment } from './cancel.service.js';
import { zoneOf } from '../../practice/locations/place-zone.queries.js';

/** The form has a tick that confirms what it was told. A caller that knows no such tick is told afterwards. */
const confirmed = (bookAnyway: unknown): object => (bookAnyway === undefined ? { confirmedWarnings: [] } : {});

/** A warning that asks back is told at the tick that confirms it, with the nearest free time. */
async function askingBack<T>(ctx: Ctx, locationId: bigint | null | undefined, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'booking.unconfirmed') throw error;
    const { warnings = [], nearestFree } = error.details ?? {};
    const zone = await zoneOf(ctx, locationId ?? null);
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
  const { status, cancellationReason: reason, bookAnyway, ...rest } = changes;
  const cancel = status === 'CANCELLED';
  if (Object.keys(rest).length > 0 || (status && !cancel)) {
    const data = check(appointmentChanges, { ...rest, ...confirmed(bookAnyway), ...(status && !cancel ? { status } : {}) });
    const present = await ctx.db.appointment.findUnique({ where: { id: BigInt(id) }, select: { locationId: true } });
    await askingBack(ctx, data.locationId ?? present?.locationId, () => updateAppointment(ctx, BigInt(id), data));
  }
  if (cancel) {
    if (!reason) throw unprocessable('field.required', 'Say why it is cancelled.', 'cancellationReason');
    const { cancellationReason } = check(cancellationInForm, { cancellationReason: reason });
    await cancelAppointment(ctx, BigInt(id), { reason: cancellationReason });
  } else if (reason) {
    throw unprocessable('appointment.status', 'Only a cancelled appointment has a reason.', 'cancellationReason');
  }
}

export const appointmentForm: RecordUseCases = {
  create: async (ctx, { cancellationReason, bookAnyway, ...data }) => {
    if (cancellationReason)
      throw unprocessable('appointment.status', 'Only a cancelled appointment has a reason.', 'cancellationReason');
    const input = check(newAppointment, { ...data, ...confirmed(bookAnyway) });
    const { id } = await askingBack(ctx, input.locationId, () => createAppointment(ctx, input));
    return String(id);
  },
  update: change,
  warn: async (ctx, { cancellationReason: _reason, bookAnyway: _known, ...data }) => [
    ...(await remarksOn(ctx, { bookings: [await newBooking(ctx, check(newAppointment, data))], except: [] })),
  ],
  warned: 'Save again to book it all the same.',
  remove: removes(deleteAppointment),
  seedsInBulk: true,
};
