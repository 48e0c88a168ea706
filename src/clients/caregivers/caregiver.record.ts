import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';
import { changesOfClient, createsOfClient, removesOfClient } from '../../records/forms.js';
import { personName } from '../../records/titles.js';
import { duplicateWarnings, personIn } from '../clients/duplicates.js';
import { caregiversLike } from '../clients/duplicates.queries.js';
import { caregiverChanges, newCaregiver } from './caregivers.input.js';
import { createCaregiver, deleteCaregiver, updateCaregiver } from './caregivers.service.js';

export const caregiverRecord = record('Caregiver', {
  what: 'caregiver',
  permissions: { view: P.VIEW_CLIENT, create: P.CREATE_CLIENT, edit: P.EDIT_CLIENT, delete: P.DELETE_CLIENT },
  scope: { client: 'client' },
  search: ['firstName', 'lastName', 'email', 'phone'],
  addresses: ['caregivers'],
  title: personName,
  panel: {
    shownWith: 'clientId',
    label: 'Caregivers',
    list: ['lastName', 'firstName', 'relationship', 'clientId', 'phone', 'isPrimaryContact', 'isEmergencyContact'],
    form: [
      'firstName',
      'lastName',
      'relationship',
      'clientId',
      'phone',
      'email',
      'address',
      'preferredLanguage',
      'isPrimaryContact',
      'isEmergencyContact',
      'mayBook',
      'mayPay',
      'maySeeRecords',
      'consentExpiresOn',
      'notes',
    ],
    choices: {
      relationship: ['PARENT', 'GUARDIAN', 'GRANDPARENT', 'FOSTER_PARENT', 'SIBLING', 'PARTNER', 'CASE_WORKER', 'OTHER'],
    },
    filter: ['displayName', 'clientId', 'relationship', 'phone', 'isPrimaryContact', 'isEmergencyContact'],
    sort: ['lastName', 'asc'],
    titleSort: ['lastName', 'firstName'],
  },
  constraints: {
    caregivers_one_primary_contact_key: {
      status: 409,
      code: 'caregiver.primary_exists',
      path: 'isPrimaryContact',
      detail: 'The client already has a primary contact.',
    },
    caregivers_contact_check: {
      code: 'caregiver.contact_missing',
      detail: 'Give an e-mail address or a phone number.',
      path: 'phone',
    },
    caregivers_relationship_check: {
      code: 'caregiver.relationship_unknown',
      detail: 'That relationship is not one of the list.',
      path: 'relationship',
    },
  },
  warn: async (ctx, data) => {
    const person = personIn(data);
    return person && typeof data.clientId === 'bigint'
      ? duplicateWarnings('caregiver', await caregiversLike(ctx, data.clientId, person))
      : [];
  },
  create: createsOfClient(
    'Caregiver',
    newCaregiver,
    async (ctx, clientId, input) => (await createCaregiver(ctx, clientId, input)).row,
  ),
  update: changesOfClient('Caregiver', caregiverChanges, updateCaregiver),
  remove: removesOfClient('Caregiver', deleteCaregiver),
});
