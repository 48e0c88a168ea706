/** Fee agreements: what a client pays in place of the list price. What was billed before stays as it is. */
import { Permission } from '../../access/permissions.js';
import { requireClient, requireClientOf, requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import type { Page } from '../../database/lists.js';
import { emit } from '../../events/emit.js';
import type { FeeAgreement } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import { insteadOf } from '../rules/instead-of.js';
import type { FeeAgreementChanges, FeeAgreementList, NewFeeAgreement } from './fee-agreements.input.js';
import { type FeeAgreementRow, findFeeAgreementRow, listFeeAgreementRows } from './fee-agreements.queries.js';

/** Throws 403. */
export async function listFeeAgreements(ctx: Ctx, query: FeeAgreementList): Promise<Page<FeeAgreementRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listFeeAgreementRows(ctx, query);
}

/** Throws 403, 404. */
export async function getFeeAgreement(ctx: Ctx, id: bigint): Promise<FeeAgreementRow> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findFeeAgreementRow(ctx, id);
  if (!row) throw notFound('fee agreement');
  return row;
}

type Agreed = Pick<FeeAgreement, 'price' | 'percent' | 'validFrom' | 'validTo'>;

function requireAgreed({ price, percent, validFrom, validTo }: Agreed): void {
  if ((price === null) === (percent === null))
    throw unprocessable('fee_agreement.price', 'Say a price, or per cent of the list price: one of the two.', 'price');
  if (price?.isNegative()) throw unprocessable('fee_agreement.price', 'A price is not negative.', 'price');
  if (validTo && validTo < validFrom)
    throw unprocessable('fee_agreement.dates', 'It ends on or after the day on which it begins.', 'validTo');
}

async function requireService(tx: Ctx, id: bigint | null | undefined): Promise<void> {
  if (id && (await tx.db.serviceCode.count({ where: { id, isActive: true } })) === 0)
    throw unprocessable('reference.not_found', 'There is no such active service code.', 'serviceCodeId');
}

/** Throws 403, 404 (no such client), 409 (another counts on some of these days), 422. */
export async function createFeeAgreement(ctx: Ctx, input: NewFeeAgreement): Promise<FeeAgreement> {
  await requireClient(ctx, Permission.EDIT_BILLING, input.clientId);
  return inTransaction(ctx, async (tx) => {
    const { price = null, percent = null, validTo = null } = input;
    requireAgreed({ validFrom: input.validFrom, price, percent, validTo });
    await requireService(tx, input.serviceCodeId);
    const by = { createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() };
    const row = await tx.db.feeAgreement.create({ data: { ...input, ...by } });
    const { id, clientId } = row;
    await audit(tx, { action: 'CREATE', recordType: 'FeeAgreement', recordId: id, clientId, after: row });
    await emit(tx, 'fee_agreement.created', { id, clientId });
    return row;
  });
}

const kept = (clientId: bigint): Audited<FeeAgreement> => ({
  recordType: 'FeeAgreement',
  what: 'fee agreement',
  clientId,
  find: (db, id) => db.feeAgreement.findUnique({ where: { id } }),
});

async function requireFeeAgreement(tx: Ctx, id: bigint): Promise<FeeAgreement> {
  requirePermission(tx.actor, Permission.EDIT_BILLING);
  const row = await tx.db.feeAgreement.findUnique({ where: { id } });
  if (!row) throw notFound('fee agreement');
  await requireClientOf(tx, Permission.EDIT_BILLING, row.clientId, 'fee agreement');
  return row;
}

/** Changes the fields that are sent; a price takes the place of per cent, and the other way round. Throws 403, 404, 409, 412, 422. */
export async function updateFeeAgreement(ctx: Ctx, id: bigint, sent: FeeAgreementChanges, match?: Match): Promise<void> {
  const changes = insteadOf(sent, 'price', 'percent');
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireFeeAgreement(tx, id);
    const change = await changing(tx, kept(clientId), id, match, async (before) => {
      requireAgreed({ ...before, ...changes });
      if (changes.serviceCodeId !== before.serviceCodeId) await requireService(tx, changes.serviceCodeId);
      return tx.db.feeAgreement.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'fee_agreement.updated', { id, clientId, ...change });
  });
}

/** Throws 403, 404, 412. */
export async function deleteFeeAgreement(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { clientId } = await requireFeeAgreement(tx, id);
    await removing(tx, kept(clientId), id, match, () => tx.db.feeAgreement.delete({ where: { id } }));
    await emit(tx, 'fee_agreement.deleted', { id, clientId });
  });
}
