import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';
import { changes, creates } from '../../records/forms.js';
import { personName } from '../../records/titles.js';
import { clientChanges, newClient } from './clients.input.js';
import { createClient, deleteClient, updateClient } from './clients.service.js';
import { duplicateWarnings, personIn } from './duplicates.js';
import { clientsLike } from './duplicates.queries.js';

export const clientRecord = record('Client', {
  what: 'client',
  permissions: { view: P.VIEW_CLIENT, create: P.CREATE_CLIENT, edit: P.EDIT_CLIENT, delete: P.DELETE_CLIENT },
  scope: { client: 'itself' },
  clinical: ['notes'],
  guarded: { permission: P.EDIT_BILLING, fields: ['paymentTermsDays'] },
  search: ['firstName', 'lastName', 'email', 'phone'],
  addresses: ['clients'],
  title: personName,
  panel: {
    label: 'Clients',
    alertsOf: { client: 'id' },
    // The use case takes null for none.
    mayBeEmpty: ['phone'],
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
      'dateOfBirth',
      'paymentTermsDays',
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
    labels: { paymentTermsDays: 'Days until their invoices are due' },
    help: { paymentTermsDays: 'Empty: the practice’s.' },
    sort: ['lastName', 'asc'],
    titleSort: ['lastName', 'firstName'],
  },
  constraints: {
    clients_payment_terms_days_check: {
      code: 'invoice.terms',
      path: 'paymentTermsDays',
      detail: 'An invoice is due within 0 to 365 days.',
    },
  },
  warn: async (ctx, data) => {
    const person = personIn(data);
    return person ? duplicateWarnings('client', await clientsLike(ctx, person)) : [];
  },
  create: creates(newClient, createClient),
  update: changes(clientChanges, updateClient),
  remove: (ctx, id) => deleteClient(ctx, BigInt(id)),
});
