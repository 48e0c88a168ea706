import { z } from 'zod';
import { fileFormat } from '../../exports/exports.input.js';
import { day, id, line, listFields, money, optionalText, searchWords } from '../../kernel/fields.js';

export const paymentMethod = z
  .enum(['CASH', 'CHECK', 'CREDIT_CARD', 'DEBIT_CARD', 'BANK_TRANSFER', 'INSURANCE', 'FUNDING', 'OTHER'])
  .meta({ id: 'PaymentMethod', description: 'How the money came.' });

export const cardRefundStatus = z.enum(['PENDING', 'DONE', 'FAILED']).meta({
  id: 'CardRefundStatus',
  description:
    'PENDING: the processor was asked, or will be; DONE: the money goes back to the card; FAILED: it did not go, and the refund was taken back.',
});

const MOST_INVOICES = 100;
const REFERENCE = 100;

export const allocationInput = z
  .strictObject({ invoiceId: id(), amount: money().meta({ description: 'What goes to this invoice; more than nothing.' }) })
  .meta({ id: 'PaymentAllocationInput' });

export const newPayment = z
  .strictObject({
    amount: money().meta({ description: 'What came in; more than nothing.' }),
    paymentMethod,
    invoiceId: id().optional().meta({ description: 'The one invoice that it pays; or `allocations`.' }),
    allocations: z.array(allocationInput).max(MOST_INVOICES).optional().meta({ description: 'Several invoices of one client.' }),
    packageId: id().optional().meta({
      description: 'The package that it pays for, up to what is left to be paid of it; more needs `onAccount`.',
    }),
    clientId: id().optional().meta({ description: 'Whose account it goes on, where it pays no invoice yet.' }),
    insuranceId: id().nullish().meta({ description: 'The policy that paid; left out: the client, or whom the invoice is for.' }),
    fundingId: id().nullish().meta({ description: 'The funding source that paid.' }),
    caregiverId: id().nullish().meta({ description: "The client's caregiver who paid." }),
    paymentDate: day().optional().meta({ description: 'Today where it is left out.' }),
    referenceNumber: line(REFERENCE).nullish().meta({ example: 'CHQ 1042' }),
    notes: optionalText(2000),
    onAccount: z
      .boolean()
      .optional()
      .meta({ description: 'What is more than the invoices are owed goes on account; otherwise it is refused.' }),
  })
  .meta({ id: 'RecordPaymentInput', description: 'Money that came in, and what it pays.' });
export type NewPayment = z.output<typeof newPayment>;

/** What the panel's form asks for: money for one invoice. */
export const paymentForm = z.strictObject({
  invoiceId: id(),
  amount: money(),
  paymentMethod,
  paymentDate: day()
    .nullish()
    .transform((value) => value ?? undefined),
  referenceNumber: line(REFERENCE).nullish(),
  notes: optionalText(2000),
});
export type PaymentForm = z.output<typeof paymentForm>;

export const paymentChanges = z
  .strictObject({
    referenceNumber: line(REFERENCE).nullish(),
    notes: optionalText(2000),
  })
  .meta({ id: 'UpdatePaymentInput', description: 'What can be changed of a payment; an amount is reversed and recorded anew.' });
export type PaymentChanges = z.output<typeof paymentChanges>;

export const reversePaymentInput = z
  .strictObject({ reason: line(500).meta({ example: 'Bounced.' }) })
  .meta({ id: 'ReversePaymentInput', description: 'Why it is taken back; it is kept in the ledger.' });

export const rebookPaymentInput = z
  .strictObject({
    amount: money().optional().meta({ description: 'What really came; as it was where it is left out.' }),
    paymentMethod: paymentMethod.optional().meta({ description: 'As it was where it is left out.' }),
    paymentDate: day().optional().meta({ description: 'As it was where it is left out.' }),
    reason: line(500).meta({ example: 'Typed wrongly.' }),
    onAccount: z.boolean().optional().meta({
      description: 'What is more than is open goes on account; otherwise it is refused, unless a part of it stood there before.',
    }),
  })
  .meta({
    id: 'RebookPaymentInput',
    description: 'What was wrong with a payment, and why; at least one of amount, day and way.',
  });
export type RebookPayment = z.output<typeof rebookPaymentInput>;

export const newRefund = z
  .strictObject({
    amount: money(),
    paymentMethod: paymentMethod.optional().meta({ description: 'As it came where it is left out.' }),
    reason: line(500).meta({ example: 'Cancelled in time, paid in advance.' }),
    refundDate: day().optional().meta({ description: 'Today where it is left out.' }),
    referenceNumber: line(REFERENCE).nullish(),
    fromInvoiceId: id().optional().meta({
      description: 'The invoice that the money had paid: it is owed again, unless `credit`. Left out: from what is on account.',
    }),
    credit: z
      .boolean()
      .optional()
      .meta({ description: 'Credits the invoice with as much, so that nothing is owed again.', default: false }),
  })
  .meta({ id: 'CreateRefundInput', description: 'Gives money of a receipt back.' });
export type NewRefund = z.output<typeof newRefund>;

export const useCreditInput = z
  .strictObject({
    invoiceId: id().optional().meta({ description: 'The invoice that it pays; or `packageId`.' }),
    packageId: id().optional().meta({ description: 'The package that it pays for.' }),
    amount: money().optional().meta({
      description:
        'Left out: what those whose money it is owe of the invoice, as far as it goes. One that is named may be more, and takes over what others owe.',
    }),
  })
  .meta({
    id: 'UseCreditInput',
    description: 'Pays an invoice, or a package, from what the client has on account, the oldest money first.',
  });
export type UseCredit = z.output<typeof useCreditInput>;

export const paymentList = z
  .strictObject({
    ...listFields(['paymentDate', 'updatedAt'], { description: 'The latest first if not said.', default: '-paymentDate' }),
    clientId: id().optional(),
    invoiceId: id().optional().meta({ description: 'Paid this invoice, or a part of it.' }),
    paymentMethod: paymentMethod.optional().meta({ description: 'Came in this way.' }),
    paidFrom: day().optional().meta({ description: 'Came in on that day or later.' }),
    paidTo: day().optional().meta({ description: 'Came in on that day or earlier.' }),
    packageId: id().optional().meta({ description: 'Paid for this package.' }),
    reference: line(REFERENCE).optional().meta({
      description: 'With this reference number, whatever its case, blanks, punctuation and umlauts.',
      example: 'EFT 7781',
    }),
    reversed: z.boolean().optional().meta({ description: 'Whether it was taken back.' }),
    q: searchWords('The reference number, or a part of it.'),
  })
  .meta({ id: 'PaymentListQuery' });
export type PaymentList = z.output<typeof paymentList>;

export const paymentExport = z
  .strictObject({ format: fileFormat, ...paymentList.omit({ limit: true, cursor: true, count: true }).shape })
  .meta({ id: 'PaymentExportQuery' });
export type PaymentExport = z.output<typeof paymentExport>;
