/** The panel's form of an appointment: it calls what the API calls. */
import type { Ctx } from '../context.js';
import type { RecordUseCases, Row } from '../records/records.types.js';
import { wire } from '../records/wire.js';
import { unprocessable } from '../shared/errors.js';
import type { CreateAppointmentInput, UpdateAppointmentInput } from './appointments.dto.js';
import { createAppointment, deleteAppointment, updateAppointment } from './appointments.service.js';
import { cancelAppointment } from './cancel.service.js';

async function change(ctx: Ctx, id: string, changes: Row): Promise<void> {
  if ('clientId' in changes) throw unprocessable('record.client_fixed', 'An appointment stays with its client.', 'clientId');
  const { status, cancellationReason, ...rest } = wire<UpdateAppointmentInput & { cancellationReason?: string | null }>(
    'Appointment',
    changes,
  );
  const cancel = (status as string | undefined) === 'CANCELLED';
  if (Object.keys(rest).length > 0 || (status && !cancel)) {
    await updateAppointment(ctx, BigInt(id), { ...rest, ...(status && !cancel ? { status } : {}) });
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
    const { cancellationReason, ...input } = wire<CreateAppointmentInput & { cancellationReason?: string | null }>(
      'Appointment',
      data,
    );
    if (cancellationReason)
      throw unprocessable('appointment.status', 'Only a cancelled appointment has a reason.', 'cancellationReason');
    return String(await createAppointment(ctx, input));
  },
  update: change,
  remove: async (ctx, id) => {
    await deleteAppointment(ctx, BigInt(id));
    return 'deleted';
  },
  seedsInBulk: true,
};
