/** Authorizations: what funding sources and policies have agreed to beforehand, in money, units or visits. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requireClient } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { requireLearnerOf } from '../../clients/learners/learner-of.js';
import { emit } from '../../events/emit.js';
import type { ServiceAuthorization } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import { fromDate } from '../../kernel/time.js';
import { requireOwn } from '../ledger/own-payers.js';
import { today } from '../ledger/posting.service.js';
import type { AuthorizationChanges, NewAuthorization } from './authorizations.input.js';
import {
  type AuthorizationRow,
  authorizationRows,
  holdBookings,
  knownCodes,
  MOST_AUTHORIZATIONS,
  type UseRow,
  useRows,
} from './authorizations.queries.js';
import { usesOf, writeUses } from './drawing.queries.js';
import { settleDraws } from './drawing.service.js';

/** A client's, the latest last day first. Throws 403, 404. */
export async function listAuthorizations(ctx: Ctx, clientId: bigint): Promise<AuthorizationRow[]> {
  await requireClient(ctx, Permission.VIEW_INSURANCE, clientId);
  return authorizationRows(ctx, Permission.VIEW_INSURANCE, fromDate(await today(ctx)), clientId);
}

/** One of a client. Throws 403, 404: one for a learner out of sight is as one that is not there. */
export async function getAuthorization(
  ctx: Ctx,
  clientId: bigint,
  id: bigint,
  permission: Permission = Permission.VIEW_INSURANCE,
): Promise<AuthorizationRow> {
  await requireClient(ctx, permission, clientId);
  const [row] = await authorizationRows(ctx, permission, fromDate(await today(ctx)), clientId, id);
  if (!row) throw notFound('authorization');
  return row;
}

const MOST_USES = 1000;

/** The visits that draw on it, as far as the actor may see whose they are. Throws 403, 404. */
export async function listUses(ctx: Ctx, clientId: bigint, id: bigint): Promise<{ items: UseRow[]; more: boolean }> {
  await getAuthorization(ctx, clientId, id);
  const rows = await useRows(ctx, Permission.VIEW_INSURANCE, id, MOST_USES + 1);
  return { items: rows.slice(0, MOST_USES), more: rows.length > MOST_USES };
}

const authorizationOf = (clientId: bigint): Audited<ServiceAuthorization> => ({
  recordType: 'ServiceAuthorization',
  clientId,
  what: 'authorization',
  find: (db, id) => db.serviceAuthorization.findFirst({ where: { id, clientId } }),
});

/** Throws 422 unless one payer agreed, and it is one of this client's. */
async function requirePayer(
  tx: Ctx,
  clientId: bigint,
  { fundingId = null, insuranceId = null }: Pick<NewAuthorization, 'fundingId' | 'insuranceId'>,
): Promise<void> {
  if ((fundingId === null) === (insuranceId === null))
    throw unprocessable('authorization.payer', 'Name the funding source or the policy that agreed: one of them.', 'fundingId');
  await requireOwn(tx, clientId, { insuranceId, fundingId });
}

async function requireCodes(tx: Ctx, codes: readonly string[] | undefined): Promise<void> {
  if (!codes?.length) return;
  const known = await knownCodes(tx, codes);
  const missing = codes.find((code) => !known.has(code));
  if (missing !== undefined) throw unprocessable('reference.not_found', `There is no service ${missing}.`, 'serviceCodes');
}

type Sense = Pick<ServiceAuthorization, 'validFrom' | 'validTo' | 'kind' | 'amount'>;

/** Holds the whole row to its rules; the database has them as CHECKs too. */
function requireSense({ validFrom, validTo, kind, amount }: Sense): void {
  if (validTo < validFrom)
    throw unprocessable('authorization.dates', 'An authorization ends on or after the day it starts.', 'validTo');
  if (!amount.greaterThan(0)) throw unprocessable('authorization.amount', 'It is for more than nothing.', 'amount');
  if (kind === 'VISITS' && !amount.isInteger())
    throw unprocessable('authorization.amount', 'Visits are whole numbers.', 'amount');
}

