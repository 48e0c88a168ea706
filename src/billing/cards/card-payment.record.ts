import { Permission as P } from '../../access/permissions.js';
import { OF_THE_CLIENT } from '../ledger/beside.js';
import { byNobody, record } from '../../records/description.js';

/** Begun by families, and told of by the processor. */
export const cardPaymentRecord = record('CardPayment', {
  what: 'card payment',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'client', beside: { 'receipt.package': OF_THE_CLIENT } },
  search: ['intentId'],
  secret: ['key'],
  addresses: ['card-payments'],
  title: (row, say) => say.dashed(say.time(row.createdAt), say.money(row.amount)),
  whose: 'clientId',
  panel: {
    shownWith: 'invoiceId',
    label: 'Payments by card',
    list: ['createdAt', 'clientId', 'invoiceId', 'status', 'amount', 'paidAt', 'disputedAt'],
    form: [
      'clientId',
      'invoiceId',
      'payLinkId',
      'status',
      'amount',
      'currency',
      'receiptId',
      'paidAt',
      'disputedAt',
      'expiresAt',
      'intentId',
    ],
    filter: ['clientId', 'invoiceId', 'status', 'createdAt', 'intentId'],
    sort: ['createdAt', 'desc'],
    titleSort: ['createdAt'],
    labels: {
      createdAt: 'Begun',
      payLinkId: 'Pay link',
      paidAt: 'Paid',
      disputedAt: 'Disputed',
      expiresAt: 'Can be paid until',
      intentId: 'At the processor',
      sessionId: 'Session at the processor',
      lookAt: 'Asked about next',
    },
    readOnly: true,
  },
  constraints: {
    card_payments_kept_check: { status: 409, code: 'card.kept', detail: 'A payment by card stays as it was.' },
    card_refunds_fit_check: { status: 409, code: 'card.refund', detail: 'More would go back to the card than came from it.' },
  },
});
