/** Packages: visits that a client pays before they take place. Their money is a debt of the practice until it is used. */
import { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requireClient, requireClientOf, requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { requireLearnerOf } from '../../clients/learners/learner-of.js';
import { visibleLearners } from '../../clients/learners/visible-learners.queries.js';
import type { Page } from '../../database/lists.js';
import { lockRow } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { ClientPackage } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { servicesOnDays } from '../pricing/pricing.queries.js';
import { taxesOf } from '../pricing/taxes-of.js';
import { lineFigures, sumOf } from '../rules/line.js';
import { type PackageReceiptRow, type PackageUseRow, receiptsOfPackage, usesOfPackage } from './package-history.queries.js';
import type { NewPackage, PackageChanges, PackageList } from './packages.input.js';
import { findPackageRow, listPackageRows, type PackageRow, paidInto } from './packages.queries.js';
import { pricesOf } from './rules/prices.js';

/** The packages that match, of clients and learners whom the actor may see. Throws 403. */
export async function listPackages(ctx: Ctx, query: PackageList): Promise<Page<PackageRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listPackageRows(ctx, query);
}

/** Throws 403, 404. */
export async function getPackage(ctx: Ctx, id: bigint): Promise<PackageRow> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findPackageRow(ctx, id);
  if (!row) throw notFound('package');
  return row;
}

/** More came in for no package. */
const MOST_RECEIPTS = 500;

export interface PackageHistory {
  receipts: PackageReceiptRow[];
  uses: PackageUseRow[];
  hidden: number;
}

/** What it was paid with, and used for, as far as the actor may see that. Throws 403, 404. */
export async function historyOfPackage(ctx: Ctx, id: bigint): Promise<PackageHistory> {
  await getPackage(ctx, id);
  return { receipts: await receiptsOfPackage(ctx, id, MOST_RECEIPTS), ...(await usesOfPackage(ctx, id)) };
}

type Terms = Pick<ClientPackage, 'visits' | 'price' | 'validFrom' | 'expiresOn'>;

function requireTerms({ visits, price, validFrom, expiresOn }: Terms): void {
  if (price.lessThan(new Decimal('0.01').times(visits)))
    throw unprocessable('package.price', 'Each visit of a package costs something.', 'price');
  if (expiresOn && expiresOn < validFrom)
    throw unprocessable('package.dates', 'It expires on or after the first day.', 'expiresOn');
}

/** Throws 422 for a service that is billed by time: its visits cost what they last, and a package knows one price. */
async function requireByVisit(tx: Ctx, id: bigint): Promise<void> {
  const service = await tx.db.serviceCode.findUnique({ where: { id }, select: { billableUnit: true } });
  if (service && (service.billableUnit === 'HOUR' || service.billableUnit === 'QUARTER_HOUR'))
    throw unprocessable(
      'package.service',
      'A package is of a service that is billed by the visit, not by time.',
      'serviceCodeId',
    );
}

/** What is paid for a package: the price of each visit with the taxes of its first day, rounded as its line will be. Throws 422. */
async function dueFor(tx: Ctx, terms: Terms & { clientId: bigint; serviceCodeId: bigint }): Promise<Decimal> {
  const { clientId, serviceCodeId, validFrom } = terms;
  const serviceDate = fromDate(validFrom);
  const [service] = await servicesOnDays(tx, [{ clientId, serviceCodeId, serviceDate, appointmentId: null }]);
  if (!service?.isActive) throw unprocessable('reference.not_found', 'There is no such active service code.', 'serviceCodeId');
  const [taxes = []] = await taxesOf(tx, [service], [serviceDate]);
  return sumOf(
    pricesOf({ ...terms, amountDue: terms.price }).map((price) => lineFigures(new Decimal(1), price, null, taxes).total),
  );
}

/** Throws 403, 404 (no such client), 422. */
export async function createPackage(ctx: Ctx, input: NewPackage): Promise<ClientPackage> {
  await requireClient(ctx, Permission.EDIT_BILLING, input.clientId);
  return inTransaction(ctx, async (tx) => {
    const { learnerId = null, expiresOn = null, notes = null } = input;
    const terms = { ...input, expiresOn };
    requireTerms(terms);
    await requireLearnerOf(tx, Permission.EDIT_BILLING, input.clientId, learnerId);
    await requireByVisit(tx, terms.serviceCodeId);
    const amountDue = await dueFor(tx, terms);
    const by = { createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() };
    const row = await tx.db.clientPackage.create({ data: { ...terms, learnerId, notes, amountDue, ...by } });
    const { id, clientId } = row;
    await audit(tx, { action: 'CREATE', recordType: 'ClientPackage', recordId: id, clientId, after: row });
    await emit(tx, 'package.created', { id, clientId });
    return row;
  });
}

