import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';

export const paymentRecord = record('Payment', {
  what: 'payment',
  permissions: { view: P.VIEW_BILLING, create: P.RECORD_PAYMENT, edit: P.EDIT_BILLING, delete: P.EDIT_BILLING },
  scope: { client: 'invoice.client' },
  search: ['referenceNumber'],
  title: (row, say) => say.dashed(say.day(row.paymentDate), say.money(row.amount)),
  panel: {
    label: 'Payments',
    list: ['paymentDate', 'invoiceId', 'paymentMethod', 'referenceNumber', 'receivedBy', 'amount'],
    sort: ['paymentDate', 'desc'],
  },
  constraints: {
    payments_amount_check: { code: 'payment.amount', path: 'amount', detail: 'A payment is more than 0.00.' },
  },
});
