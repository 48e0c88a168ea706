import { Permission as P } from '../access/permissions.js';
import { all, record } from '../records/description.js';
import { NOT_A_LINK } from '../database/errors.js';

export const virtualSessionRecord = record('VirtualSession', {
  what: 'virtual session',
  permissions: { view: P.VIEW_TELEHEALTH, ...all(P.EDIT_TELEHEALTH) },
  scope: { client: 'appointment.client', learners: ['appointment.learnerId'], optional: true },
  clinical: ['notes'],
  secret: ['meetingPassword'],
  search: ['meetingId', 'status'],
  title: (row, say) => say.dashed(say.time(row.scheduledStartTime), say.text(row.meetingId)),
  panel: {
    label: 'Virtual sessions',
    list: ['scheduledStartTime', 'appointmentId', 'providerId', 'meetingId', 'status', 'durationMinutes'],
    form: [
      'appointmentId',
      'providerId',
      'scheduledStartTime',
      'scheduledEndTime',
      'status',
      'meetingId',
      'meetingPassword',
      'hostLink',
      'joinLink',
      'actualStartTime',
      'actualEndTime',
      'durationMinutes',
      'cancellationReason',
      'notes',
    ],
    filter: ['scheduledStartTime', 'appointmentId', 'providerId', 'status', 'meetingId'],
    notNew: ['cancellationReason', 'actualStartTime', 'actualEndTime'],
    choicesNotNew: { status: ['CANCELLED', 'FAILED'] },
    choices: { status: ['SCHEDULED', 'INPROGRESS', 'COMPLETED', 'CANCELLED', 'FAILED'] },
    sort: ['scheduledStartTime', 'desc'],
    help: { meetingPassword: 'Kept, never shown. Leave empty to keep the present one.' },
  },
  constraints: {
    virtual_sessions_host_link_link_check: { ...NOT_A_LINK, path: 'hostLink' },
    virtual_sessions_join_link_link_check: { ...NOT_A_LINK, path: 'joinLink' },
  },
});
