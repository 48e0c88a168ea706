import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { correctable, corrections } from '../../records/log.js';

export const authLogRecord = record('AuthLog', {
  what: 'sign-in log entry',
  permissions: { view: P.VIEW_LOG, ...all(P.CORRECT_LOG) },
  scope: 'none',
  ...correctable,
  search: ['action', 'ipAddress'],
  title: (row, say) => say.dashed(say.time(row.timestamp), say.code(row.action), row.correction === 'STRUCK' ? 'struck out' : ''),
  panel: {
    label: 'Sign-ins',
    one: 'sign-in entry',
    list: ['timestamp', 'userId', 'action', 'success', 'ipAddress', 'details', 'correction'],
    ...corrections,
    labels: { ...corrections.labels, timestamp: 'When', success: 'Succeeded', action: 'What' },
    codes: ['action'],
    sort: ['timestamp', 'desc'],
  },
});
