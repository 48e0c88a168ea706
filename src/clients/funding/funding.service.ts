/** A client's funding: what programs, grants and scholarships set aside for them. */
import { Decimal } from 'decimal.js';
import { requireClient } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Kept, locked } from '../../database/changing.js';
import { forbidden, notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { turnFundingRows } from './funding.queries.js';
import type { FundingChanges, NewFunding } from './funding.input.js';
import type { ClientFunding, FundingProgram } from '../../generated/prisma/index.js';

export type FundingRow = ClientFunding & { fundingProgram: Pick<FundingProgram, 'name'> };

const MOST_FUNDING = 100;

const withProgram = { fundingProgram: { select: { name: true } } } as const;

/** A client's funding, the latest first. Throws 404. */
export async function listFunding(ctx: Ctx, clientId: bigint): Promise<FundingRow[]> {
  await requireClient(ctx, Permission.VIEW_INSURANCE, clientId);
  return ctx.db.clientFunding.findMany({
    where: { clientId },
    include: withProgram,
    orderBy: [{ startDate: 'desc' }, { id: 'desc' }],
    take: MOST_FUNDING,
  });
}

/** One funding of a client. Throws 404. */
export async function getFunding(ctx: Ctx, clientId: bigint, id: bigint): Promise<FundingRow> {
  await requireClient(ctx, Permission.VIEW_INSURANCE, clientId);
  return find(ctx, clientId, id);
}

const fundingOf = (clientId: bigint): Kept<FundingRow> => ({
  recordType: 'ClientFunding',
  what: 'funding source',
  find: (db, id) => db.clientFunding.findFirst({ where: { id, clientId }, include: withProgram }),
});

async function find(ctx: Ctx, clientId: bigint, id: bigint): Promise<FundingRow> {
  const row = await fundingOf(clientId).find(ctx.db, id);
  if (!row) throw notFound('funding source');
  return row;
}

/** Holds the whole row to its rules; the database has them as CHECKs too. */
function requireSense({
  totalAmount,
  drawnElsewhere,
  startDate,
  endDate,
}: Pick<ClientFunding, 'totalAmount' | 'drawnElsewhere' | 'startDate' | 'endDate'>): void {
  if (totalAmount.isNegative()) throw unprocessable('funding.amount', 'An amount is not negative.', 'totalAmount');
  if (drawnElsewhere.isNegative() || drawnElsewhere.greaterThan(totalAmount))
    throw unprocessable('funding.amount', 'What was drawn elsewhere lies between 0.00 and the total.', 'drawnElsewhere');
  if (endDate < startDate) throw unprocessable('funding.dates', 'Funding ends on or after the day it starts.', 'endDate');
}

async function requireProgram(ctx: Ctx, id: bigint): Promise<void> {
  if (!(await ctx.db.fundingProgram.findFirst({ where: { id, isActive: true }, select: { id: true } }))) {
    throw unprocessable('reference.not_found', 'There is no such active funding program.', 'fundingProgramId');
  }
}

/** Adds funding. Throws 403, 404, 422. */
export async function createFunding(ctx: Ctx, clientId: bigint, input: NewFunding): Promise<FundingRow> {
  await requireClient(ctx, Permission.EDIT_INSURANCE, clientId);
  return inTransaction(ctx, async (tx) => {
    await requireProgram(tx, input.fundingProgramId);
    const { drawnElsewhere = new Decimal(0) } = input;
    const row = {
      ...input,
      clientId,
      drawnElsewhere,
      remainingAmount: input.totalAmount.minus(drawnElsewhere),
      status: input.status ?? 'PENDING',
    };
    requireSense(row);
    const made = await tx.db.clientFunding.create({
      data: { ...row, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
      include: withProgram,
    });
    const { fundingProgram: _name, ...after } = made;
    await audit(tx, { action: 'CREATE', recordType: 'ClientFunding', recordId: made.id, clientId, after });
    await emit(tx, 'funding.created', { id: made.id, clientId });
    return made;
  });
}

/** Changes the fields that are sent. Throws 403, 404, 412, 422. */
export async function updateFunding(
  ctx: Ctx,
  clientId: bigint,
  id: bigint,
  changes: FundingChanges,
  match?: Match,
): Promise<FundingRow> {
  await requireClient(ctx, Permission.EDIT_INSURANCE, clientId);
  return inTransaction(ctx, async (tx) => {
    const { fundingProgram: _before, ...before } = await locked(tx, fundingOf(clientId), id, match);
    if (changes.fundingProgramId !== undefined && changes.fundingProgramId !== before.fundingProgramId)
      await requireProgram(tx, changes.fundingProgramId);
    requireSense({
      totalAmount: changes.totalAmount ?? before.totalAmount,
      drawnElsewhere: changes.drawnElsewhere ?? before.drawnElsewhere,
      startDate: changes.startDate ?? before.startDate,
      endDate: changes.endDate ?? before.endDate,
    });
    const row = await tx.db.clientFunding.update({
      where: { id },
      data: { ...changes, updatedBy: tx.actor.id },
      include: withProgram,
    });
    const { fundingProgram: _after, ...after } = row;
    await audit(tx, { action: 'UPDATE', recordType: 'ClientFunding', recordId: id, clientId, before, after });
    await emit(tx, 'funding.updated', { id, clientId, before, after });
    return row;
  });
}

/** Deletes funding that no invoice or authorization names. Throws 403, 404, 409, 412. */
export async function deleteFunding(ctx: Ctx, clientId: bigint, id: bigint, match?: Match): Promise<void> {
  await requireClient(ctx, Permission.EDIT_INSURANCE, clientId);
  await inTransaction(ctx, async (tx) => {
    const { fundingProgram: _name, ...before } = await locked(tx, fundingOf(clientId), id, match);
    await tx.db.clientFunding.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'ClientFunding', recordId: id, clientId, before });
    await emit(tx, 'funding.deleted', { id, clientId });
  });
}

/** Those at once: each has its audit event. */
const AT_ONCE = 500;

/**
 * Sets EXPIRED from the day after its last one, EXHAUSTED while nothing is left, and ACTIVE again where something is. It may run twice. Gives how
 * many it changed. Throws 403 but for the server itself.
 * @param day of the practice, `2026-03-08`
 */
export async function turnFunding(ctx: Ctx, day: string, signal?: AbortSignal): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself turns the day.');
  let changed = 0;
  for (;;) {
    const turned = await inTransaction(ctx, async (tx) => {
      const rows = await turnFundingRows(tx, day, AT_ONCE);
      for (const { id, clientId, before, after } of rows)
        await audit(tx, { action: 'UPDATE', recordType: 'ClientFunding', recordId: id, clientId, before, after });
      await emit(tx, 'funding.updated', rows);
      return rows.length;
    });
    changed += turned;
    if (turned < AT_ONCE || signal?.aborted) return changed;
  }
}
