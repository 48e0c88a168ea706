import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

export const refundRecord = record('Refund', {
  what: 'refund',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'receipt.client' },
  search: ['number', 'referenceNumber'],
  title: (row, say) => say.dashed(say.text(row.number), say.money(row.amount)),
  panel: {
    label: 'Refunds',
    shownWith: 'receiptId',
    list: ['refundedOn', 'number', 'receiptId', 'paymentMethod', 'reason', 'amount'],
    sort: ['refundedOn', 'desc'],
    titleSort: ['number'],
    readOnly: true,
  },
});
