/** The sorts of visits, as the practice lists them: what they are billed as. */
import { Permission } from '../../access/permissions.js';
import type { AppointmentType as AppointmentTypeRow } from '../../generated/prisma/index.js';
import { emit } from '../../events/emit.js';
import { shortList } from '../../practice/lists/short-list.js';
import type { AppointmentTypeChanges, NewAppointmentType } from './appointment-types.input.js';

export const appointmentTypes = shortList<AppointmentTypeRow, NewAppointmentType, AppointmentTypeChanges>({
  model: 'AppointmentType',
  what: 'appointment type',
  view: Permission.VIEW_APPOINTMENT,
  tooMany: 'appointment_type.too_many',
  orderBy: [{ name: 'asc' }, { id: 'asc' }],
  said: {
    created: (tx, about) => emit(tx, 'appointment_type.created', about),
    updated: (tx, about) => emit(tx, 'appointment_type.updated', about),
    deleted: (tx, about) => emit(tx, 'appointment_type.deleted', about),
  },
});
