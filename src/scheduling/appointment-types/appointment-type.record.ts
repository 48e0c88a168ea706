import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { appointmentTypeChanges, newAppointmentType } from './appointment-types.input.js';
import { appointmentTypes } from './appointment-types.service.js';

export const appointmentTypeRecord = record('AppointmentType', {
  what: 'appointment type',
  permissions: { view: P.VIEW_APPOINTMENT, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['name', 'discipline'],
  addresses: ['appointment-types'],
  panel: {
    label: 'Appointment types',
    list: ['name', 'discipline', 'durationMinutes', 'serviceCodeId', 'isDefault', 'isActive'],
    form: [
      'name',
      'discipline',
      'durationMinutes',
      'colour',
      'serviceCodeId',
      'noShowServiceCodeId',
      'lateCancellationServiceCodeId',
      'isDefault',
      'isActive',
    ],
    sort: ['name', 'asc'],
    titleSort: ['name'],
    labels: {
      durationMinutes: 'Length (minutes)',
      serviceCodeId: 'Billed as',
      noShowServiceCodeId: 'No-show billed as',
      lateCancellationServiceCodeId: 'Late cancellation billed as',
      isDefault: 'For appointments without a type',
    },
    help: {
      colour: 'Like #C0392B.',
      serviceCodeId: 'Empty: visits of this type are not billed.',
      noShowServiceCodeId: 'Empty: nothing is charged.',
      lateCancellationServiceCodeId: 'Empty: nothing is charged.',
    },
  },
  constraints: {
    appointment_types_name_key: {
      status: 409,
      code: 'appointment_type.name_taken',
      detail: 'There is a type with this name already.',
      path: 'name',
    },
    appointment_types_default_key: {
      status: 409,
      code: 'appointment_type.default_taken',
      detail: 'Another type counts for appointments without one: take that off first.',
      path: 'isDefault',
    },
  },
  create: creates(newAppointmentType, appointmentTypes.create),
  update: changes(appointmentTypeChanges, appointmentTypes.update),
  remove: removes(appointmentTypes.remove),
});