/** Adds one; the visits that are there draw on it at once. Throws 403, 404, 409 for one too many, 422. */
export async function createAuthorization(ctx: Ctx, clientId: bigint, input: NewAuthorization): Promise<{ id: bigint }> {
  await requireClient(ctx, Permission.EDIT_INSURANCE, clientId);
  requireSense(input);
  return inTransaction(ctx, async (tx) => {
    await holdBookings(tx, clientId);
    if ((await tx.db.serviceAuthorization.count({ where: { clientId } })) >= MOST_AUTHORIZATIONS)
      throw conflict('authorization.too_many', `A client has at most ${MOST_AUTHORIZATIONS} authorizations.`);
    await requirePayer(tx, clientId, input);
    await requireLearnerOf(tx, Permission.EDIT_INSURANCE, clientId, input.learnerId);
    await requireCodes(tx, input.serviceCodes);
    const row = await tx.db.serviceAuthorization.create({
      data: { ...input, clientId, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'ServiceAuthorization', recordId: row.id, clientId, after: row });
    await settleDraws(tx, [clientId]);
    await emit(tx, 'authorization.created', { id: row.id, clientId });
    return row;
  });
}

/** Of which visits draw anew when they change. */
const DRAWN_BY = ['learnerId', 'validFrom', 'validTo', 'kind', 'amount', 'serviceCodes'] as const;

/**
 * Changes the fields that are sent; visits draw on it anew, those that took place first. Throws 403, 404, 409 for less than they come to, 412,
 * 422.
 */
export async function updateAuthorization(
  ctx: Ctx,
  clientId: bigint,
  id: bigint,
  changes: AuthorizationChanges,
  match?: Match,
): Promise<void> {
  await getAuthorization(ctx, clientId, id, Permission.EDIT_INSURANCE);
  await inTransaction(ctx, async (tx) => {
    const redraws = DRAWN_BY.some((name) => changes[name] !== undefined);
    if (redraws) await holdBookings(tx, clientId);
    const change = await changing(tx, authorizationOf(clientId), id, match, async (before) => {
      // As it is under the lock: it may be for another learner by now.
      await getAuthorization(tx, clientId, id, Permission.EDIT_INSURANCE);
      const { kind = before.kind, amount = before.amount } = changes;
      requireSense({
        kind,
        amount,
        validFrom: changes.validFrom ?? before.validFrom,
        validTo: changes.validTo ?? before.validTo,
      });
      await requireLearnerOf(tx, Permission.EDIT_INSURANCE, clientId, changes.learnerId);
      await requireCodes(tx, changes.serviceCodes);
      if (kind === before.kind && new Decimal(amount).lessThan(before.used))
        throw conflict('authorization.drawn', `Visits that took place have used ${before.used.toFixed(2)} of it.`, {
          errors: [{ path: 'amount', message: `must be at least ${before.used.toFixed(2)}` }],
        });
      if (redraws) await writeUses(tx, await usesOf(tx, [clientId]), []);
      return tx.db.serviceAuthorization.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    if (redraws) await settleDraws(tx, [clientId]);
    await emit(tx, 'authorization.updated', { id, clientId, ...change });
  });
}

/** Deletes one that no visit has used; what is reserved is let go. Throws 403, 404, 409, 412. */
export async function deleteAuthorization(ctx: Ctx, clientId: bigint, id: bigint, match?: Match): Promise<void> {
  await getAuthorization(ctx, clientId, id, Permission.EDIT_INSURANCE);
  await inTransaction(ctx, async (tx) => {
    await removing(tx, authorizationOf(clientId), id, match, async (before) => {
      await getAuthorization(tx, clientId, id, Permission.EDIT_INSURANCE);
      if (before.used.greaterThan(0))
        throw conflict('authorization.drawn', 'Visits that took place have drawn on it: let it end instead.');
      await tx.db.serviceAuthorization.delete({ where: { id } });
    });
    await settleDraws(tx, [clientId]);
    await emit(tx, 'authorization.deleted', { id, clientId });
  });
}
