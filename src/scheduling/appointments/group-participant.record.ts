import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { participantForm } from './company.form.js';

const OF_A_GROUP = 'A group brings learners of several clients together: each is seen with its own.';

export const groupParticipantRecord = record('AppointmentGroupParticipant', {
  what: 'group participant',
  permissions: { view: P.VIEW_APPOINTMENT, ...all(P.EDIT_APPOINTMENT) },
  scope: { client: 'learner.client', learners: ['learnerId'], beside: { appointment: OF_A_GROUP } },
  clinical: ['notes'],
  search: [],
  addresses: ['participants'],
  panel: {
    label: 'Group participants',
    list: ['appointmentId', 'learnerId', 'createdAt'],
    below: 'appointmentId',
    sort: ['createdAt', 'desc'],
  },
  constraints: {
    appointment_group_participants_billed_check: {
      status: 409,
      code: 'visit.billed',
      path: 'learnerId',
      detail: 'Their part of this session is on an invoice: credit that line, or delete it from its draft, first.',
    },
    appointment_group_participants_seats_check: {
      status: 409,
      code: 'appointment.conflict',
      path: 'maxParticipants',
      detail: 'All seats of this session are taken.',
    },
    appointment_group_participants_group_check: {
      code: 'appointment.not_a_group',
      path: 'appointmentId',
      detail: 'That appointment is not a group session.',
    },
  },
  ...participantForm,
});
