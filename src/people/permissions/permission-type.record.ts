import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { createPermissionType, deletePermissionType, updatePermissionType } from './permission-types.service.js';
import { newPermissionType, permissionTypeChanges } from './permissions.input.js';

export const permissionTypeRecord = record('PermissionType', {
  what: 'permission',
  permissions: { view: P.MANAGE_PERMISSION, ...all(P.MANAGE_PERMISSION) },
  scope: 'none',
  search: ['name', 'description'],
  title: (row, say) => say.code(row.name),
  panel: {
    label: 'Permissions',
    list: ['category', 'name', 'description'],
    codes: ['name', 'category'],
    sort: ['category', 'asc'],
    titleSort: ['name'],
  },
  create: creates(newPermissionType, createPermissionType),
  update: changes(permissionTypeChanges, updatePermissionType),
  remove: removes(deletePermissionType),
});
