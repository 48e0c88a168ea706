import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';

export const invoiceRecord = record('Invoice', {
  what: 'invoice',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'client' },
  search: ['invoiceNumber'],
  title: 'invoiceNumber',
  panel: {
    shownWith: 'clientId',
    label: 'Invoices',
    list: ['invoiceNumber', 'clientId', 'issueDate', 'dueDate', 'status', 'totalAmount', 'balance'],
    filter: ['invoiceNumber', 'clientId', 'status', 'fundingSource', 'issueDate', 'dueDate', 'balance'],
    sort: ['issueDate', 'desc'],
    titleSort: ['invoiceNumber'],
    labels: { termsConditions: 'Terms and conditions', fundingId: 'Funding', insuranceId: 'Insurance policy' },
  },
  constraints: {
    invoices_dates_check: { code: 'invoice.dates', path: 'dueDate', detail: 'An invoice is due on or after the day of issue.' },
    invoices_total_check: {
      code: 'invoice.total',
      path: 'totalAmount',
      detail: 'The total must be subtotal plus tax minus discount.',
    },
    invoices_balance_check: {
      code: 'invoice.balance',
      path: 'balance',
      detail: 'The balance must be the total minus what was paid.',
    },
  },
});
