import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { appointmentEquipmentForm } from './company.form.js';

export const appointmentEquipmentRecord = record('AppointmentEquipment', {
  what: 'equipment of an appointment',
  many: 'entries of equipment of appointments',
  permissions: { view: P.VIEW_APPOINTMENT, ...all(P.EDIT_APPOINTMENT) },
  scope: { client: 'appointment.client', learners: ['appointment.learnerId'] },
  search: ['notes'],
  title: (row, say) => `${say.text(row.quantity)} ×`,
  panel: {
    label: 'Equipment of appointments',
    one: 'equipment entry',
    list: ['appointmentId', 'equipmentId', 'quantity', 'createdAt'],
    below: 'appointmentId',
    sort: ['createdAt', 'desc'],
  },
  constraints: {
    appointment_equipment_quantity_excl: {
      status: 409,
      code: 'appointment.conflict',
      path: 'quantity',
      detail: 'There is not so much of this equipment free at this time.',
    },
  },
  ...appointmentEquipmentForm,
});
