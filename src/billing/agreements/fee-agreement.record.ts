import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, keeping, removes } from '../../records/forms.js';
import { feeAgreementChanges, newFeeAgreement } from './fee-agreements.input.js';
import { createFeeAgreement, deleteFeeAgreement, updateFeeAgreement } from './fee-agreements.service.js';

export const feeAgreementRecord = record('FeeAgreement', {
  what: 'fee agreement',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'client' },
  search: [],
  addresses: ['fee-agreements'],
  title: (row, say) => say.dashed(say.day(row.validFrom), say.text(row.reason)),
  whose: 'clientId',
  panel: {
    shownWith: 'clientId',
    label: 'Fee agreements',
    list: ['clientId', 'serviceCodeId', 'price', 'percent', 'validFrom', 'validTo', 'reviewOn'],
    form: ['clientId', 'serviceCodeId', 'price', 'percent', 'validFrom', 'validTo', 'reviewOn', 'reason'],
    labels: { percent: 'Per cent of the list price', validFrom: 'From', validTo: 'Until', reviewOn: 'Look at it again on' },
    help: {
      serviceCodeId: 'Empty: every service that no other agreement names.',
      price: 'For one unit; or per cent of the list price.',
    },
    sort: ['validFrom', 'desc'],
  },
  constraints: {
    fee_agreements_excl: {
      status: 409,
      code: 'fee_agreement.overlap',
      detail: 'Another agreement counts for this service on some of these days: end it first.',
      path: 'validFrom',
    },
    fee_agreements_price_check: {
      code: 'fee_agreement.price',
      detail: 'Say a price, or per cent of the list price: one of the two.',
      path: 'price',
    },
    fee_agreements_days_check: {
      code: 'fee_agreement.dates',
      detail: 'It ends on or after the day on which it begins.',
      path: 'validTo',
    },
  },
  create: creates(newFeeAgreement, createFeeAgreement),
  update: keeping(
    'clientId',
    ['record.client_fixed', 'An agreement stays with its client.'],
    changes(feeAgreementChanges, updateFeeAgreement),
  ),
  remove: removes(deleteFeeAgreement),
});
