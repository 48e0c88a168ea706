import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';
import { changes, creates, unmoved } from '../../records/forms.js';
import { paymentChanges, paymentForm, paymentMethod } from './payments.input.js';
import { addPayment, changePayment, payInvoice, removePayment } from './payment-rows.service.js';

const METHODS = {
  CASH: 'Cash',
  CHECK: 'Check',
  CREDIT_CARD: 'Credit card',
  DEBIT_CARD: 'Debit card',
  BANK_TRANSFER: 'Bank transfer',
  INSURANCE: 'From the insurer',
  FUNDING: 'From the program',
  OTHER: 'Otherwise',
} as const;

export const paymentRecord = record('Payment', {
  what: 'payment',
  permissions: { view: P.VIEW_BILLING, create: P.RECORD_PAYMENT, edit: P.EDIT_BILLING, delete: P.EDIT_BILLING },
  scope: { client: 'invoice.client' },
  search: ['referenceNumber'],
  title: (row, say) => say.dashed(say.day(row.paymentDate), say.money(row.amount)),
  readOnly: ['receivedBy', 'receiptId', 'reversedAt'],
  panel: {
    label: 'Payments',
    shownWith: 'invoiceId',
    list: ['paymentDate', 'invoiceId', 'paymentMethod', 'referenceNumber', 'receivedBy', 'amount'],
    form: ['invoiceId', 'amount', 'paymentMethod', 'paymentDate', 'referenceNumber', 'notes'],
    labels: { reversedAt: 'Taken back' },
    mayBeEmpty: ['paymentDate'],
    help: { paymentDate: 'Empty: today.' },
    sort: ['paymentDate', 'desc'],
  },
  constraints: {
    payments_amount_check: { code: 'payment.amount', path: 'amount', detail: 'A payment is more than 0.00.' },
    payments_receipt_check: { status: 409, code: 'ledger.disagrees', detail: 'A payment is a part of a receipt.' },
    ledger_kept_check: {
      status: 409,
      code: 'ledger.kept',
      detail: 'This stays as it was written: reverse, credit or refund instead.',
    },
  },
  actionsOn: {
    Invoice: {
      recordPayment: {
        kind: 'act',
        label: 'Record payment',
        icon: 'DollarSign',
        permission: P.RECORD_PAYMENT,
        when: { status: ['SENT', 'OVERDUE'] },
        run: payInvoice,
        question: 'Record money that came in for this invoice?',
        button: 'Record it',
        done: 'Recorded.',
        variant: 'primary',
        asks: [
          { name: 'amount', label: 'Amount (empty: all that is open)' },
          {
            name: 'paymentMethod',
            label: 'How it came',
            required: true,
            choices: () => Promise.resolve(paymentMethod.options.map((id) => ({ id, name: METHODS[id] }))),
          },
          { name: 'referenceNumber', label: 'Reference number' },
        ],
      },
    },
  },
  create: creates(paymentForm, addPayment),
  update: unmoved(['invoiceId', 'amount', 'paymentMethod', 'paymentDate'], changes(paymentChanges, changePayment)),
  remove: async (ctx, id) => {
    await removePayment(ctx, BigInt(id));
    return 'reversed';
  },
});
