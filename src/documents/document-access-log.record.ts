import { Permission as P } from '../access/permissions.js';
import { all, record } from '../records/description.js';
import { correctable, corrections } from '../records/log.js';

export const documentAccessLogRecord = record('DocumentAccessLog', {
  what: 'document access log entry',
  permissions: { view: P.VIEW_LOG, ...all(P.CORRECT_LOG) },
  scope: { client: 'document.client', learners: ['document.learnerId'], optional: true },
  ...correctable,
  search: ['actionType'],
  title: (row, say) =>
    say.dashed(say.time(row.accessTimestamp), say.code(row.actionType), row.correction === 'STRUCK' ? 'struck out' : ''),
  panel: {
    label: 'Access to documents',
    one: 'document access entry',
    list: ['accessTimestamp', 'userId', 'actionType', 'documentId', 'ipAddress', 'correction'],
    ...corrections,
    labels: { ...corrections.labels, accessTimestamp: 'When', actionType: 'What' },
    codes: ['actionType'],
    sort: ['accessTimestamp', 'desc'],
  },
});
