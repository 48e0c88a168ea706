import { z } from 'zod';
import { day, id, listFields } from '../../kernel/fields.js';
import { mail } from '../sending/sending.input.js';

export const runStatus = z.enum(['RUNNING', 'DONE', 'STOPPED']).meta({ id: 'InvoiceRunStatus' });
export const runResult = z.enum(['WAITING', 'DRAFTED', 'INVOICED', 'NOTHING', 'FAILED']).meta({
  id: 'InvoiceRunResult',
  description: 'DRAFTED: the draft is made and is to be sent; INVOICED: done; NOTHING: there was nothing to bill by then.',
});

const run = z.strictObject({
  fromDay: day().meta({ description: 'The first day of the visits, by the clock of their place.', example: '2026-03-01' }),
  toDay: day().meta({
    description: 'The last day. At most 366 days after the first, and not in the future.',
    example: '2026-03-31',
  }),
  locationId: id().nullish().meta({ description: 'Visits at this location alone.' }),
  fees: z
    .boolean()
    .optional()
    .meta({ description: 'Whether fees for what was missed or called off late are charged. True if not said.' }),
  send: z.boolean().optional().meta({ description: 'Whether the invoices are sent. False if not said: they stay drafts.' }),
  mail: mail.meta({
    description:
      'Whether each family is written to by e-mail once their invoice is sent; counts with `send` alone. False if not said.',
  }),
  issueDate: day().optional().meta({ description: 'Of the invoices; today where it is left out.' }),
});

export const newRun = run.meta({ id: 'CreateInvoiceRunInput', description: 'Invoices the unbilled visits of all clients.' });
export type NewRun = z.output<typeof newRun>;

export const runPreview = run
  .omit({ send: true, mail: true, issueDate: true })
  .meta({ id: 'PreviewInvoiceRunInput', description: 'What a run would bill.' });
export type RunPreview = z.output<typeof runPreview>;

export const sendRunInput = z
  .strictObject({
    mail,
    issueDate: day().optional().meta({ description: 'Of the invoices; today where it is left out.' }),
  })
  .meta({ id: 'SendInvoiceRunInput', description: 'Sends the drafts of a run that are there still.' });
export type SendRun = z.output<typeof sendRunInput>;

const list = listFields(['createdAt', 'updatedAt'], { default: '-createdAt' });
export const runList = z.strictObject({ ...list }).meta({ id: 'InvoiceRunListQuery' });
export type RunList = z.output<typeof runList>;

const clients = listFields(['clientName', 'updatedAt'], { default: 'clientName' });
export const runClientList = z
  .strictObject({ ...clients, result: z.array(runResult).max(5).optional().meta({ description: 'One or several of them.' }) })
  .meta({ id: 'InvoiceRunClientListQuery' });
export type RunClientList = z.output<typeof runClientList>;
