import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { equipmentChanges, newEquipment } from './equipment.input.js';
import { createEquipment, deleteEquipment, updateEquipment } from './equipment.service.js';

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
  create: creates(newEquipment, createEquipment),
  update: changes(equipmentChanges, updateEquipment),
  remove: removes(deleteEquipment),
});
