/** Caregivers: who acts for a client, how to reach them, and what they may do. */
import { requireClient } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { lockRow } from '../../database/row-locks.js';
import type { Caregiver } from '../../generated/prisma/index.js';
import { requirePhone } from '../../access/practice-country.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { CaregiverChanges, NewCaregiver } from './caregivers.input.js';
import type { PossibleDuplicate } from '../clients/clients.dto.js';
import { caregiversLike } from '../clients/duplicates.queries.js';

/** A family has a handful; the bound keeps the list whole on one page. */
const MOST_CAREGIVERS = 50;

/** A client's caregivers, the primary contact first. Throws 404. */
export async function listCaregivers(ctx: Ctx, clientId: bigint): Promise<Caregiver[]> {
  await requireClient(ctx, Permission.VIEW_CLIENT, clientId);
  return ctx.db.caregiver.findMany({
    where: { clientId },
    orderBy: [{ isPrimaryContact: 'desc' }, { lastName: 'asc' }, { id: 'asc' }],
    take: MOST_CAREGIVERS,
  });
}

/** One caregiver of a client. Throws 404. */
export async function getCaregiver(ctx: Ctx, clientId: bigint, id: bigint): Promise<Caregiver> {
  await requireClient(ctx, Permission.VIEW_CLIENT, clientId);
  return find(ctx, clientId, id);
}

async function find(ctx: Ctx, clientId: bigint, id: bigint): Promise<Caregiver> {
  const row = await ctx.db.caregiver.findFirst({ where: { id, clientId } });
  if (!row) throw notFound('caregiver');
  return row;
}

const caregiverOf = (clientId: bigint): Audited<Caregiver> => ({
  recordType: 'Caregiver',
  clientId,
  what: 'caregiver',
  find: (db, id) => db.caregiver.findFirst({ where: { id, clientId } }),
});

/** Somebody must be reachable, and the client's primary contact is one person: a new one takes it over from the old one. */
async function settle(
  ctx: Ctx,
  clientId: bigint,
  row: { email?: string | null; phone?: string | null; isPrimaryContact?: boolean },
  self?: bigint,
): Promise<void> {
  if (!row.email && !row.phone)
    throw unprocessable('caregiver.contact_missing', 'Give an e-mail address or a phone number.', 'phone');
  if (!row.isPrimaryContact) return;
  const before = await ctx.db.caregiver.findFirst({ where: { clientId, isPrimaryContact: true, id: { not: self ?? 0n } } });
  if (!before) return;
  const after = await ctx.db.caregiver.update({
    where: { id: before.id },
    data: { isPrimaryContact: false, updatedBy: ctx.actor.id },
  });
  await audit(ctx, { action: 'UPDATE', recordType: 'Caregiver', recordId: before.id, clientId, before, after });
  await emit(ctx, 'caregiver.updated', { id: before.id, clientId, before, after });
}

/** Adds a caregiver; also says who of the client's caregivers may be the same person. Throws 403, 404, 422. */
export async function createCaregiver(
  ctx: Ctx,
  clientId: bigint,
  input: NewCaregiver,
): Promise<{ row: Caregiver; possibleDuplicates: PossibleDuplicate[] }> {
  await requireClient(ctx, Permission.CREATE_CLIENT, clientId);
  await requirePhone(ctx, input.phone);
  return inTransaction(ctx, async (tx) => {
    await lockRow(tx.db, 'Client', clientId);
    const possibleDuplicates = ctx.origin.door === 'seed' ? [] : await caregiversLike(tx, clientId, input);
    if ((await tx.db.caregiver.count({ where: { clientId } })) >= MOST_CAREGIVERS) {
      throw unprocessable('caregiver.too_many', `A client has at most ${MOST_CAREGIVERS} caregivers.`);
    }
    await settle(tx, clientId, input);
    const row = await tx.db.caregiver.create({
      data: { ...input, clientId, createdBy: tx.actor.id, updatedBy: tx.actor.id },
    });
    await audit(tx, { action: 'CREATE', recordType: 'Caregiver', recordId: row.id, clientId, after: row });
    await emit(tx, 'caregiver.created', { id: row.id, clientId });
    return { row, possibleDuplicates };
  });
}

/** Changes the fields that are sent. Throws 403, 404, 412, 422. */
export async function updateCaregiver(
  ctx: Ctx,
  clientId: bigint,
  id: bigint,
  changes: CaregiverChanges,
  match?: Match,
): Promise<Caregiver> {
  await requireClient(ctx, Permission.EDIT_CLIENT, clientId);
  return inTransaction(ctx, async (tx) => {
    // The client's row first: two who name a primary contact at the same time take turns.
    await lockRow(tx.db, 'Client', clientId);
    const change = await changing(tx, caregiverOf(clientId), id, match, async (before) => {
      if (changes.phone !== before.phone) await requirePhone(tx, changes.phone);
      await settle(tx, clientId, { ...before, ...changes, isPrimaryContact: changes.isPrimaryContact ?? false }, id);
      return tx.db.caregiver.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'caregiver.updated', { id, clientId, ...change });
    return change.after;
  });
}

/** Takes a caregiver off a client. Throws 403, 404, 412. */
export async function deleteCaregiver(ctx: Ctx, clientId: bigint, id: bigint, match?: Match): Promise<void> {
  await requireClient(ctx, Permission.DELETE_CLIENT, clientId);
  await inTransaction(ctx, async (tx) => {
    await removing(tx, caregiverOf(clientId), id, match, () => tx.db.caregiver.delete({ where: { id } }));
    await emit(tx, 'caregiver.deleted', { id, clientId });
  });
}
