import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { newRolePermission, rolePermissionChanges } from './permissions.input.js';
import { addRolePermission, changeRolePermission, removeRolePermission } from './role-permissions.service.js';

export const rolePermissionRecord = record('RolePermission', {
  what: 'role permission',
  permissions: { view: P.MANAGE_PERMISSION, ...all(P.MANAGE_PERMISSION) },
  scope: 'none',
  search: [],
  title: (row, say) => say.code(row.role),
  panel: {
    label: 'Role permissions',
    list: ['role', 'permissionId', 'createdAt'],
    sort: ['role', 'asc'],
  },
  create: creates(newRolePermission, addRolePermission),
  update: changes(rolePermissionChanges, changeRolePermission),
  remove: removes(removeRolePermission),
});
