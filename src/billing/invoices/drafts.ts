/** An invoice that somebody wants to change: whether they may, and whether it still can be. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requireClientOf, requirePermission } from '../../access/policy.js';
import type { Audited } from '../../audit/changing.js';
import type { Invoice } from '../../generated/prisma/index.js';
import { conflict, forbidden, notFound } from '../../kernel/errors.js';
import { MOST_LINES } from './invoices.input.js';
import { hiddenLinesOf } from './invoices.queries.js';

/** An invoice to be changed: held, and one that the actor may do `permission` to. Throws 403, 404. */
export async function requireInvoice(tx: Ctx, permission: Permission, id: bigint): Promise<Invoice> {
  requirePermission(tx.actor, permission);
  const invoice = await tx.db.invoice.findUnique({ where: { id } });
  if (!invoice) throw notFound('invoice');
  await requireClientOf(tx, permission, invoice.clientId, 'invoice');
  if (permission === Permission.EDIT_BILLING && (await hiddenLinesOf(tx, permission, id)) > 0)
    throw forbidden('Lines of this invoice are about a learner whom you may not see.');
  return invoice;
}

export const invoiceKept = (clientId?: bigint): Audited<Invoice> => ({
  recordType: 'Invoice',
  what: 'invoice',
  ...(clientId === undefined ? {} : { clientId }),
  find: (db, id) => db.invoice.findUnique({ where: { id } }),
});

/** Throws 409 for what was sent: its figures stay as they are. */
export function requireDraft({ status }: Invoice): void {
  if (status !== 'DRAFT')
    throw conflict('invoice.sent', 'This invoice was sent: credit it, write it off, or give money back instead.');
}

/** Throws 409 for more lines than an invoice shows. */
export function requireRoom(lines: number): void {
  if (lines > MOST_LINES) throw conflict('invoice.full', `An invoice has at most ${MOST_LINES} lines.`);
}
