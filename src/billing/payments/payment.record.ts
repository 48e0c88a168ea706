import { Permission as P } from '../../access/permissions.js';
import { OF_THE_CLIENT } from '../ledger/beside.js';
import { record } from '../../records/description.js';
import { changes, creates, keeping, unmoved } from '../../records/forms.js';
import { clientsOfPayments, givenBackOf } from './payments.queries.js';
import { paymentChanges, paymentForm } from './payments.input.js';
import { givenBackInWords, spentOn } from './refundable.service.js';
import { addPayment, changePayment, removePayment } from './payment-rows.service.js';

/** What it is about is corrected, not changed: the money is taken back and recorded anew. */
const CORRECTED = ['amount', 'paymentMethod', 'paymentDate'] as const;
const CORRECT = 'What came in stays as it was recorded. Press “Correct”: it is taken back and recorded anew, with the reason.';

/** Beside an invoice, and beside a client for money of several invoices or of none. */
const PAY = {
  kind: 'page',
  label: 'Record payment',
  icon: 'DollarSign',
  permissions: [P.VIEW_BILLING, P.RECORD_PAYMENT],
  component: 'RecordPayment',
} as const;

export const paymentRecord = record('Payment', {
  what: 'payment',
  permissions: { view: P.VIEW_BILLING, create: P.RECORD_PAYMENT, edit: P.EDIT_BILLING, delete: P.EDIT_BILLING },
  scope: { client: 'invoice.client', beside: { 'receipt.package': OF_THE_CLIENT } },
  search: ['referenceNumber'],
  title: (row, say) => say.dashed(say.day(row.paymentDate), say.money(row.amount)),
  whose: (ctx, rows) =>
    clientsOfPayments(
      ctx,
      rows.map(({ id }) => id as bigint),
    ),
  beside: async (ctx, rows) =>
    givenBackInWords(
      ctx,
      await givenBackOf(
        ctx,
        rows.map(({ id }) => id as bigint),
      ),
    ),
  notOffered: async (ctx, rows) => {
    const receipts = rows.flatMap(({ receiptId }) => (typeof receiptId === 'bigint' ? receiptId : []));
    const spent = await spentOn(ctx, receipts);
    return new Map(rows.map(({ id, receiptId }) => [String(id), spent.get(String(receiptId)) ?? []]));
  },
  readOnly: ['receivedBy', 'receiptId', 'reversedAt'],
  panel: {
    label: 'Payments',
    shownWith: 'invoiceId',
    addedBy: 'recordPayment',
    list: ['displayName', 'invoiceId', 'paymentMethod', 'referenceNumber', 'receivedBy', 'amount', 'reversedAt'],
    form: ['invoiceId', 'amount', 'paymentMethod', 'paymentDate', 'referenceNumber', 'notes'],
    labels: { displayName: 'Payment', reversedAt: 'Taken back' },
    mayBeEmpty: ['paymentDate'],
    help: { paymentDate: 'Empty: today.' },
    sort: ['paymentDate', 'desc'],
  },
  constraints: {
    payments_bound_check: { code: 'payment.amount', path: 'amount', detail: 'At most 9999999999.99.' },
    payments_amount_check: { code: 'payment.amount', path: 'amount', detail: 'A payment is more than 0.00.' },
    payments_receipt_check: { status: 409, code: 'ledger.disagrees', detail: 'A payment is a part of a receipt.' },
    ledger_kept_check: {
      status: 409,
      code: 'ledger.kept',
      detail: 'This stays as it was written: reverse, credit or refund instead.',
    },
  },
  actions: {
    correct: {
      kind: 'page',
      label: 'Correct',
      icon: 'RefreshCw',
      permissions: [P.VIEW_BILLING, P.EDIT_BILLING, P.RECORD_PAYMENT],
      when: { reversedAt: [null] },
      component: 'CorrectPayment',
    },
  },
  actionsOn: {
    Invoice: { recordPayment: { ...PAY, main: true, when: { status: ['SENT', 'OVERDUE'] } } },
    Client: { recordPayment: PAY },
  },
  create: creates(paymentForm, addPayment),
  update: CORRECTED.reduce(
    (change, field) => keeping(field, ['record.moved', CORRECT], change),
    unmoved(['invoiceId'], changes(paymentChanges, changePayment)),
  ),
  remove: async (ctx, id) => {
    await removePayment(ctx, BigInt(id));
    return 'reversed';
  },
});
