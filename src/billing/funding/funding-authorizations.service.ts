/**
 * What invoices draw on funding sources. The rows follow from the ledger by triggers; by hand, shares of an invoice that was sent move between the
 * client and a source, which writes them.
 */
import { Decimal } from 'decimal.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing } from '../../audit/changing.js';
import { lockRow } from '../../database/row-locks.js';
import type { Page } from '../../database/lists.js';
import { emit } from '../../events/emit.js';
import type { FundingAuthorization, Invoice } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { daysBetween } from '../../kernel/days.js';
import { AppError, conflict, notFound, unprocessable } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { requireInvoice } from '../invoices/drafts.js';
import { owedForCare } from '../invoices/fees.queries.js';
import { dueAfter } from '../invoices/invoices.service.js';
import type { Party } from '../ledger/acts.js';
import { lockInvoices, openShares, takeTurnOnAccount } from '../ledger/ledger.queries.js';
import { requireOwn } from '../ledger/own-payers.js';
import { CLIENT_PARTY, post, sameParty, settleFigures, today } from '../ledger/posting.service.js';
import type {
  FundingAuthorizationChanges,
  FundingAuthorizationList,
  NewFundingAuthorization,
} from './funding-authorizations.input.js';
import {
  findFundingAuthorizationRow,
  type FundingAuthorizationRow,
  listFundingAuthorizationRows,
} from './funding-authorizations.queries.js';

/** Throws 403. */
export async function listFundingAuthorizations(
  ctx: Ctx,
  query: FundingAuthorizationList,
): Promise<Page<FundingAuthorizationRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listFundingAuthorizationRows(ctx, query);
}

/** Throws 403, 404. */
export async function getFundingAuthorization(ctx: Ctx, id: bigint): Promise<FundingAuthorizationRow> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findFundingAuthorizationRow(ctx, id);
  if (!row) throw notFound('funding authorization');
  return row;
}

const kept = (clientId: bigint): Audited<FundingAuthorization> => ({
  recordType: 'FundingAuthorization',
  what: 'funding authorization',
  clientId,
  find: (db, id) => db.fundingAuthorization.findUnique({ where: { id } }),
});

const sourceParty = (fundingId: bigint): Party => ({ party: 'FUNDING', insuranceId: null, fundingId });

/** The invoice, held as all hold it who move what is owed of it. */
async function held(tx: Ctx, { id, clientId }: Invoice): Promise<Invoice> {
  await takeTurnOnAccount(tx, clientId);
  await lockInvoices(tx, [id]);
  return tx.db.invoice.findUniqueOrThrow({ where: { id } });
}

/**
 * So much of what `from` owes is owed by `to` from today on, for as long as the invoice gave. Throws 422 for more than it owes; of a client's,
 * for more than they owe for care: fees stay theirs.
 */
async function move(tx: Ctx, invoice: Invoice, from: Party, to: Party, amount: Decimal): Promise<void> {
  const open = (await openShares(tx, [invoice.id])).find((one) => sameParty(one, from))?.open ?? new Decimal(0);
  const most = from.party === 'CLIENT' ? Decimal.min(open, await owedForCare(tx, invoice.id)) : open;
  if (amount.greaterThan(most)) {
    const who = from.party === 'CLIENT' ? 'The client owes' : 'The source has not paid';
    const what = most.lessThan(open) ? 'for care, without fees, on this invoice' : 'of this invoice';
    throw unprocessable('funding_authorization.amount', `${who} ${most.toFixed(2)} ${what}.`, 'authorizedAmount');
  }
  const day = await today(tx);
  const dueOn = dueAfter(day, daysBetween(fromDate(invoice.issueDate), fromDate(invoice.dueDate)));
  await post(tx, { act: 'TRANSFERRED', clientId: invoice.clientId, effectiveDate: day, reason: 'Funding authorization' }, [
    { ...from, kind: 'TRANSFER', invoiceId: invoice.id, amount: amount.negated() },
    { ...to, kind: 'TRANSFER', invoiceId: invoice.id, amount, dueOn },
  ]);
  await settleFigures(tx, [invoice.id]);
}

/** An invoice that a body names. Throws 403, 422 for one that is not there. */
async function namedInvoice(tx: Ctx, id: bigint): Promise<Invoice> {
  try {
    return await requireInvoice(tx, Permission.EDIT_BILLING, id);
  } catch (error) {
    if (error instanceof AppError && error.status === 404)
      throw unprocessable('reference.not_found', 'There is no such invoice.', 'invoiceId');
    throw error;
  }
}

/**
 * A funding source takes over a part of what the client owes of an invoice that was sent. Throws 403, 409 (a draft; or it draws on that
 * source already), 422.
 */
