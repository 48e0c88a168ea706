import { Permission as P } from '../../access/permissions.js';
import { OF_THE_CLIENT } from '../ledger/beside.js';
import { byNobody, record } from '../../records/description.js';

export const refundRecord = record('Refund', {
  what: 'refund',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'receipt.client', beside: { 'receipt.package': OF_THE_CLIENT } },
  search: ['number', 'referenceNumber'],
  addresses: ['refunds'],
  title: (row, say) => say.dashed(say.text(row.number), say.money(row.amount)),
  panel: {
    label: 'Refunds',
    shownWith: 'receiptId',
    list: ['refundedOn', 'number', 'receiptId', 'paymentMethod', 'reason', 'amount'],
    sort: ['refundedOn', 'desc'],
    titleSort: ['number'],
    labels: { failedAt: 'Did not go' },
    readOnly: true,
  },
  constraints: {
    refunds_bound_check: { code: 'payment.amount', path: 'amount', detail: 'At most 9999999999.99.' },
  },
  actions: {
    pdf: {
      kind: 'link',
      label: 'PDF',
      icon: 'FileText',
      permissions: [P.VIEW_BILLING],
      file: true,
      when: { failedAt: [null] },
      to: (id) => `/api/billing/refunds/${id}/pdf`,
    },
  },
});
