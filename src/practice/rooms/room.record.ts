import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { newRoom, roomChanges } from './rooms.input.js';
import { createRoom, deleteRoom, updateRoom } from './rooms.service.js';

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
  create: creates(newRoom, createRoom),
  update: changes(roomChanges, updateRoom),
  remove: removes(deleteRoom),
});
