import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';

export const invoiceLineRecord = record('InvoiceLineItem', {
  what: 'invoice line',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'invoice.client', learners: ['learnerId', 'appointment.learnerId'] },
  search: ['description'],
  title: (row, say) => say.dashed(say.text(row.description), say.money(row.lineTotal)),
  panel: {
    label: 'Invoice lines',
    below: 'invoiceId',
    list: ['invoiceId', 'serviceDate', 'description', 'quantity', 'unitPrice', 'lineTotal'],
    labels: { taxRate: 'Tax rate (%)' },
    sort: ['serviceDate', 'desc'],
  },
});
