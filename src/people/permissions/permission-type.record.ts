import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { permissionTypeRecords } from './permissions.records.js';

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
  ...permissionTypeRecords,
});
