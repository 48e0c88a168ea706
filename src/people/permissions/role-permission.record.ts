import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { rolePermissionRecords } from './permissions.records.js';

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
  ...rolePermissionRecords,
});
