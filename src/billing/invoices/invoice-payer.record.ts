import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

export const invoicePayerRecord = record('InvoicePayer', {
  what: 'invoice payer',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'invoice.client' },
  search: [],
  title: (row, say) => (row.percent === null ? say.money(row.upTo) : `${say.text(row.percent)} %`),
  panel: {
    label: 'Payers of invoices',
    one: 'payer of an invoice',
    below: 'invoiceId',
    list: ['invoiceId', 'position', 'insuranceId', 'fundingId', 'percent', 'upTo'],
    labels: { position: 'Order', percent: 'Per cent', upTo: 'Up to' },
    sort: ['position', 'asc'],
    readOnly: true,
  },
});
