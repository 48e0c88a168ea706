import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

export const paymentPlanInvoiceRecord = record('PaymentPlanInvoice', {
  what: 'invoice of a payment plan',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'plan.client' },
  search: [],
  title: (row, say) => say.money(row.amount),
  panel: {
    shownWith: 'invoiceId',
    label: 'Invoices of payment plans',
    list: ['planId', 'position', 'invoiceId', 'amount', 'isRunning'],
    sort: ['position', 'asc'],
    labels: {
      planId: 'Payment plan',
      position: 'Order',
      amount: 'Owed at first',
      isRunning: 'The plan runs',
      afterMovement: 'After movement',
    },
    readOnly: true,
  },
});
