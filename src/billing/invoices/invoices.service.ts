/** Invoices while they are drafts, and reading them at any time. What happens to one that was sent: sending, credit-notes, write-off. */
import { Permission } from '../../access/permissions.js';
import { requireClient, requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { auditMany } from '../../audit/audit.service.js';
import { changing, removing } from '../../audit/changing.js';
import type { Page } from '../../database/lists.js';
import { emit } from '../../events/emit.js';
import type { Invoice } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { addDays } from '../../kernel/days.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import { fromDate, toDate } from '../../kernel/time.js';
import { lockInvoices } from '../ledger/ledger.queries.js';
import { requireOwn } from '../ledger/own-payers.js';
import { today } from '../ledger/posting.service.js';
import { invoiceFigures } from '../rules/line.js';
import type { InvoiceChanges, InvoiceList, NewInvoice } from './invoices.input.js';
import {
  changeableDrafts,
  findInvoiceRow,
  type InvoiceDetails,
  type InvoiceRow,
  listInvoiceRows,
  nextInvoiceIds,
  partsOf,
} from './invoices.queries.js';
import { invoiceKept, requireDraft, requireInvoice, requireRoom } from './drafts.js';
import { insertPayers, type InvoicePart, namedPayers, replacePayers, usualPayers } from './invoice-payers.js';
import { auditGone, insertLinesOf, replaceLines } from './keeping-lines.js';
import { requirePayable } from './lines.service.js';
import { type MadeLine, makeLines } from './making-lines.js';
import { termsWith, usualTerms } from './terms.js';

/** The invoices that match, of clients whom the actor may see. Throws 403. */
export async function listInvoices(ctx: Ctx, query: InvoiceList): Promise<Page<InvoiceRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listInvoiceRows(ctx, query);
}

/** One invoice with lines, taxes, payments, credit notes and who owes how much. Throws 403, 404. */
export async function getInvoice(ctx: Ctx, id: bigint): Promise<InvoiceDetails> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findInvoiceRow(ctx, id);
  if (!row) throw notFound('invoice');
  return { ...row, ...(await partsOf(ctx, id)) };
}

type Payer = Pick<Invoice, 'fundingSource' | 'insuranceId' | 'fundingId'>;

/** Throws 422 for a payer who is not the client's, or does not fit who pays. */
async function requirePayer(tx: Ctx, clientId: bigint, { fundingSource, insuranceId, fundingId }: Payer): Promise<void> {
  if (insuranceId !== null && fundingSource !== 'INSURANCE')
    throw unprocessable('invoice.payer', 'A policy goes with INSURANCE.', 'insuranceId');
  if (fundingId !== null && fundingSource !== 'SCHOLARSHIP' && fundingSource !== 'GRANT')
    throw unprocessable('invoice.payer', 'A funding source goes with SCHOLARSHIP or GRANT.', 'fundingId');
  await requireOwn(tx, clientId, { insuranceId, fundingId });
}

/** Throws 422 where a package pays for lines of what is to be for somebody else. */
async function requireNoPackage(tx: Ctx, id: bigint): Promise<void> {
  if (await tx.db.invoiceLineItem.count({ where: { invoiceId: id, packageId: { not: null } } }))
    throw unprocessable('package.payer', 'A package pays for lines of this invoice: only the client can pay it.', 'insuranceId');
}

function requireDates(issueDate: Date, dueDate: Date): void {
  if (dueDate < issueDate) throw unprocessable('invoice.dates', 'An invoice is due on or after the day of issue.', 'dueDate');
}

export const dueAfter = (issueDate: Date, days: number): Date => toDate(addDays(fromDate(issueDate), days), 'dueDate');

/** What a draft may be made with besides its lines. */
export type DraftFields = Pick<
  NewInvoice,
  | 'fundingSource'
  | 'insuranceId'
  | 'fundingId'
  | 'payers'
  | 'issueDate'
  | 'dueDate'
  | 'notes'
  | 'paymentInstructions'
  | 'termsConditions'
>;
export interface NewDraft extends DraftFields {
  clientId: bigint;
  made: readonly MadeLine[];
}

/** Who pays first: the client where nobody else does. */
function sourceOf([first]: readonly InvoicePart[]): Invoice['fundingSource'] {
  if (!first) return 'PRIVATE';
  return first.insuranceId === null ? 'GRANT' : 'INSURANCE';
}

/** A draft that was written. */
export type WrittenDraft = Pick<Invoice, 'id' | 'totalAmount'>;

/** Makes a draft with its lines. Throws 403, 404 (no such client), 422. */
export async function createInvoice(ctx: Ctx, input: NewInvoice): Promise<WrittenDraft> {
  const { clientId, lines = [], ...fields } = input;
  await requireClient(ctx, Permission.EDIT_BILLING, clientId);
  return inTransaction(ctx, async (tx) => {
    const made = await makeLines(tx, clientId, lines);
    const [draft] = (await insertDrafts(tx, [{ ...fields, clientId, made }])) as [WrittenDraft];
    return draft;
  });
}

/**
 * Writes drafts of clients whom the actor may bill, with lines that were worked out; gives them in order. A handful of statements,
 * however many there are. Throws 409, 422.
 */
