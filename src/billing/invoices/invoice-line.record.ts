import { Permission as P } from '../../access/permissions.js';
import { OF_THE_LINE } from '../ledger/beside.js';
import { all, record } from '../../records/description.js';
import { changes, creates, keeping, removes } from '../../records/forms.js';
import type { Row } from '../../records/records.types.js';
import { invoiceLineChanges, newInvoiceLine } from './invoices.input.js';
import { addLine, changeLine, removeLine } from './lines.service.js';

const MAY_BE_EMPTY = ['quantity', 'unitPrice', 'description', 'discountAmount', 'discountPercent'] as const;

/** Per cent that were emptied are no discount any more, unless an amount came in their place. */
const withoutPercent = ({ discountPercent, ...sent }: Row): Row =>
  discountPercent === null
    ? { discountAmount: '0.00', ...sent }
    : { ...sent, ...(discountPercent !== undefined && { discountPercent }) };

export const invoiceLineRecord = record('InvoiceLineItem', {
  what: 'invoice line',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'invoice.client', learners: ['learnerId', 'appointment.learnerId'], beside: { package: OF_THE_LINE } },
  clinical: ['diagnosisCodes'],
  search: ['description'],
  addresses: ['lines'],
  title: (row, say) => say.dashed(say.day(row.serviceDate), say.text(row.description), say.money(row.lineTotal)),
  readOnly: ['taxRate', 'taxAmount', 'lineTotal', 'listPrice', 'position', 'reason', 'packageVisit'],
  panel: {
    label: 'Invoice lines',
    below: 'invoiceId',
    backTo: 'invoiceId',
    list: ['invoiceId', 'serviceDate', 'description', 'quantity', 'unitPrice', 'lineTotal'],
    form: [
      'invoiceId',
      'serviceCodeId',
      'serviceDate',
      'quantity',
      'unitPrice',
      'discountAmount',
      'discountPercent',
      'description',
      'packageId',
      'appointmentId',
      'learnerId',
      'modifiers',
      'diagnosisCodes',
      'placeOfService',
    ],
    labels: { taxRate: 'Tax rate (%)', discountPercent: 'Discount (%)' },
    mayBeEmpty: [...MAY_BE_EMPTY],
    help: {
      quantity: 'Empty: one.',
      unitPrice: 'Empty: what the service costs on that day.',
      discountAmount: 'Money off, or the per cent below.',
      description: 'Empty: what the service is called.',
      packageId: 'One visit, at the price of the package.',
      diagnosisCodes: 'ICD-10-CM, like F80.2.',
      placeOfService: 'Two digits, as insurers write it: 11 is an office.',
    },
    sort: ['serviceDate', 'desc'],
  },
  constraints: {
    invoice_line_items_discount_percent_check: {
      code: 'invoice.line',
      path: 'discountAmount',
      detail: 'A discount in per cent comes to what the per cent are of the line.',
    },
    invoice_line_items_modifiers_check: {
      code: 'invoice.codes',
      path: 'modifiers',
      detail: 'A line has at most four modifiers.',
    },
    invoice_line_items_diagnosis_codes_check: {
      code: 'invoice.codes',
      path: 'diagnosisCodes',
      detail: 'A line has at most twelve diagnoses.',
    },
    invoice_line_items_place_of_service_check: {
      code: 'invoice.codes',
      path: 'placeOfService',
      detail: 'A place of service has two digits.',
    },
    billed_visits_once_key: {
      status: 409,
      code: 'visit.billed',
      detail: 'This visit is on an invoice already: credit that line, or delete it from its draft, first.',
      path: 'appointmentId',
    },
    billed_visits_whole_check: {
      status: 409,
      code: 'visit.billed',
      detail:
        'This visit is on an invoice already, for all of this client or one of their learners: credit that line, or delete it from its draft, first.',
      path: 'appointmentId',
    },
    billed_visits_waived_check: {
      status: 409,
      code: 'visit.waived',
      detail: 'Nobody is asked to pay for this visit: take its waiver back first.',
      path: 'appointmentId',
    },
    billed_visits_called_off_check: {
      code: 'visit.not_billable',
      detail: 'This visit was called off.',
      path: 'appointmentId',
    },
    billed_visits_part_check: {
      code: 'visit.not_billable',
      detail: 'This learner did not take part in that visit.',
      path: 'learnerId',
    },
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
  update: keeping('invoiceId', ['invoice.line', 'A line stays on its invoice.'], (ctx, id, sent) =>
    changes(invoiceLineChanges, changeLine, MAY_BE_EMPTY)(ctx, id, withoutPercent(sent)),
  ),
  remove: removes(removeLine),
});
