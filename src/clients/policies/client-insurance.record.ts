import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changesOfClient, createsOfClient, removesOfClient } from '../../records/forms.js';
import { insurersOf } from './insurance.queries.js';
import { newPolicy, policyChanges } from './insurance.input.js';
import { createInsurance, deleteInsurance, updateInsurance } from './insurance.service.js';

export const clientInsuranceRecord = record('ClientInsurance', {
  what: 'insurance policy',
  permissions: { view: P.VIEW_INSURANCE, ...all(P.EDIT_INSURANCE) },
  scope: { client: 'client' },
  // Whoever enters the day of the verification is who verified it.
  readOnly: ['verifiedBy', 'remainingCoverage', 'drawn', 'policyYearStart'],
  search: ['policyNumber', 'memberId', 'policyHolderName'],
  addresses: ['insurance'],
  title: (row, say) => say.dashed(say.text(row.policyNumber), say.text(row.policyHolderName)),
  beside: (ctx, rows) =>
    insurersOf(
      ctx,
      rows.map(({ id }) => id as bigint),
    ),
  panel: {
    shownWith: 'clientId',
    label: 'Insurance policies',
    list: ['clientId', 'insuranceProviderId', 'policyNumber', 'isPrimary', 'coverageEndDate', 'remainingCoverage'],
    codes: ['relationshipToClient'],
    labels: {
      drawn: 'Paid in this policy year',
      drawnElsewhere: 'Drawn elsewhere in this policy year',
      policyYearMonth: 'A policy year begins in month',
      policyYearDay: 'On day',
      policyYearStart: 'This policy year began',
      remainingCoverage: 'Left in this policy year',
    },
    help: {
      policyYearMonth: '1 is January. What remains starts anew then.',
      drawnElsewhere: 'What was drawn on it before it was entered here, or by others.',
    },
    filter: ['clientId', 'insuranceProviderId', 'policyNumber', 'memberId', 'isPrimary', 'coverageEndDate'],
    titleSort: ['policyNumber'],
  },
  constraints: {
    client_insurance_bound_check: { code: 'insurance.amount', path: 'maxAnnualCoverage', detail: 'At most 9999999999.99.' },
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
      path: 'maxAnnualCoverage',
      detail: 'Coverage is not negative, and what remains is not more than the maximum.',
    },
    client_insurance_provider_check: {
      status: 409,
      code: 'insurance.used',
      path: 'insuranceProviderId',
      detail: 'There are claims, invoices or money of this policy: end it, and add another.',
    },
    client_insurance_drawn_check: {
      code: 'insurance.amount',
      path: 'drawnElsewhere',
      detail: 'What was drawn elsewhere lies between 0.00 and the maximum.',
    },
    client_insurance_remaining_check: {
      code: 'insurance.amount',
      path: 'remainingCoverage',
      detail: 'What remains follows from what the policy paid: change its maximum, or what was drawn elsewhere.',
    },
    client_insurance_policy_year_check: {
      code: 'insurance.policy_year',
      path: 'policyYearDay',
      detail: 'That month has no such day.',
    },
  },
  create: createsOfClient('ClientInsurance', newPolicy, createInsurance),
  update: changesOfClient('ClientInsurance', policyChanges, updateInsurance),
  remove: removesOfClient('ClientInsurance', deleteInsurance),
});
