import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, keeping, removes } from '../../records/forms.js';
import { invoiceLineChanges, newInvoiceLine } from './invoices.input.js';
import { addLine, changeLine, removeLine } from './lines.service.js';

const MAY_BE_EMPTY = ['quantity', 'unitPrice', 'description', 'discountAmount'] as const;

export const invoiceLineRecord = record('InvoiceLineItem', {
  what: 'invoice line',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'invoice.client', learners: ['learnerId', 'appointment.learnerId'] },
  search: ['description'],
  addresses: ['lines'],
  title: (row, say) => say.dashed(say.text(row.description), say.money(row.lineTotal)),
  readOnly: ['taxRate', 'taxAmount', 'lineTotal', 'listPrice', 'position', 'reason'],
  panel: {
    label: 'Invoice lines',
    below: 'invoiceId',
    list: ['invoiceId', 'serviceDate', 'description', 'quantity', 'unitPrice', 'lineTotal'],
    form: [
      'invoiceId',
      'serviceCodeId',
      'serviceDate',
      'quantity',
      'unitPrice',
      'discountAmount',
      'description',
      'appointmentId',
      'learnerId',
    ],
    labels: { taxRate: 'Tax rate (%)' },
    mayBeEmpty: [...MAY_BE_EMPTY],
    help: {
      quantity: 'Empty: one.',
      unitPrice: 'Empty: what the service costs on that day.',
      description: 'Empty: what the service is called.',
    },
    sort: ['serviceDate', 'desc'],
  },
  constraints: {
    invoice_line_items_discount_check: {
      code: 'invoice.line',
      path: 'discountAmount',
      detail: 'A discount is at most the line.',
    },
    invoice_line_items_total_check: {
      status: 409,
      code: 'ledger.disagrees',
      detail: 'The line would not follow from quantity, price, discount and tax.',
    },
  },
  create: creates(newInvoiceLine, addLine, MAY_BE_EMPTY),
  update: keeping(
    'invoiceId',
    ['invoice.line', 'A line stays on its invoice.'],
    changes(invoiceLineChanges, changeLine, MAY_BE_EMPTY),
  ),
  remove: removes(removeLine),
});
