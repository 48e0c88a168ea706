import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { equipmentRecords } from '../details/practice.records.js';

export const equipmentRecord = record('TherapyEquipment', {
  what: 'equipment',
  permissions: { view: P.VIEW_PRACTICE, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['name', 'description'],
  addresses: ['equipment'],
  panel: {
    label: 'Equipment',
    one: 'piece of equipment',
    list: ['name', 'quantity', 'isAvailable', 'updatedAt'],
    sort: ['name', 'asc'],
    titleSort: ['name'],
  },
  ...equipmentRecords,
});