export async function drawOnFunding(ctx: Ctx, input: NewFundingAuthorization): Promise<{ id: bigint }> {
  return inTransaction(ctx, async (tx) => {
    const { clientFundingId, authorizedAmount, authorizationNumber = null, notes = null } = input;
    const invoice = await held(tx, await namedInvoice(tx, input.invoiceId));
    const { id: invoiceId, clientId } = invoice;
    if (invoice.sentAt === null) throw conflict('invoice.draft', 'This invoice is a draft: name the source as its payer.');
    await requireOwn(tx, clientId, { fundingId: clientFundingId }, { fundingId: 'clientFundingId' });
    if (!authorizedAmount.greaterThan(0))
      throw unprocessable('funding_authorization.amount', 'It is for more than nothing.', 'authorizedAmount');
    const where = { clientFundingId_invoiceId: { clientFundingId, invoiceId } };
    const before = await tx.db.fundingAuthorization.findUnique({ where });
    if (before && before.status !== 'RELEASED')
      throw conflict('funding_authorization.exists', 'This invoice draws on that source already: change how much.');
    await move(tx, invoice, CLIENT_PARTY, sourceParty(clientFundingId), authorizedAmount);
    const row = await tx.db.fundingAuthorization.update({
      where,
      data: { ...(authorizationNumber === null ? {} : { authorizationNumber }), notes, updatedBy: tx.actor.id },
    });
    const change = before ? { action: 'UPDATE' as const, before, after: row } : { action: 'CREATE' as const, after: row };
    await audit(tx, { ...change, recordType: 'FundingAuthorization', recordId: row.id, clientId });
    await emit(tx, 'funding_authorization.drawn', { id: row.id, clientId });
    return { id: row.id };
  });
}

/** One to be changed, with its invoice held. Throws 403, 404. */
async function hold(tx: Ctx, id: bigint): Promise<{ row: FundingAuthorization; invoice: Invoice }> {
  requirePermission(tx.actor, Permission.EDIT_BILLING);
  const seen = await tx.db.fundingAuthorization.findUnique({ where: { id }, select: { invoiceId: true } });
  if (!seen) throw notFound('funding authorization');
  try {
    const invoice = await held(tx, await requireInvoice(tx, Permission.EDIT_BILLING, seen.invoiceId));
    await lockRow(tx.db, 'FundingAuthorization', id);
    return { row: await tx.db.fundingAuthorization.findUniqueOrThrow({ where: { id } }), invoice };
  } catch (error) {
    throw error instanceof AppError && error.status === 404 ? notFound('funding authorization') : error;
  }
}

/** Changes number and notes; another amount moves the difference from the client, or back to them. Throws 403, 404, 412, 422. */
export async function updateFundingAuthorization(
  ctx: Ctx,
  id: bigint,
  changes: FundingAuthorizationChanges,
  match?: Match,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { row, invoice } = await hold(tx, id);
    const { clientId } = invoice;
    const { authorizedAmount = row.authorizedAmount, ...said } = changes;
    const change = await changing(tx, kept(clientId), id, match, async () => {
      if (authorizedAmount.isNegative())
        throw unprocessable('funding_authorization.amount', 'An amount is not negative.', 'authorizedAmount');
      const more = authorizedAmount.minus(row.authorizedAmount);
      const source = sourceParty(row.clientFundingId);
      if (more.greaterThan(0)) await move(tx, invoice, CLIENT_PARTY, source, more);
      if (more.lessThan(0)) await move(tx, invoice, source, CLIENT_PARTY, more.negated());
      return tx.db.fundingAuthorization.update({ where: { id }, data: { ...said, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'funding_authorization.updated', { id, clientId, ...change });
  });
}

/**
 * The client owes again what was drawn; the row stays, RELEASED. Throws 403, 404, 409 (the source has paid of it, or nothing is drawn any
 * more), 412.
 */
export async function releaseFundingAuthorization(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { row, invoice } = await hold(tx, id);
    const { clientId } = invoice;
    await changing(tx, kept(clientId), id, match, async () => {
      if (row.status === 'RELEASED') throw conflict('funding_authorization.released', 'Nothing is drawn any more.');
      const source = sourceParty(row.clientFundingId);
      const open = (await openShares(tx, [invoice.id])).find((one) => sameParty(one, source))?.open;
      if (!open?.equals(row.authorizedAmount))
        throw conflict('funding_authorization.paid', 'The source has paid of it: take that payment back first.');
      await move(tx, invoice, source, CLIENT_PARTY, open);
      return tx.db.fundingAuthorization.update({ where: { id }, data: { updatedBy: tx.actor.id } });
    });
    await emit(tx, 'funding_authorization.released', { id, clientId });
  });
}
