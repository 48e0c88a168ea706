import { Permission as P } from '../access/permissions.js';
import { byNobody, record } from './description.js';
import type { AuditAction } from '../audit/audit.service.js';

export const auditEventRecord = record('AuditEvent', {
  what: 'audit event',
  permissions: { view: P.VIEW_AUDIT, ...byNobody },
  scope: 'trail',
  search: ['actorName', 'action', 'recordType', 'recordId'],
  title: (row, say) => say.dashed(say.time(row.occurredAt), say.code(row.action), say.kind(row.recordType)),
  panel: {
    label: 'Audit events',
    list: ['occurredAt', 'actorName', 'action', 'recordType', 'recordId', 'ipAddress'],
    filter: ['occurredAt', 'actorName', 'action', 'recordType', 'recordId', 'ipAddress', 'requestId'],
    labels: {
      occurredAt: 'When',
      actorName: 'Who',
      action: 'What',
      recordType: 'Kind of record',
      recordId: 'Record',
      actorId: 'User No.',
      clientId: 'Client No.',
    },
    sort: ['occurredAt', 'desc'],
    choices: {
      action: [
        'CREATE',
        'UPDATE',
        'DELETE',
        'ARCHIVE',
        'READ',
        'EXPORT',
        'SIGN_IN',
        'SIGN_IN_FAILED',
        'SIGN_OUT',
        'REFUSED',
        'LOCKED',
        'UNLOCKED',
        'PASSWORD_CHANGED',
        'PASSWORD_RESET',
        'SESSIONS_ENDED',
        'RUN',
      ] satisfies AuditAction[],
    },
    kinds: ['recordType'],
    readOnly: true,
  },
});
