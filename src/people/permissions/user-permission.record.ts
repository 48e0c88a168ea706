import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes, unmoved } from '../../records/forms.js';
import { grantChanges, newUserPermission } from './permissions.input.js';
import { addUserPermission, changeUserPermission, dropUserPermission } from './user-permissions.service.js';

export const userPermissionRecord = record('UserPermission', {
  what: 'user permission',
  permissions: { view: P.MANAGE_PERMISSION, ...all(P.MANAGE_PERMISSION) },
  scope: 'none',
  readOnly: ['grantedBy', 'grantedAt'],
  search: [],
  title: (row) => (row.granted ? 'Granted' : 'Denied'),
  panel: {
    label: 'User permissions',
    list: ['userId', 'permissionId', 'granted', 'grantedBy', 'expiresAt'],
    help: { granted: 'On adds the permission, off takes it away. A denial beats a grant.' },
  },
  create: creates(newUserPermission, addUserPermission),
  update: unmoved(['userId', 'permissionId'], changes(grantChanges, changeUserPermission)),
  remove: removes(dropUserPermission),
});
