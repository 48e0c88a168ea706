/** The buttons that send papers by e-mail, on the records that they are papers of. */
import { Permission as P } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import { requireClient } from '../../access/policy.js';
import type { ActAction, AskedField } from '../../records/actions.js';
import type { FieldOf } from '../../records/description.js';
import { check } from '../../kernel/fields.js';
import { undrawnOf } from '../invoices/invoice-warnings.js';
import { getInvoice } from '../invoices/invoices.service.js';
import { getPayment } from '../payments/payments.service.js';
import { emailInvoice, emailReceipt, emailStatement, mailRecipients } from './mailing.service.js';
import { emailInput } from './papers.input.js';

/** What is said afterwards. */
const told = async (written: Promise<{ queued: boolean }>): Promise<string> =>
  (await written).queued
    ? 'It is in the outbox and goes out within a minute.'
    : 'It is kept in the outbox: the practice sends no e-mail.';

const EMAIL = { kind: 'act', label: 'E-mail', icon: 'Mail', button: 'Send it', done: 'Sent.' } as const;
const TO = 'It goes to the client, or, without an address of theirs, to a caregiver who may pay.';

/** To whom, of those who may pay. @param clientOf whose paper it is; throws 403, 404 */
const recipient = (clientOf: (ctx: Ctx, id: bigint) => Promise<{ clientId: string }>): AskedField => ({
  name: 'caregiverId',
  label: 'To',
  none: 'The client',
  choices: async (ctx, id) => (id === undefined ? [] : mailRecipients(ctx, BigInt((await clientOf(ctx, id)).clientId))),
});
/** Throws 403, 404 for who may not send it. */
async function ofClient(ctx: Ctx, id: bigint): Promise<{ clientId: string }> {
  await requireClient(ctx, P.EDIT_BILLING, id);
  return { clientId: String(id) };
}
const to = ({ caregiverId }: { caregiverId?: string }) => check(emailInput, caregiverId ? { caregiverId } : {});

export const invoiceMailActions: Record<string, ActAction<FieldOf<'Invoice'>>> = {
  email: {
    ...EMAIL,
    permission: P.EDIT_BILLING,
    when: { status: ['SENT', 'OVERDUE', 'PAID', 'CANCELLED', 'REFUNDED'] },
    run: async (ctx: Ctx, id: bigint, answers) => {
      const said = await told(emailInvoice(ctx, id, to(answers)));
      return [said, ...undrawnOf(await getInvoice(ctx, id)).map(({ message }) => message)].join(' ');
    },
    asks: [recipient(getInvoice)],
    question: `Send this invoice as a PDF by e-mail? ${TO}`,
  },
};

export const receiptMailActions: Record<string, ActAction<FieldOf<'Receipt'>>> = {
  email: {
    ...EMAIL,
    permission: P.RECORD_PAYMENT,
    when: { reversedAt: [null] },
    run: (ctx: Ctx, id: bigint, answers) => told(emailReceipt(ctx, id, to(answers))),
    asks: [recipient(getPayment)],
    question: `Send this receipt as a PDF by e-mail? ${TO}`,
  },
};

export const clientMailActions: Record<string, ActAction<FieldOf<'Client'>>> = {
  emailStatement: {
    ...EMAIL,
    label: 'E-mail statement',
    permission: P.EDIT_BILLING,
    run: (ctx: Ctx, id: bigint, answers) => told(emailStatement(ctx, id, to(answers))),
    asks: [recipient(ofClient)],
    question: `Send the statement of this year, until today, as a PDF by e-mail? It tells what the client owes. ${TO}`,
  },
};