export async function insertDrafts(tx: Ctx, drafts: readonly NewDraft[]): Promise<WrittenDraft[]> {
  const issued = await today(tx);
  const { daysOf, wordsFor } = await usualTerms(
    tx,
    drafts.map(({ clientId }) => clientId),
  );
  const usual = await usualPayers(
    tx,
    drafts.map(({ clientId }) => clientId),
  );
  const ids = await nextInvoiceIds(tx, drafts.length);
  const rows = [];
  const payers = [];
  for (const [index, { made, clientId, payers: named, ...fields }] of drafts.entries()) {
    requireRoom(made.length);
    const issueDate = fields.issueDate ?? issued;
    const isForSomebody = fields.fundingSource !== undefined || Boolean(fields.insuranceId ?? fields.fundingId);
    const parts = named ? await namedPayers(tx, clientId, named) : isForSomebody ? [] : usual(clientId, issueDate);
    const payer: Payer = {
      fundingSource: fields.fundingSource ?? sourceOf(parts),
      insuranceId: fields.insuranceId ?? null,
      fundingId: fields.fundingId ?? null,
    };
    await requirePayer(tx, clientId, payer);
    requirePayable(payer, made);
    const figures = invoiceFigures(made);
    const dueDate = fields.dueDate ?? dueAfter(issueDate, daysOf(clientId));
    requireDates(issueDate, dueDate);
    const id = ids[index] as bigint;
    payers.push({ invoiceId: id, parts });
    rows.push({
      ...wordsFor(clientId, { issueDate, dueDate }),
      ...fields,
      ...payer,
      ...figures,
      id,
      clientId,
      issueDate,
      dueDate,
      balance: figures.totalAmount,
      invoiceNumber: `DRAFT-${id}`,
      createdBy: tx.actor.id,
      updatedBy: tx.actor.id,
      createdAt: tx.now(),
    });
  }
  await tx.db.invoice.createMany({ data: rows });
  await insertPayers(tx, payers);
  await insertLinesOf(
    tx,
    drafts.map(({ made }, index) => ({ invoiceId: ids[index] as bigint, lines: made })),
  );
  await auditMany(
    tx,
    rows.map((row) => ({
      action: 'CREATE' as const,
      recordType: 'Invoice' as const,
      recordId: row.id,
      clientId: row.clientId,
      after: { ...row, status: 'DRAFT' },
    })),
  );
  await emit(
    tx,
    'invoice.created',
    rows.map(({ id, clientId }) => ({ id, clientId })),
  );
  return rows;
}

/** Changes a draft; of one that was sent the notes alone. Throws 403, 404, 409, 412, 422. */
export async function updateInvoice(ctx: Ctx, id: bigint, changes: InvoiceChanges, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireInvoice(tx, Permission.EDIT_BILLING, id);
    const { lines, payers, ...fields } = changes;
    const change = await changing(tx, invoiceKept(clientId), id, match, async (before) => {
      if (Object.keys(changes).some((name) => name !== 'notes')) requireDraft(before);
      const payer: Payer = {
        fundingSource: fields.fundingSource ?? before.fundingSource,
        insuranceId: fields.insuranceId === undefined ? before.insuranceId : fields.insuranceId,
        fundingId: fields.fundingId === undefined ? before.fundingId : fields.fundingId,
      };
      if (before.status === 'DRAFT') await requirePayer(tx, clientId, payer);
      const days = { issueDate: fields.issueDate ?? before.issueDate, dueDate: fields.dueDate ?? before.dueDate };
      requireDates(days.issueDate, days.dueDate);
      const terms = fields.termsConditions === undefined ? before.termsConditions : fields.termsConditions;
      const termsConditions =
        before.status === 'DRAFT' ? await termsWith(tx, { clientId, termsConditions: terms }, days, { sent: false }) : terms;
      if (payers) await replacePayers(tx, before, await namedPayers(tx, clientId, payers));
      const made = lines && (await makeLines(tx, clientId, lines, undefined, lines, { invoiceId: id }));
      if (made) requirePayable(payer, made);
      else if (payer.insuranceId !== null || payer.fundingId !== null) await requireNoPackage(tx, id);
      const figures = made && (await replaceLines(tx, id, made));
      return tx.db.invoice.update({
        where: { id },
        data: {
          ...fields,
          termsConditions,
          ...figures,
          ...(figures && { balance: figures.totalAmount }),
          updatedBy: tx.actor.id,
        },
      });
    });
    await emit(tx, 'invoice.updated', { id, clientId, ...change });
  });
}

/** Deletes a draft. What was sent is never deleted: throws 409. Throws 403, 404, 412. */
export async function deleteInvoice(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireInvoice(tx, Permission.EDIT_BILLING, id);
    await removing(tx, invoiceKept(clientId), id, match, async (before) => {
      requireDraft(before);
      await auditGone(tx, [id]);
      await tx.db.invoice.delete({ where: { id } });
    });
    await emit(tx, 'invoice.deleted', { id, clientId });
  });
}

/**
 * Deletes at once those of these invoices that are drafts and that the actor may change whole, as deleteInvoice does one by one; gives their
 * ids. The others are left as they are. A handful of statements, however many there are. Throws 403.
 */
export async function deleteDrafts(ctx: Ctx, ids: readonly bigint[]): Promise<bigint[]> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  return inTransaction(ctx, async (tx) => {
    await lockInvoices(tx, ids);
    const own = await changeableDrafts(tx, Permission.EDIT_BILLING, ids);
    if (own.length === 0) return [];
    const where = { id: { in: own } };
    const drafts = await tx.db.invoice.findMany({ where, orderBy: { id: 'asc' } });
    await auditGone(tx, own);
    await tx.db.invoice.deleteMany({ where });
    await auditMany(
      tx,
      drafts.map((before) => ({
        action: 'DELETE' as const,
        recordType: 'Invoice' as const,
        recordId: before.id,
        clientId: before.clientId,
        before,
      })),
    );
    await emit(
      tx,
      'invoice.deleted',
      drafts.map(({ id, clientId }) => ({ id, clientId })),
    );
    return own;
  });
}
