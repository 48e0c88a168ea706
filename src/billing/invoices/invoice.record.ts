import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates } from '../../records/forms.js';
import { check } from '../../kernel/fields.js';
import { removeDrafts, removeInvoice } from './credit-notes.service.js';
import { partChosen, partsToWriteOff, writeOff } from './write-offs.service.js';
import { invoiceChanges, newInvoice, writeOffInput } from './invoices.input.js';
import { createInvoice, getInvoice, updateInvoice } from './invoices.service.js';
import { practiceFormats } from '../ledger/said-amounts.js';
import { fromMoney } from '../../kernel/money.js';

const SENT = ['SENT', 'OVERDUE', 'PAID'] as const;
const OWED = ['SENT', 'OVERDUE'] as const;
const WHY = { name: 'reason', label: 'Why', required: true } as const;

export const invoiceRecord = record('Invoice', {
  what: 'invoice',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'client' },
  search: ['invoiceNumber'],
  title: 'invoiceNumber',
  whose: 'clientId',
  whoseLast: true,
  readOnly: [
    'invoiceNumber',
    'status',
    'subtotal',
    'taxAmount',
    'discountAmount',
    'totalAmount',
    'amountPaid',
    'balance',
    'sentAt',
  ],
  addresses: ['invoices'],
  panel: {
    shownWith: 'clientId',
    label: 'Invoices',
    list: ['invoiceNumber', 'clientId', 'issueDate', 'dueDate', 'status', 'totalAmount', 'balance'],
    narrow: ['invoiceNumber', 'clientId', 'status', 'balance'],
    silent: { balance: { status: ['DRAFT'] }, amountPaid: { status: ['DRAFT'] } },
    form: [
      'clientId',
      'fundingSource',
      'insuranceId',
      'fundingId',
      'issueDate',
      'dueDate',
      'notes',
      'paymentInstructions',
      'termsConditions',
    ],
    filter: ['invoiceNumber', 'clientId', 'status', 'fundingSource', 'issueDate', 'dueDate', 'balance'],
    sort: ['issueDate', 'desc'],
    titleSort: ['invoiceNumber'],
    labels: { termsConditions: 'Terms and conditions', insuranceId: 'Insurance policy', sentAt: 'Sent' },
    changedWhile: {
      fields: [
        'clientId',
        'fundingSource',
        'insuranceId',
        'fundingId',
        'issueDate',
        'dueDate',
        'paymentInstructions',
        'termsConditions',
      ],
      column: 'status',
      is: ['DRAFT'],
    },
    editAside: true,
    mayBeEmpty: ['issueDate', 'dueDate'],
    help: {
      issueDate: 'Empty: today. It becomes the day of sending.',
      dueDate: 'Empty: as the client’s terms, or the practice’s, say.',
      termsConditions:
        'New invoices begin with that of the billing settings, or with their own day where it is another. {due} becomes the day on which it is due.',
      paymentInstructions: 'New invoices begin with those of the billing settings.',
      insuranceId: 'The policy that pays, where an insurer does.',
      fundingId: 'The funding source that pays, where a program does.',
    },
  },
  actions: {
    pdf: {
      kind: 'link',
      label: 'PDF',
      icon: 'FileText',
      permissions: [P.VIEW_BILLING],
      file: true,
      to: (id) => `/api/billing/invoices/${id}/pdf`,
    },
    writeOff: {
      kind: 'act',
      label: 'Write off',
      icon: 'Slash',
      permission: P.EDIT_BILLING,
      when: { status: OWED },
      run: (ctx, id, { reason, amount, part = '' }) =>
        writeOff(ctx, id, check(writeOffInput, { reason, ...(amount && { amount }), ...partChosen(part) })),
      about: async (ctx, id) => {
        const { balance } = await getInvoice(ctx, id);
        return { words: `${(await practiceFormats(ctx)).money(fromMoney(balance))} is open.` };
      },
      question: 'Ask nobody for what is open any more?',
      button: 'Write it off',
      done: 'Written off.',
      variant: 'danger',
      asks: [
        {
          name: 'part',
          label: 'Whose part',
          none: 'Of all who owe, in this order',
          choices: (ctx, id) => (id === undefined ? Promise.resolve([]) : partsToWriteOff(ctx, id)),
        },
        { name: 'amount', label: 'Amount', kind: 'money', hint: 'Empty: all that is open.' },
        WHY,
      ],
    },
    credit: {
      kind: 'page',
      label: 'Credit',
      icon: 'CornerUpLeft',
      permissions: [P.VIEW_BILLING, P.EDIT_BILLING],
      when: { status: SENT },
      component: 'CreditInvoice',
    },
  },
  constraints: {
    invoices_overdue_check: {
      status: 409,
      code: 'ledger.disagrees',
      detail: 'An invoice is overdue from the day after its due date.',
    },
    invoices_client_check: { status: 409, code: 'ledger.disagrees', detail: 'An invoice stays with its client.' },
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
    invoices_payer_check: {
      code: 'invoice.payer',
      path: 'fundingSource',
      detail: 'A policy goes with INSURANCE, a funding source with a program.',
    },
    invoices_kept_check: {
      status: 409,
      code: 'invoice.sent',
      detail: 'What was sent stays as it was sent: credit it, write it off, or give money back.',
    },
    invoices_series_check: { status: 409, code: 'ledger.disagrees', detail: 'The number of an invoice comes from its series.' },
    number_series_kept_check: { status: 409, code: 'ledger.disagrees', detail: 'Numbers are given one after another, and used.' },
    invoice_taxes_agree_check: { status: 409, code: 'ledger.disagrees', detail: 'The taxes of a line would not add up.' },
    invoice_lines_agree_check: { status: 409, code: 'ledger.disagrees', detail: 'The invoice would not follow from its lines.' },
    invoice_ledger_agrees_check: {
      status: 409,
      code: 'ledger.disagrees',
      detail: 'The invoice would not follow from its movements.',
    },
    invoice_status_agrees_check: {
      status: 409,
      code: 'ledger.disagrees',
      detail: 'The status would not follow from the movements.',
    },
  },
  create: creates(newInvoice, createInvoice, ['issueDate', 'dueDate', 'termsConditions', 'paymentInstructions']),
  update: changes(invoiceChanges, updateInvoice, ['issueDate', 'dueDate']),
  remove: (ctx, id, reason) => removeInvoice(ctx, BigInt(id), reason),
  removeMany: removeDrafts,
  removeAsks: ['credited'],
});
