import { Permission as P } from '../../access/permissions.js';
import { all, record, type RowOf } from '../../records/description.js';
import type { Sayer } from '../../records/titles.js';
import { changesOfClient, createsOfClient, removesOfClient, unmoved } from '../../records/forms.js';
import { authorizationChanges, newAuthorization } from './authorizations.input.js';
import { createAuthorization, deleteAuthorization, updateAuthorization } from './authorizations.service.js';

/** What visits can still draw: money in the practice's currency, units or visits as a number. */
function leftOf({ amount, reserved, used, kind }: RowOf<'ServiceAuthorization'>, say: Sayer): string {
  if (!amount || !reserved || !used) return '';
  const left = amount.minus(reserved).minus(used);
  return `${kind === 'MONEY' ? say.money(left) : say.text(left.toString())} left`;
}

export const serviceAuthorizationRecord = record('ServiceAuthorization', {
  what: 'authorization',
  permissions: { view: P.VIEW_INSURANCE, ...all(P.EDIT_INSURANCE) },
  scope: { client: 'client', learners: ['learnerId'] },
  search: ['number'],
  addresses: ['authorizations'],
  title: (row, say) => say.dashed(say.text(row.number), say.code(row.kind), leftOf(row, say)),
  readOnly: ['reserved', 'used'],
  panel: {
    shownWith: 'clientId',
    label: 'Service authorizations',
    one: 'service authorization',
    list: ['clientId', 'number', 'validTo', 'kind', 'amount', 'reserved', 'used'],
    form: [
      'clientId',
      'learnerId',
      'fundingId',
      'insuranceId',
      'number',
      'validFrom',
      'validTo',
      'kind',
      'amount',
      'serviceCodes',
      'note',
    ],
    labels: { insuranceId: 'Policy', validFrom: 'From', validTo: 'Until' },
    help: {
      learnerId: 'Left empty: whichever of the client’s learners.',
      fundingId: 'Who agreed: a funding source, or a policy.',
      validTo: 'The day of service decides, not that of the invoice.',
      amount: 'Money before taxes, units of the service, or visits.',
      serviceCodes: 'As the services are called, like SLP-50. None: all of them.',
    },
    sort: ['validTo', 'desc'],
    titleSort: ['number'],
  },
  constraints: {
    service_authorizations_days_check: {
      code: 'authorization.dates',
      path: 'validTo',
      detail: 'An authorization ends on or after the day it starts.',
    },
    service_authorizations_amount_check: { code: 'authorization.amount', path: 'amount', detail: 'It is for more than nothing.' },
    service_authorizations_visits_check: { code: 'authorization.amount', path: 'amount', detail: 'Visits are whole numbers.' },
    service_authorizations_drawn_check: {
      status: 409,
      code: 'authorization.drawn',
      path: 'amount',
      detail: 'Visits have drawn more on it than that.',
    },
    service_authorizations_payer_check: {
      code: 'authorization.payer',
      path: 'fundingId',
      detail: 'Name the funding source or the policy that agreed: one of them.',
    },
    service_codes_authorized_check: {
      status: 409,
      code: 'authorization.service',
      detail: 'An authorization names this service: let it be inactive instead.',
    },
  },
  create: createsOfClient('ServiceAuthorization', newAuthorization, createAuthorization),
  update: unmoved(
    ['fundingId', 'insuranceId'],
    changesOfClient('ServiceAuthorization', authorizationChanges, updateAuthorization),
  ),
  remove: removesOfClient('ServiceAuthorization', deleteAuthorization),
});
