/** A client's insurance policies. */
import { requireClient } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Kept, locked } from '../../database/changing.js';
import { lockRow } from '../../database/row-locks.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { NewPolicy, PolicyChanges } from './insurance.input.js';
import type { ClientInsurance, InsuranceProvider } from '../../generated/prisma/index.js';

export type InsuranceRow = ClientInsurance & { insuranceProvider: Pick<InsuranceProvider, 'name'> };

const MOST_POLICIES = 100;

const withProvider = { insuranceProvider: { select: { name: true } } } as const;

/** A client's policies, those that cover now and the primary one first. Throws 404. */
export async function listInsurance(ctx: Ctx, clientId: bigint): Promise<InsuranceRow[]> {
  await requireClient(ctx, Permission.VIEW_INSURANCE, clientId);
  return ctx.db.clientInsurance.findMany({
    where: { clientId },
    include: withProvider,
    orderBy: [{ isPrimary: 'desc' }, { coverageStartDate: { sort: 'desc', nulls: 'last' } }, { id: 'desc' }],
    take: MOST_POLICIES,
  });
}

/** One policy of a client. Throws 404. */
export async function getInsurance(ctx: Ctx, clientId: bigint, id: bigint): Promise<InsuranceRow> {
  await requireClient(ctx, Permission.VIEW_INSURANCE, clientId);
  return find(ctx, clientId, id);
}

const policyOf = (clientId: bigint): Kept<InsuranceRow> => ({
  recordType: 'ClientInsurance',
  what: 'insurance policy',
  find: (db, id) => db.clientInsurance.findFirst({ where: { id, clientId }, include: withProvider }),
});

async function find(ctx: Ctx, clientId: bigint, id: bigint): Promise<InsuranceRow> {
  const row = await policyOf(clientId).find(ctx.db, id);
  if (!row) throw notFound('insurance policy');
  return row;
}

/** Whoever verifies a policy is the one who says so. */
const verified = (ctx: Ctx, { verificationDate }: PolicyChanges): { verifiedBy?: bigint | null } =>
  verificationDate === undefined ? {} : { verifiedBy: verificationDate === null ? null : ctx.actor.id };

interface Covering {
  coverageStartDate?: Date | null;
  coverageEndDate?: Date | null;
}

/** Whether another policy of the client is the primary one on a day of that period. */
async function hasPrimary(
  ctx: Ctx,
  clientId: bigint,
  { coverageStartDate, coverageEndDate }: Covering,
  self?: bigint,
): Promise<boolean> {
  const found = await ctx.db.clientInsurance.findFirst({
    where: {
      clientId,
      isPrimary: true,
      id: { not: self ?? 0n },
      AND: [
        coverageEndDate ? { OR: [{ coverageStartDate: null }, { coverageStartDate: { lte: coverageEndDate } }] } : {},
        coverageStartDate ? { OR: [{ coverageEndDate: null }, { coverageEndDate: { gte: coverageStartDate } }] } : {},
      ],
    },
    select: { id: true },
  });
  return found !== null;
}

const primaryExists = () =>
  conflict(
    'insurance.primary_exists',
    'The client already has a primary policy in this period. End that one, or make this one secondary.',
    {
      errors: [{ path: 'isPrimary', message: 'there is a primary policy already' }],
    },
  );

async function requireProvider(ctx: Ctx, id: bigint | undefined): Promise<void> {
  if (id !== undefined && !(await ctx.db.insuranceProvider.findFirst({ where: { id, isActive: true }, select: { id: true } }))) {
    throw unprocessable('reference.not_found', 'There is no such active insurance provider.', 'insuranceProviderId');
  }
}

/** Adds a policy. Throws 403, 404, 409 for a second primary policy in the same period, 422. */
export async function createInsurance(ctx: Ctx, clientId: bigint, input: NewPolicy): Promise<InsuranceRow> {
  await requireClient(ctx, Permission.EDIT_INSURANCE, clientId);
  return inTransaction(ctx, async (tx) => {
    await lockRow(tx.db, 'Client', clientId);
    await requireProvider(tx, input.insuranceProviderId);
    const taken = await hasPrimary(tx, clientId, input);
    if (input.isPrimary && taken) throw primaryExists();
    const now = tx.now();
    const row = await tx.db.clientInsurance.create({
      data: {
        ...input,
        ...verified(tx, input),
        clientId,
        isPrimary: input.isPrimary ?? !taken,
        createdBy: tx.actor.id,
        updatedBy: tx.actor.id,
        createdAt: now,
      },
      include: withProvider,
    });
    const { insuranceProvider: _name, ...after } = row;
    await audit(tx, { action: 'CREATE', recordType: 'ClientInsurance', recordId: row.id, clientId, after });
    await emit(tx, 'policy.created', { id: row.id, clientId });
    return row;
  });
}

/** Changes the fields that are sent. Throws 403, 404, 409, 412, 422. */
export async function updateInsurance(
  ctx: Ctx,
  clientId: bigint,
  id: bigint,
  changes: PolicyChanges,
  match?: Match,
): Promise<InsuranceRow> {
  await requireClient(ctx, Permission.EDIT_INSURANCE, clientId);
  return inTransaction(ctx, async (tx) => {
    await lockRow(tx.db, 'Client', clientId);
    const { insuranceProvider: _before, ...before } = await locked(tx, policyOf(clientId), id, match);
    await requireProvider(tx, changes.insuranceProviderId);
    const merged = { ...before, ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)) };
    if (merged.isPrimary && (await hasPrimary(tx, clientId, merged, id))) throw primaryExists();
    const row = await tx.db.clientInsurance.update({
      where: { id },
      data: { ...changes, ...verified(tx, changes), updatedBy: tx.actor.id },
      include: withProvider,
    });
    const { insuranceProvider: _after, ...after } = row;
    await audit(tx, { action: 'UPDATE', recordType: 'ClientInsurance', recordId: id, clientId, before, after });
    await emit(tx, 'policy.updated', { id, clientId, before, after });
    return row;
  });
}

/** Deletes a policy that no invoice or claim names. Throws 403, 404, 409, 412. */
export async function deleteInsurance(ctx: Ctx, clientId: bigint, id: bigint, match?: Match): Promise<void> {
  await requireClient(ctx, Permission.EDIT_INSURANCE, clientId);
  await inTransaction(ctx, async (tx) => {
    const { insuranceProvider: _name, ...before } = await locked(tx, policyOf(clientId), id, match);
    await tx.db.clientInsurance.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'ClientInsurance', recordId: id, clientId, before });
    await emit(tx, 'policy.deleted', { id, clientId });
  });
}
