import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { NOT_A_LINK } from '../../database/errors.js';
import { changes, creates, removes } from '../../records/forms.js';
import { insurerChanges, newInsurer } from './insurers.input.js';
import { insurers } from './insurers.service.js';

export const insuranceProviderRecord = record('InsuranceProvider', {
  what: 'insurance provider',
  permissions: { view: P.VIEW_INSURANCE, ...all(P.EDIT_BILLING) },
  scope: 'none',
  search: ['name', 'city'],
  addresses: ['insurance-providers'],
  panel: {
    label: 'Insurance providers',
    list: ['name', 'contactPerson', 'phone', 'city', 'electronicFiling', 'isActive'],
    codes: ['submissionFormat'],
    sort: ['name', 'asc'],
    titleSort: ['name'],
  },
  constraints: {
    insurance_providers_website_link_check: { ...NOT_A_LINK, path: 'website' },
  },
  create: creates(newInsurer, insurers.create),
  update: changes(insurerChanges, insurers.update),
  remove: removes(insurers.remove),
});
