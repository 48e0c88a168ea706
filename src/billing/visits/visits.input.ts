import { z } from 'zod';
import { day, id, line, listFields } from '../../kernel/fields.js';
import { invoiceLineInput, newInvoice } from '../invoices/invoices.input.js';

export const visitKind = z.enum(['VISIT', 'NO_SHOW', 'LATE_CANCELLATION']).meta({
  id: 'VisitKind',
  description: 'It took place; nobody came; the client called it off too late. Others are not billed.',
});
export const visitState = z.enum(['UNBILLED', 'BILLED', 'WAIVED']).meta({
  id: 'VisitState',
  description: 'Nobody was asked to pay for it yet; a line bills it, of a draft too; nobody will be.',
});

const days = {
  from: day().meta({ description: 'The first day, by the clock of the place.', example: '2026-03-01' }),
  to: day().meta({ description: 'The last day. At most 366 days after the first.', example: '2026-03-31' }),
};

const paging = listFields(['startTime'], { default: 'startTime' });
export const visitList = z
  .strictObject({
    limit: paging.limit,
    cursor: paging.cursor,
    sort: paging.sort,
    count: paging.count,
    ...days,
    clientId: id().optional(),
    learnerId: id().optional(),
    therapistId: id().optional(),
    locationId: id().optional(),
    kind: visitKind.optional(),
    state: visitState.optional().meta({ description: 'UNBILLED where it is left out.' }),
  })
  .meta({ id: 'VisitListQuery' });
export type VisitList = z.output<typeof visitList>;

const visitPart = z.strictObject({
  appointmentId: id(),
  learnerId: id().nullish().meta({ description: 'Whose part of it, where it is about a learner.' }),
});

export const chosenVisit = visitPart
  .extend({
    serviceCodeId: invoiceLineInput.shape.serviceCodeId
      .optional()
      .meta({ description: 'What it is billed as, where it is not what its type says.' }),
  })
  .meta({ id: 'ChosenVisit' });

/** More than that is a list, not an invoice. */
export const MOST_VISITS = 200;

const { fundingSource, insuranceId, fundingId, issueDate, dueDate, notes } = newInvoice.shape;

const fromVisits = z.strictObject({
  clientId: id(),
  visits: z
    .array(chosenVisit)
    .min(1)
    .max(MOST_VISITS)
    .optional()
    .meta({ description: 'These; or those of the days from `from` to `to` that are not billed yet.' }),
  from: days.from.optional(),
  to: days.to.optional(),
  fees: z
    .boolean()
    .optional()
    .meta({ description: 'Whether fees for what was missed or called off late are charged with the days. True if not said.' }),
  packages: z
    .boolean()
    .optional()
    .meta({ description: 'Whether the client’s packages pay for what they serve. True if not said, where the client pays.' }),
});

export const previewVisits = fromVisits.meta({
  id: 'PreviewVisitsInput',
  description: 'What an invoice over these visits would say.',
});
export type PreviewVisits = z.output<typeof previewVisits>;

export const invoiceVisits = fromVisits
  .extend({ fundingSource, insuranceId, fundingId, issueDate, dueDate, notes })
  .meta({ id: 'InvoiceVisitsInput', description: 'Makes a draft of visits. Each is billed once.' });
export type InvoiceVisits = z.output<typeof invoiceVisits>;

export const newWaiver = visitPart
  .extend({
    clientId: id().optional().meta({ description: "The appointment's where it is left out." }),
    reason: line(500).meta({ example: 'The family had an accident on the way.' }),
  })
  .meta({ id: 'CreateVisitWaiverInput', description: 'Nobody is asked to pay for this visit, and why.' });
export type NewWaiver = z.output<typeof newWaiver>;

/** As many as a page of a list has. */
export const MOST_APPOINTMENTS = 200;

export const previewAppointments = z
  .strictObject({
    appointmentIds: z.array(id()).min(1).max(MOST_APPOINTMENTS),
    packages: fromVisits.shape.packages,
  })
  .meta({ id: 'PreviewAppointmentsInput', description: 'What invoices over these appointments would say, a client’s each.' });
export type PreviewAppointments = z.output<typeof previewAppointments>;

export const invoiceAppointments = previewAppointments.extend({ issueDate, dueDate }).meta({
  id: 'InvoiceAppointmentsInput',
  description: 'Makes a draft for each client of these appointments. Each visit is billed once.',
});
export type InvoiceAppointments = z.output<typeof invoiceAppointments>;
