import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changesOfClient, createsOfClient, removesOfClient } from '../../records/forms.js';
import { newPolicy, policyChanges } from './insurance.input.js';
import { createInsurance, deleteInsurance, updateInsurance } from './insurance.service.js';

export const clientInsuranceRecord = record('ClientInsurance', {
  what: 'insurance policy',
  permissions: { view: P.VIEW_INSURANCE, ...all(P.EDIT_INSURANCE) },
  scope: { client: 'client' },
  // Whoever enters the day of the verification is who verified it.
  readOnly: ['verifiedBy'],
  search: ['policyNumber', 'memberId', 'policyHolderName'],
  addresses: ['insurance'],
  title: (row, say) => say.dashed(say.text(row.policyNumber), say.text(row.policyHolderName)),
  panel: {
    shownWith: 'clientId',
    label: 'Insurance policies',
    list: ['clientId', 'insuranceProviderId', 'policyNumber', 'isPrimary', 'coverageEndDate', 'remainingCoverage'],
    codes: ['relationshipToClient'],
    filter: ['clientId', 'insuranceProviderId', 'policyNumber', 'memberId', 'isPrimary', 'coverageEndDate'],
    titleSort: ['policyNumber'],
  },
  constraints: {
    client_insurance_one_primary_excl: {
      status: 409,
      code: 'insurance.primary_exists',
      path: 'isPrimary',
      detail: 'The client already has a primary policy in this period. End that one, or make this one secondary.',
    },
    client_insurance_coverage_check: {
      code: 'insurance.coverage',
      path: 'coverageEndDate',
      detail: 'Coverage ends on or after the day it starts.',
    },
    client_insurance_money_check: {
      code: 'insurance.amount',
      path: 'remainingCoverage',
      detail: 'Coverage is not negative, and what remains is not more than the maximum.',
    },
  },
  create: createsOfClient('ClientInsurance', newPolicy, createInsurance),
  update: changesOfClient('ClientInsurance', policyChanges, updateInsurance),
  remove: removesOfClient('ClientInsurance', deleteInsurance),
});
