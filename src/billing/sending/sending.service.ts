/** Drafts are sent, and the families written to if that is wanted: one, or many, of which no refusal stops the others. */
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { translateDatabaseError } from '../../database/errors.js';
import type { InvoiceMail } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { AppError } from '../../kernel/errors.js';
import { requireInvoice } from '../invoices/drafts.js';
import { sendInvoice } from '../invoices/sending.service.js';
import { emailInvoice, usualRecipient } from '../papers/mailing.service.js';
import type { SendInput, SendMany } from './sending.input.js';

/**
 * Sends a draft; with `mail` the family is written to in the same transaction, so that an invoice is never sent with its mail forgotten.
 * Where nobody has an address it is sent all the same. Gives what became of the mail. Throws as `sendInvoice`.
 */
export async function sendAndWrite(
  ctx: Ctx,
  id: bigint,
  { mail = false, ...input }: SendInput,
  match?: Match,
): Promise<InvoiceMail | null> {
  if (!mail) {
    await sendInvoice(ctx, id, input, match);
    return null;
  }
  return inTransaction(ctx, async (tx) => {
    await sendInvoice(tx, id, input, match);
    const { clientId } = await requireInvoice(tx, Permission.EDIT_BILLING, id);
    if (!(await usualRecipient(tx, clientId))) return 'NO_RECIPIENT';
    return (await emailInvoice(tx, id, {})).queued ? 'WRITTEN' : 'KEPT';
  });
}

/** What a rule or the database refused; undefined for what is no rule: the database is away, say. */
export function refusalOf(error: unknown): AppError | undefined {
  const refused = error instanceof AppError ? error : translateDatabaseError(error);
  return refused && refused.status < 500 ? refused : undefined;
}

/** What became of one draft among many. */
export interface Sent {
  invoiceId: bigint;
  invoiceNumber: string | null;
  mail: InvoiceMail | null;
  refused: AppError | null;
}

/**
 * Sends drafts one after the other, each in a transaction of its own; gives what became of each. The same once more sends nothing: they are
 * no drafts any more. Throws 403; of one that is refused it is told.
 */
export async function sendMany(ctx: Ctx, { invoiceIds, ...input }: SendMany): Promise<Sent[]> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  const results: Sent[] = [];
  for (const invoiceId of new Set(invoiceIds)) {
    try {
      const mail = await sendAndWrite(ctx, invoiceId, input);
      results.push({ invoiceId, invoiceNumber: null, mail, refused: null });
    } catch (error) {
      const refused = refusalOf(error);
      if (!refused) throw error;
      if (refused.status === 403)
        await audit(ctx, {
          action: 'REFUSED',
          recordType: 'Invoice',
          recordId: invoiceId,
          reason: `sent among others: ${refused.code}`,
        });
      results.push({ invoiceId, invoiceNumber: null, mail: null, refused });
    }
  }
  const sent = results.flatMap(({ invoiceId, refused }) => (refused ? [] : invoiceId));
  const rows = await ctx.db.invoice.findMany({ where: { id: { in: sent } }, select: { id: true, invoiceNumber: true } });
  const numbers = new Map(rows.map(({ id, invoiceNumber }) => [id, invoiceNumber]));
  return results.map((one) => ({ ...one, invoiceNumber: numbers.get(one.invoiceId) ?? null }));
}
