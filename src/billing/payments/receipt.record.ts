import { Permission as P } from '../../access/permissions.js';
import { OF_THE_CLIENT } from '../ledger/beside.js';
import { byNobody, record } from '../../records/description.js';
import { check } from '../../kernel/fields.js';
import { newRefund, reversePaymentInput } from './payments.input.js';
import { refundedOf } from './payments.queries.js';
import { aboutRefund, aboutReversal, givenBackInWords, refundFrom, refundSources, spentOn } from './refundable.service.js';
import { refundPayment, reversePayment } from './reversals.service.js';

/** Ways in which money is given back. */
const WAYS = [
  { id: 'CASH', name: 'Cash' },
  { id: 'CHECK', name: 'Cheque' },
  { id: 'CREDIT_CARD', name: 'Credit card' },
  { id: 'DEBIT_CARD', name: 'Debit card' },
  { id: 'BANK_TRANSFER', name: 'Bank transfer' },
  { id: 'OTHER', name: 'Otherwise' },
];

const WHY = { name: 'reason', label: 'Why', required: true } as const;

export const receiptRecord = record('Receipt', {
  what: 'receipt',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'client', beside: { package: OF_THE_CLIENT } },
  search: ['number', 'referenceNumber'],
  addresses: ['payments', 'receipts'],
  title: (row, say) => say.dashed(say.text(row.number), say.money(row.amount)),
  beside: async (ctx, rows) =>
    givenBackInWords(
      ctx,
      await refundedOf(
        ctx,
        rows.map(({ id }) => id as bigint),
      ),
    ),
  notOffered: (ctx, rows) =>
    spentOn(
      ctx,
      rows.map(({ id }) => id as bigint),
    ),
  panel: {
    label: 'Receipts',
    shownWith: 'clientId',
    list: ['displayName', 'receivedOn', 'clientId', 'paymentMethod', 'referenceNumber', 'amount', 'reversedAt'],
    sort: ['receivedOn', 'desc'],
    titleSort: ['number'],
    labels: {
      displayName: 'Receipt',
      reversedAt: 'Taken back',
      receivedOn: 'Came in on',
      insuranceId: 'Insurance policy',
      correctsId: 'Stands for',
    },
    readOnly: true,
  },
  actions: {
    pdf: {
      kind: 'link',
      label: 'PDF',
      icon: 'FileText',
      permissions: [P.VIEW_BILLING],
      file: true,
      to: (id) => `/api/billing/receipts/${id}/pdf`,
    },
    correct: {
      kind: 'page',
      label: 'Correct',
      icon: 'RefreshCw',
      permissions: [P.VIEW_BILLING, P.EDIT_BILLING, P.RECORD_PAYMENT],
      when: { reversedAt: [null] },
      component: 'CorrectPayment',
    },
    reverse: {
      kind: 'act',
      label: 'Reverse',
      icon: 'RotateCcw',
      permission: P.EDIT_BILLING,
      when: { reversedAt: [null] },
      run: (ctx, id, { reason }) => reversePayment(ctx, id, check(reversePaymentInput, { reason }).reason),
      about: aboutReversal,
      question: 'Take this payment back? It bounced, or was a mistake: what it paid is owed again.',
      button: 'Reverse it',
      done: 'Reversed.',
      variant: 'danger',
      asks: [WHY],
    },
    refund: {
      kind: 'act',
      label: 'Refund',
      icon: 'CornerDownLeft',
      permission: P.EDIT_BILLING,
      when: { reversedAt: [null] },
      run: (ctx, id, { reason, amount, from = '', paymentMethod, refundDate }) =>
        refundPayment(
          ctx,
          id,
          check(newRefund, {
            reason,
            amount,
            ...refundFrom(from),
            ...(paymentMethod && { paymentMethod }),
            ...(refundDate && { refundDate }),
          }),
        ),
      about: aboutRefund,
      question: 'Give money of this payment back? What was paid by card over a pay link goes back to that card.',
      button: 'Refund it',
      done: 'Refunded.',
      variant: 'danger',
      asks: [
        { name: 'amount', label: 'Amount', required: true, kind: 'money' },
        {
          name: 'from',
          label: 'From',
          none: 'What stands on account',
          choices: (ctx, id) => (id === undefined ? Promise.resolve([]) : refundSources(ctx, id)),
        },
        { name: 'paymentMethod', label: 'How it goes', none: 'As it came', choices: () => Promise.resolve(WAYS) },
        { name: 'refundDate', label: 'Day', kind: 'day', hint: 'Empty: today.' },
        WHY,
      ],
    },
  },
  actionsOn: {
    Client: {
      statement: {
        kind: 'link',
        label: 'Statement',
        icon: 'FileText',
        permissions: [P.VIEW_BILLING],
        file: true,
        to: (id) => `/api/clients/${id}/statement/pdf`,
      },
    },
  },
  constraints: {
    receipts_bound_check: { code: 'payment.amount', path: 'amount', detail: 'At most 9999999999.99.' },
    receipt_agrees_check: { status: 409, code: 'ledger.disagrees', detail: 'The receipt would not agree with its movements.' },
    account_agrees_check: { status: 409, code: 'payment.over', detail: 'There is not so much on account.' },
  },
});
