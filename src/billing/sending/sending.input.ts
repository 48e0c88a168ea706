import { z } from 'zod';
import { day, id } from '../../kernel/fields.js';

/** What became of the e-mail to the family. */
export const invoiceMail = z.enum(['WRITTEN', 'KEPT', 'NO_RECIPIENT']).meta({
  id: 'InvoiceMail',
  description:
    'It goes out within a minute; the practice sends no e-mail, it is kept in the outbox; neither the client nor a caregiver who may pay has an address.',
});

const issueDate = day().optional().meta({ description: 'Today where it is left out. Its year is that of the number.' });
/** Whether the family is written to. */
export const mail = z.boolean().optional().meta({
  description:
    'Whether it goes by e-mail as well, as a PDF: to the client, or, without an address of theirs, to a caregiver who may pay. False if not said: nothing leaves the house.',
});

export const sendInput = z
  .strictObject({
    issueDate,
    dueDate: day().optional().meta({ description: 'As far after the day of issue as the draft has it where it is left out.' }),
    mail,
  })
  .meta({ id: 'SendInvoiceInput', description: 'Sends a draft: it gets its number, and is owed from then on.' });
export type SendInput = z.output<typeof sendInput>;

/** More are for a month-end run, which sends by itself. */
export const MOST_SENT = 200;

export const sendManyInput = z
  .strictObject({
    invoiceIds: z.array(id()).min(1).max(MOST_SENT).meta({ description: 'Drafts; each is sent by itself.' }),
    issueDate,
    mail,
  })
  .meta({ id: 'SendInvoicesInput', description: 'Drafts that are sent one after the other, whatever becomes of the others.' });
export type SendMany = z.output<typeof sendManyInput>;
