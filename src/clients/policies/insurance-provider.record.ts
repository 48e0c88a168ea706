import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { NOT_A_LINK } from '../../database/errors.js';

export const insuranceProviderRecord = record('InsuranceProvider', {
  what: 'insurance provider',
  permissions: { view: P.VIEW_INSURANCE, ...all(P.EDIT_BILLING) },
  scope: 'none',
  search: ['name', 'city'],
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
});
