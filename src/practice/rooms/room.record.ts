import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { roomRecords } from '../details/practice.records.js';

export const roomRecord = record('TherapyRoom', {
  what: 'room',
  permissions: { view: P.VIEW_PRACTICE, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['name', 'description', 'equipment'],
  addresses: ['rooms'],
  panel: {
    label: 'Rooms',
    list: ['name', 'locationId', 'capacity', 'equipment', 'isActive'],
    form: ['name', 'locationId', 'capacity', 'equipment', 'description', 'isActive'],
    sort: ['name', 'asc'],
    titleSort: ['name'],
  },
  ...roomRecords,
});
