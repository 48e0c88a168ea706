import { Permission as P } from '../../access/permissions.js';
import { OF_THE_LINE } from '../ledger/beside.js';
import { byNobody, record } from '../../records/description.js';

export const invoiceLineTaxRecord = record('InvoiceLineTax', {
  what: 'invoice line tax',
  many: 'taxes of lines',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: {
    client: 'line.invoice.client',
    learners: ['line.learnerId', 'line.appointment.learnerId'],
    beside: { 'line.package': OF_THE_LINE },
  },
  search: [],
  title: (row, say) => say.dashed(say.text(row.name), say.money(row.amount)),
  panel: {
    label: 'Taxes of lines',
    one: 'tax of a line',
    below: 'lineId',
    list: ['name', 'rate', 'base', 'amount', 'registrationNumber'],
    labels: { rate: 'Rate (%)' },
    sort: ['name', 'asc'],
    readOnly: true,
  },
});
