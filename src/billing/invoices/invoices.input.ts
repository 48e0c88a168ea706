import { z } from 'zod';
import { fileFormat } from '../../exports/exports.input.js';
import { day, decimal, id, line, listFields, matching, money, optional, optionalText, searchWords } from '../../kernel/fields.js';
import { payerPart } from '../payers/client-payers.input.js';

export const fundingSource = z.enum(['INSURANCE', 'PRIVATE', 'SCHOLARSHIP', 'GRANT']).meta({
  id: 'FundingSource',
  description: 'Who pays: an insurer, the client, a program.',
});
export const invoiceStatus = z.enum(['DRAFT', 'SENT', 'PAID', 'OVERDUE', 'CANCELLED', 'REFUNDED']).meta({
  id: 'InvoiceStatus',
  description: 'Follows from the ledger once it was sent. CANCELLED: all of it was credited; REFUNDED: and money went back.',
});

/** More than that is a list, not an invoice. */
export const MOST_LINES = 200;

export const modifierCode = matching(/^[A-Za-z0-9]{2}$/, 2, 'must be two letters or digits, like GN').meta({
  id: 'ModifierCode',
  description: 'Says more of the code of a service, for an insurer.',
  maxLength: 2,
  example: 'GN',
});
export const diagnosisCode = matching(
  /^[A-Za-z][0-9][0-9A-Za-z](\.[0-9A-Za-z]{1,4})?$/,
  8,
  'must be a code of ICD-10-CM, like F80.2',
).meta({ id: 'DiagnosisCode', description: 'Of ICD-10-CM.', maxLength: 8, example: 'F80.2' });

/** Codes as insurers write them, in capitals; each once. */
const codes = (one: z.ZodType<string, string>, most: number) =>
  z
    .array(one)
    .max(most)
    .transform((list) => [...new Set(list.map((code) => code.toUpperCase()))])
    .optional();

const lineFields = z.strictObject({
  serviceCodeId: id(),
  serviceDate: day(),
  quantity: decimal(2, 9_999).optional().meta({ description: 'Units of the service; one where it is left out.', example: '1.5' }),
  unitPrice: money().optional().meta({ description: "The service's rate on that day where it is left out." }),
  discountAmount: money().optional().meta({ description: 'Money off the line; or `discountPercent`.' }),
  discountPercent: decimal(5, 100).optional().meta({ description: 'Per cent off the line.', example: '10' }),
  description: line(500)
    .optional()
    .meta({ description: "The service's where it is left out.", example: 'Speech therapy, 50 minutes' }),
  packageId: id().nullish().meta({ description: 'The package that pays for it: it is one visit, at the price of the package.' }),
  appointmentId: id().nullish().meta({ description: 'The visit that it is for.' }),
  learnerId: id().nullish().meta({ description: "One of the client's." }),
  modifiers: codes(modifierCode, 4).meta({
    description: "Of the service's code, for an insurer.",
    example: ['GN'],
  }),
  diagnosisCodes: codes(diagnosisCode, 12).meta({
    description: 'ICD-10-CM. Set, and read, by those who may read clinical notes.',
    example: ['F80.2'],
  }),
  placeOfService: optional(matching(/^[0-9]{2}$/, 2, 'must be two digits, like 11')).meta({
    description: 'Where it took place, in the two digits of insurers.',
    example: '11',
  }),
});

export const invoiceLineInput = lineFields.meta({
  id: 'InvoiceLineInput',
  description: 'A line of a draft. Price, taxes and sums are worked out.',
});
export type InvoiceLineInput = z.output<typeof invoiceLineInput>;

export const newInvoiceLine = lineFields
  .extend({ invoiceId: id() })
  .meta({ id: 'CreateInvoiceLineInput', description: 'One more line of a draft.' });
export type NewInvoiceLine = z.output<typeof newInvoiceLine>;

export const invoiceLineChanges = lineFields.partial().meta({
  id: 'UpdateInvoiceLineInput',
  description: 'What can be changed of a line of a draft; what follows is worked out anew.',
});
export type InvoiceLineChanges = z.output<typeof invoiceLineChanges>;

export const invoicePayerInput = z
  .strictObject(payerPart)
  .meta({ id: 'InvoicePayerInput', description: 'A policy or a funding source that pays per cent, or up to a sum.' });

