import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { appointmentStaffForm } from './company.form.js';

export const appointmentStaffRecord = record('AppointmentStaff', {
  what: 'staff of an appointment',
  many: 'entries of staff of appointments',
  permissions: { view: P.VIEW_APPOINTMENT, ...all(P.EDIT_APPOINTMENT) },
  scope: { client: 'appointment.client', learners: ['appointment.learnerId'] },
  search: [],
  title: (row, say) => say.code(row.role),
  panel: {
    label: 'Staff of appointments',
    one: 'staff entry',
    list: ['appointmentId', 'userId', 'role', 'createdAt'],
    below: 'appointmentId',
    sort: ['createdAt', 'desc'],
  },
  ...appointmentStaffForm,
});