export const packageKept = (clientId: bigint): Audited<ClientPackage> => ({
  recordType: 'ClientPackage',
  what: 'package',
  clientId,
  find: (db, id) => db.clientPackage.findUnique({ where: { id } }),
});

/** A package that the actor may change. Throws 403, 404: one for a learner out of sight is as one that is not there. */
export async function requirePackage(tx: Ctx, id: bigint): Promise<ClientPackage> {
  requirePermission(tx.actor, Permission.EDIT_BILLING);
  const row = await tx.db.clientPackage.findUnique({ where: { id } });
  if (!row) throw notFound('package');
  await requireClientOf(tx, Permission.EDIT_BILLING, row.clientId, 'package');
  if (row.learnerId !== null && !(await visibleLearners(tx, Permission.EDIT_BILLING, [row.learnerId])).has(row.learnerId))
    throw notFound('package');
  return row;
}

/** Whether anything was ever paid for it, or a line uses it. */
async function isBegun(tx: Ctx, id: bigint): Promise<boolean> {
  const where = { packageId: id };
  return (
    (await tx.db.ledgerMovement.count({ where, take: 1 })) > 0 ||
    (await tx.db.invoiceLineItem.count({ where, take: 1 })) > 0 ||
    (await tx.db.receipt.count({ where, take: 1 })) > 0
  );
}

const FIXED = ['serviceCodeId', 'learnerId', 'visits', 'price', 'validFrom'] as const;

/** Throws 409 where what was sold would become something else. */
async function requireUnbegun(tx: Ctx, before: ClientPackage, changes: PackageChanges): Promise<void> {
  const other = FIXED.find((name) => changes[name] !== undefined && String(changes[name]) !== String(before[name]));
  if (other !== undefined && (await isBegun(tx, before.id)))
    throw conflict('package.begun', 'Something was paid or used already: end this package, and make another.', {
      errors: [{ path: other, message: 'stays as it was sold' }],
    });
}

/**
 * Changes the fields that are sent. Once something was paid or used, what was sold stays; its last day, its rule and its notes can be
 * changed. Throws 403, 404, 409, 412, 422.
 */
export async function updatePackage(ctx: Ctx, id: bigint, changes: PackageChanges, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requirePackage(tx, id);
    const change = await changing(tx, packageKept(clientId), id, match, async (before) => {
      if (before.endedAt !== null) throw conflict('package.ended', 'This package was ended.');
      await requireUnbegun(tx, before, changes);
      const terms = { ...before, ...changes, learnerId: changes.learnerId === undefined ? before.learnerId : changes.learnerId };
      requireTerms(terms);
      await requireLearnerOf(tx, Permission.EDIT_BILLING, clientId, terms.learnerId);
      if (changes.serviceCodeId !== undefined) await requireByVisit(tx, changes.serviceCodeId);
      const isResold = FIXED.some((name) => changes[name] !== undefined) && !(await isBegun(tx, id));
      const amountDue = isResold ? await dueFor(tx, terms) : before.amountDue;
      return tx.db.clientPackage.update({ where: { id }, data: { ...changes, amountDue, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'package.updated', { id, clientId, ...change });
  });
}

/** Deletes one of which nothing was ever paid or used: what was refers to it. Throws 403, 404, 409, 412. */
export async function deletePackage(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requirePackage(tx, id);
    await removing(tx, packageKept(clientId), id, match, () => tx.db.clientPackage.delete({ where: { id } }));
    await emit(tx, 'package.deleted', { id, clientId });
  });
}

/**
 * A client's package, held until the transaction ends, and what is still to be paid for it. Throws 409 for one that was ended, 422 for another
 * client's.
 */
export async function holdPackage(tx: Ctx, clientId: bigint, id: bigint): Promise<{ row: ClientPackage; open: Decimal }> {
  await lockRow(tx.db, 'ClientPackage', id);
  const row = await tx.db.clientPackage.findFirst({ where: { id, clientId } });
  // One for a learner out of sight is as one that is not there.
  const learnerId = row?.learnerId ?? null;
  const isSeen = learnerId === null || (await visibleLearners(tx, Permission.RECORD_PAYMENT, [learnerId])).has(learnerId);
  if (!row || !isSeen) throw unprocessable('reference.not_found', 'This client has no such package.', 'packageId');
  if (row.endedAt !== null) throw conflict('package.ended', 'This package was ended.');
  return { row, open: row.amountDue.minus(await paidInto(tx, id)) };
}
