import { Permission as P } from '../../access/permissions.js';
import { OF_THE_CLIENT } from '../ledger/beside.js';
import { byNobody, record } from '../../records/description.js';

export const cardRefundRecord = record('CardRefund', {
  what: 'card refund',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: {
    client: 'cardPayment.client',
    beside: { 'cardPayment.receipt.package': OF_THE_CLIENT, 'refund.receipt.package': OF_THE_CLIENT },
  },
  search: ['processorId'],
  secret: ['key'],
  title: (row, say) => say.dashed(say.time(row.createdAt), say.money(row.amount)),
  panel: {
    shownWith: 'cardPaymentId',
    label: 'Refunds to cards',
    list: ['createdAt', 'cardPaymentId', 'refundId', 'status', 'amount', 'attempts', 'tryAt'],
    sort: ['createdAt', 'desc'],
    titleSort: ['createdAt'],
    labels: {
      createdAt: 'Asked for',
      cardPaymentId: 'Payment by card',
      refundId: 'In the books',
      attempts: 'Tries',
      tryAt: 'Next try',
      processorId: 'At the processor',
    },
    readOnly: true,
  },
});
