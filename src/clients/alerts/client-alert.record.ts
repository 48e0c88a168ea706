import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changesOfClient, createsOfClient, removesOfClient } from '../../records/forms.js';
import { alertChanges, newAlert } from './alerts.input.js';
import { createAlert, deleteAlert, updateAlert } from './alerts.service.js';

export const clientAlertRecord = record('ClientAlert', {
  what: 'alert',
  permissions: { view: P.VIEW_CLIENT, ...all(P.EDIT_CLIENT) },
  scope: { client: 'client', learners: ['learnerId'] },
  search: ['text'],
  addresses: ['alerts'],
  title: (row, say) => say.dashed(say.code(row.kind), say.text(row.text)),
  panel: {
    shownWith: 'clientId',
    label: 'Alerts',
    list: ['kind', 'text', 'clientId', 'learnerId'],
    form: ['kind', 'text', 'clientId', 'learnerId'],
    filter: ['kind', 'text', 'clientId', 'learnerId'],
    sort: ['kind', 'asc'],
    titleSort: ['text'],
    help: { learnerId: 'Left empty: it is about all of the client’s learners.' },
  },
  create: createsOfClient('ClientAlert', newAlert, createAlert),
  update: changesOfClient('ClientAlert', alertChanges, updateAlert),
  remove: removesOfClient('ClientAlert', deleteAlert),
});
