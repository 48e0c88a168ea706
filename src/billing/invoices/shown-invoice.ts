/** An invoice as the API shows it, with the version that its ETag has. */
import type { Ctx } from '../../access/context.js';
import { notesReader } from '../../access/policy.js';
import { type Match, matchOf, type Shown } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import type { InvoiceDetails } from './invoices.dto.js';
import { toInvoiceDetails } from './invoices.present.js';
import { getInvoice } from './invoices.service.js';
import { warningsOfDraft } from './invoice-warnings.js';

/** The answer, and the instant of its row. Throws 403, 404. */
export async function shownInvoice(ctx: Ctx, id: bigint): Promise<Shown<InvoiceDetails>> {
  const row = await getInvoice(ctx, id);
  return [row.updatedAt, toInvoiceDetails(row, notesReader(ctx.actor), await warningsOfDraft(ctx, row))];
}

/** What `If-Match` asks of it. */
export const matchingInvoice = (ifMatch: string | undefined, id: Id): Match | undefined =>
  matchOf(ifMatch, (tx) => shownInvoice(tx, toId(id)));
