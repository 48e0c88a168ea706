import { Permission as P } from '../access/permissions.js';
import { all, record } from '../records/description.js';
import { NOT_A_LINK } from '../database/errors.js';

export const sessionParticipantRecord = record('VirtualSessionParticipant', {
  what: 'session participant',
  permissions: { view: P.VIEW_TELEHEALTH, ...all(P.EDIT_TELEHEALTH) },
  scope: { client: 'session.appointment.client', learners: ['session.appointment.learnerId'], optional: true },
  secret: ['joinToken', 'personalJoinLink'],
  search: ['externalName', 'externalEmail', 'participantType'],
  title: (row, say) => say.text(row.externalName) || say.code(row.participantType),
  panel: {
    label: 'Session participants',
    list: ['sessionId', 'participantType', 'userId', 'externalName', 'attended', 'joinTime'],
    below: 'sessionId',
    codes: ['participantType'],
    help: {
      personalJoinLink: 'Kept, never shown. Leave empty to keep the present one.',
      joinToken: 'Kept, never shown. Leave empty to keep the present one.',
    },
  },
  constraints: {
    virtual_session_participants_personal_join_link_link_check: { ...NOT_A_LINK, path: 'personalJoinLink' },
  },
});
