import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';
import { personName } from '../../records/titles.js';
import { clientRecords } from './clients.records.js';

export const clientRecord = record('Client', {
  what: 'client',
  permissions: { view: P.VIEW_CLIENT, create: P.CREATE_CLIENT, edit: P.EDIT_CLIENT, delete: P.DELETE_CLIENT },
  scope: { client: 'itself' },
  clinical: ['notes'],
  search: ['firstName', 'lastName', 'email', 'phone'],
  addresses: ['clients'],
  title: personName,
  panel: {
    label: 'Clients',
    list: ['lastName', 'firstName', 'phone', 'email', 'therapistId', 'status', 'priority'],
    form: [
      'firstName',
      'lastName',
      'phone',
      'email',
      'address',
      'status',
      'priority',
      'therapistId',
      'preferredLanguage',
      'requiresInterpreter',
      'interpreterNotes',
      'notes',
    ],
    filter: [
      'displayName',
      'phone',
      'email',
      'status',
      'priority',
      'therapistId',
      'preferredLanguage',
      'requiresInterpreter',
      'createdAt',
    ],
    sort: ['lastName', 'asc'],
    titleSort: ['lastName', 'firstName'],
  },
  ...clientRecords,
});
