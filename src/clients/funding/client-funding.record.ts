import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changesOfClient, createsOfClient, removesOfClient } from '../../records/forms.js';
import { programsOf } from './funding.queries.js';
import { fundingChanges, newFunding } from './funding.input.js';
import { createFunding, deleteFunding, updateFunding } from './funding.service.js';

export const clientFundingRecord = record('ClientFunding', {
  what: 'funding source',
  permissions: { view: P.VIEW_INSURANCE, ...all(P.EDIT_INSURANCE) },
  scope: { client: 'client' },
  search: ['referenceNumber', 'status'],
  addresses: ['funding', 'funding-sources'],
  readOnly: ['remainingAmount', 'drawn'],
  title: (row, say) =>
    say.dashed(say.text(row.referenceNumber), `${say.money(row.remainingAmount)} of ${say.money(row.totalAmount)} left`),
  whose: 'clientId',
  beside: (ctx, rows) =>
    programsOf(
      ctx,
      rows.map(({ id }) => id as bigint),
    ),
  panel: {
    shownWith: 'clientId',
    label: 'Funding sources',
    choices: { status: ['PENDING', 'APPROVED', 'ACTIVE', 'EXHAUSTED', 'EXPIRED', 'DENIED'] },
    list: ['clientId', 'fundingProgramId', 'referenceNumber', 'status', 'remainingAmount', 'totalAmount', 'endDate'],
  },
  constraints: {
    client_funding_bound_check: { code: 'funding.amount', path: 'totalAmount', detail: 'At most 9999999999.99.' },
    client_funding_dates_check: { code: 'funding.dates', path: 'endDate', detail: 'Funding ends on or after the day it starts.' },
    client_funding_money_check: {
      code: 'funding.amount',
      path: 'totalAmount',
      detail: 'Amounts are not negative, and what remains is not more than the total.',
    },
    client_funding_total_check: {
      code: 'funding.amount',
      path: 'totalAmount',
      detail: 'The total is at least what invoices charged to this funding source.',
    },
    client_funding_program_check: {
      status: 409,
      code: 'funding.used',
      path: 'fundingProgramId',
      detail: 'There are invoices or money of this funding source: end it, and add another.',
    },
    client_funding_drawn_check: {
      code: 'funding.amount',
      path: 'drawnElsewhere',
      detail: 'What was drawn elsewhere lies between 0.00 and the total.',
    },
    client_funding_remaining_check: {
      code: 'funding.amount',
      path: 'remainingAmount',
      detail: 'What remains follows from what was charged to the source: change its total, or what was drawn elsewhere.',
    },
    client_funding_status_check: { code: 'funding.status', path: 'status', detail: 'That status is not one of the list.' },
  },
  create: createsOfClient('ClientFunding', newFunding, createFunding),
  update: changesOfClient('ClientFunding', fundingChanges, updateFunding),
  remove: removesOfClient('ClientFunding', deleteFunding),
});
