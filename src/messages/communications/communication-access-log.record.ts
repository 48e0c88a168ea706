import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { correctable, corrections } from '../../records/log.js';

export const communicationAccessLogRecord = record('CommunicationAccessLog', {
  what: 'communication access log entry',
  permissions: { view: P.VIEW_LOG, ...all(P.CORRECT_LOG) },
  scope: {
    client: 'communication.client',
    learners: [
      'communication.learnerId',
      'communication.appointment.learnerId',
      'attachment.communication.learnerId',
      'attachment.communication.appointment.learnerId',
    ],
    optional: true,
  },
  ...correctable,
  search: ['accessType'],
  title: (row, say) =>
    say.dashed(say.time(row.accessTimestamp), say.code(row.accessType), row.correction === 'STRUCK' ? 'struck out' : ''),
  panel: {
    label: 'Access to communications',
    one: 'communication access entry',
    list: ['accessTimestamp', 'userId', 'accessType', 'communicationId', 'attachmentId', 'success', 'correction'],
    ...corrections,
    labels: { ...corrections.labels, accessTimestamp: 'When', success: 'Succeeded', accessType: 'What' },
    codes: ['accessType'],
    sort: ['accessTimestamp', 'desc'],
  },
});
