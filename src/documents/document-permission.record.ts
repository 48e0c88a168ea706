import { Permission as P } from '../access/permissions.js';
import { all, record } from '../records/description.js';

export const documentPermissionRecord = record('DocumentPermission', {
  what: 'document permission',
  permissions: { view: P.MANAGE_PERMISSION, ...all(P.MANAGE_PERMISSION) },
  scope: { client: 'document.client', learners: ['document.learnerId'], optional: true },
  search: ['permissionType'],
  title: (row, say) => say.code(row.permissionType),
  panel: {
    label: 'Document permissions',
    below: 'documentId',
    list: ['documentId', 'userId', 'permissionType', 'grantedAt', 'expiresAt'],
    codes: ['permissionType'],
  },
});
