import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';
import { personName } from '../../records/titles.js';
import { learnerRecords } from '../clients/clients.records.js';

export const learnerRecord = record('Learner', {
  what: 'learner',
  permissions: { view: P.VIEW_CLIENT, create: P.CREATE_CLIENT, edit: P.EDIT_CLIENT, delete: P.DELETE_CLIENT },
  scope: { client: 'client', learners: ['id'] },
  clinical: ['notes'],
  search: ['firstName', 'lastName', 'course'],
  addresses: ['learners'],
  title: personName,
  panel: {
    shownWith: 'clientId',
    label: 'Learners',
    list: ['lastName', 'firstName', 'clientId', 'dateOfBirth', 'course', 'instructorId', 'status'],
    form: ['firstName', 'lastName', 'clientId', 'dateOfBirth', 'gender', 'status', 'instructorId', 'course', 'schedule', 'notes'],
    filter: ['displayName', 'clientId', 'instructorId', 'status', 'course', 'dateOfBirth'],
    sort: ['lastName', 'asc'],
    titleSort: ['lastName', 'firstName'],
  },
  ...learnerRecords,
});
