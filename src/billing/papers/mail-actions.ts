/** The buttons that send papers by e-mail, on the records that they are papers of. */
import { Permission as P } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import type { ActAction } from '../../records/actions.js';
import type { FieldOf } from '../../records/description.js';
import { emailInvoice, emailReceipt, emailStatement } from './mailing.service.js';

/** What is said afterwards. */
const told = async (written: Promise<{ queued: boolean }>): Promise<string> =>
  (await written).queued
    ? 'It is in the outbox and goes out within a minute.'
    : 'It is kept in the outbox: the practice sends no e-mail.';

const EMAIL = { kind: 'act', label: 'E-mail', icon: 'Mail', button: 'Send it', done: 'Sent.' } as const;
const TO = 'It goes to the client, or, without an address of theirs, to a caregiver who may pay.';

export const invoiceMailActions: Record<string, ActAction<FieldOf<'Invoice'>>> = {
  email: {
    ...EMAIL,
    permission: P.EDIT_BILLING,
    when: { status: ['SENT', 'OVERDUE', 'PAID', 'CANCELLED', 'REFUNDED'] },
    run: (ctx: Ctx, id: bigint) => told(emailInvoice(ctx, id, {})),
    question: `Send this invoice as a PDF by e-mail? ${TO}`,
  },
};

export const receiptMailActions: Record<string, ActAction<FieldOf<'Receipt'>>> = {
  email: {
    ...EMAIL,
    permission: P.RECORD_PAYMENT,
    when: { reversedAt: [null] },
    run: (ctx: Ctx, id: bigint) => told(emailReceipt(ctx, id, {})),
    question: `Send this receipt as a PDF by e-mail? ${TO}`,
  },
};

export const clientMailActions: Record<string, ActAction<FieldOf<'Client'>>> = {
  emailStatement: {
    ...EMAIL,
    label: 'E-mail statement',
    permission: P.EDIT_BILLING,
    run: (ctx: Ctx, id: bigint) => told(emailStatement(ctx, id, {})),
    question: `Send the statement of this year, until today, as a PDF by e-mail? It tells what the client owes. ${TO}`,
  },
};
