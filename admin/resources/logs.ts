import type { AuditAction } from '../../src/audit/audit.service.js';
import type { PanelGroup, PanelTable } from './table.js';

/** A correction by hand is told in the log itself. */
const corrections = {
  labels: {
    correction: 'Corrected',
    correctionReason: 'Why corrected',
    correctedAt: 'Corrected at',
    correctedBy: 'Corrected by',
  },
  help: {
    correctionReason: 'Needed for each correction. It is shown in the log, with your name; the audit trail keeps the old entry.',
  },
  choices: { correction: ['ADDED', 'CHANGED', 'STRUCK'] },
} satisfies Partial<PanelTable>;

export const logs: PanelGroup = {
  name: 'Logs',
  icon: 'List',
  tables: [
    {
      model: 'AuditEvent',
      label: 'Audit events',
      one: 'audit event',
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
    {
      model: 'AuthLog',
      label: 'Sign-ins',
      one: 'sign-in entry',
      list: ['timestamp', 'userId', 'action', 'success', 'ipAddress', 'details', 'correction'],
      ...corrections,
      labels: { ...corrections.labels, timestamp: 'When', success: 'Succeeded', action: 'What' },
      codes: ['action'],
      sort: ['timestamp', 'desc'],
    },
    {
      model: 'CommunicationAccessLog',
      label: 'Access to communications',
      one: 'communication access entry',
      list: ['accessTimestamp', 'userId', 'accessType', 'communicationId', 'attachmentId', 'success', 'correction'],
      ...corrections,
      labels: { ...corrections.labels, accessTimestamp: 'When', success: 'Succeeded', accessType: 'What' },
      codes: ['accessType'],
      sort: ['accessTimestamp', 'desc'],
    },
    {
      model: 'DocumentAccessLog',
      label: 'Access to documents',
      one: 'document access entry',
      list: ['accessTimestamp', 'userId', 'actionType', 'documentId', 'ipAddress', 'correction'],
      ...corrections,
      labels: { ...corrections.labels, accessTimestamp: 'When', actionType: 'What' },
      codes: ['actionType'],
      sort: ['accessTimestamp', 'desc'],
    },
  ],
};