const invoice = z.strictObject({
  fundingSource: fundingSource.optional().meta({ description: 'PRIVATE where it is left out.' }),
  insuranceId: id().nullish().meta({ description: 'The policy that pays, with INSURANCE.' }),
  fundingId: id().nullish().meta({ description: 'The funding source that pays, with SCHOLARSHIP or GRANT.' }),
  issueDate: day().optional().meta({ description: 'Today where it is left out; the day of sending in the end.' }),
  dueDate: day().optional().meta({
    description: "Where it is left out: as many days after the day of issue as the client's terms say, or the practice's.",
  }),
  notes: optionalText(4000),
  paymentInstructions: optionalText(2000),
  termsConditions: optionalText(4000).meta({
    description:
      'Where it is left out: those of the billing settings, or, where these speak of other days than this invoice has, the day on which it is due. `{due}` becomes that day when it is sent.',
    example: 'Due on {due}.',
  }),
  payers: z.array(invoicePayerInput).max(20).optional().meta({
    description:
      'Who pays a part, in order; what is left is whom the invoice is for. The client’s usual payers where nobody is named.',
  }),
  lines: z.array(invoiceLineInput).max(MOST_LINES).optional().meta({ description: 'All of its lines, in their order.' }),
});

export const newInvoice = invoice
  .extend({ clientId: id() })
  .meta({ id: 'CreateInvoiceInput', description: 'A draft: it has no number yet, and nobody owes for it.' });
export type NewInvoice = z.output<typeof newInvoice>;

export const invoiceChanges = invoice.meta({
  id: 'UpdateInvoiceInput',
  description: 'What can be changed of a draft; of one that was sent, the notes alone. `lines` replaces all of them.',
});
export type InvoiceChanges = z.output<typeof invoiceChanges>;

export const writeOffInput = z
  .strictObject({
    amount: money().optional().meta({ description: 'All that is open, of that party where one is named, where it is left out.' }),
    reason: line(500).meta({ example: 'Too little to ask for.' }),
    party: z.enum(['CLIENT', 'INSURANCE', 'FUNDING']).optional().meta({
      description: 'Whose part it is, with its `insuranceId` or `fundingId`; left out: of all who owe, in their order.',
    }),
    insuranceId: id().optional().meta({ description: 'The policy, with INSURANCE.' }),
    fundingId: id().optional().meta({ description: 'The funding source, with FUNDING.' }),
  })
  .meta({ id: 'WriteOffInput', description: 'What nobody will be asked for any more.' });
export type WriteOffInput = z.output<typeof writeOffInput>;

export const creditLineInput = z
  .strictObject({
    lineId: id(),
    amount: money()
      .optional()
      .meta({ description: 'What is taken back of it, taxes included; all that is left of it where it is left out.' }),
  })
  .meta({ id: 'CreditNoteLineInput' });

export const newCreditNote = z
  .strictObject({
    reason: line(500).meta({ example: 'The visit did not take place.' }),
    issueDate: day().optional().meta({ description: 'Today where it is left out.' }),
    lines: z
      .array(creditLineInput)
      .min(1)
      .max(MOST_LINES)
      .optional()
      .meta({ description: 'All that is left of every line where it is left out.' }),
  })
  .meta({
    id: 'CreateCreditNoteInput',
    description: 'Takes back what an invoice charged, in part or whole. What was paid too much by it goes on account.',
  });
export type NewCreditNote = z.output<typeof newCreditNote>;

export const invoiceList = z
  .strictObject({
    ...listFields(['issueDate', 'dueDate', 'balance', 'invoiceNumber', 'updatedAt'], {
      description: 'The latest first if not said.',
      default: '-issueDate',
    }),
    clientId: id().optional(),
    status: z.array(invoiceStatus).max(6).optional(),
    fundingSource: fundingSource.optional().meta({ description: 'Paid by these.' }),
    issuedFrom: day().optional().meta({ description: 'Issued on that day or later.' }),
    issuedTo: day().optional().meta({ description: 'Issued on that day or earlier.' }),
    dueTo: day().optional().meta({ description: 'Due on that day or earlier.' }),
    open: z.boolean().optional().meta({ description: 'True: those with a balance that were sent; false: the others.' }),
    q: searchWords('The number, or its beginning.'),
  })
  .meta({ id: 'InvoiceListQuery' });
export type InvoiceList = z.output<typeof invoiceList>;

export const invoiceExport = z
  .strictObject({ format: fileFormat, ...invoiceList.omit({ limit: true, cursor: true, count: true }).shape })
  .meta({ id: 'InvoiceExportQuery' });
export type InvoiceExport = z.output<typeof invoiceExport>;
