/** A client's insurance policies. */
import { requireClient } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { practiceDay } from '../../access/practice-zone.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Kept, locked } from '../../database/changing.js';
import { lockRow } from '../../database/row-locks.js';
import { conflict, forbidden, notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { NewPolicy, PolicyChanges } from './insurance.input.js';
import { turnPolicyYears } from './insurance.queries.js';
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

type Amounts = Partial<Pick<ClientInsurance, 'maxAnnualCoverage' | 'drawnElsewhere' | 'policyYearMonth' | 'policyYearDay'>>;

/** Holds the whole row to its rules; the database has them as CHECKs too. */
function requireSense({ maxAnnualCoverage, drawnElsewhere, policyYearMonth = 1, policyYearDay = 1 }: Amounts): void {
  const tooMuch = maxAnnualCoverage && drawnElsewhere?.greaterThan(maxAnnualCoverage);
  if (tooMuch || drawnElsewhere?.isNegative())
    throw unprocessable('insurance.amount', 'What was drawn elsewhere lies between 0.00 and the maximum.', 'drawnElsewhere');
  // A leap year: 29 February is a day on which a policy year may begin.
  if (policyYearDay > new Date(Date.UTC(2028, policyYearMonth, 0)).getUTCDate())
    throw unprocessable('insurance.policy_year', 'That month has no such day.', 'policyYearDay');
}

/** Adds a policy. Throws 403, 404, 409 for a second primary policy in the same period, 422. */
export async function createInsurance(ctx: Ctx, clientId: bigint, input: NewPolicy): Promise<InsuranceRow> {
  await requireClient(ctx, Permission.EDIT_INSURANCE, clientId);
  return inTransaction(ctx, async (tx) => {
    await lockRow(tx.db, 'Client', clientId);
    await requireProvider(tx, input.insuranceProviderId);
    requireSense(input);
    const taken = await hasPrimary(tx, clientId, input);
    if (input.isPrimary && taken) throw primaryExists();
    const now = tx.now();
    const row = await tx.db.clientInsurance.create({
      data: {
        ...input,
        ...verified(tx, input),
        clientId,
        isPrimary: input.isPrimary ?? !taken,
        policyYearStart: await practiceDay(tx),
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
    requireSense(merged);
    await tx.db.clientInsurance.update({
      where: { id },
      data: { ...changes, ...verified(tx, changes), policyYearStart: await practiceDay(tx), updatedBy: tx.actor.id },
    });
    // What was paid may be of another year now.
    const row = await find(tx, clientId, id);
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

/** Those at once: each has its audit event. */
const AT_ONCE = 500;

/**
 * Begins the policy year of those for which it begins: what is left of them is the whole again, less what was drawn on the new year already. It
 * may run twice. Gives how many it changed. Throws 403 but for the server itself.
 * @param day of the practice, `2026-03-08`
 */
export async function turnPolicies(ctx: Ctx, day: string, signal?: AbortSignal): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself turns the day.');
  let changed = 0;
  for (;;) {
    const turned = await inTransaction(ctx, async (tx) => {
      const rows = await turnPolicyYears(tx, day, AT_ONCE);
      for (const { id, clientId, before, after } of rows)
        await audit(tx, { action: 'UPDATE', recordType: 'ClientInsurance', recordId: id, clientId, before, after });
      await emit(tx, 'policy.updated', rows);
      return rows.length;
    });
    changed += turned;
    if (turned < AT_ONCE || signal?.aborted) return changed;
  }
}
