/** Clients: who is served, by whom, and how to reach them. */
import { requireClient, requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { clientScope, covers } from '../../access/scope.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Kept, locked } from '../../database/changing.js';
import { isReferred } from '../../database/row-locks.js';
import type { Client as ClientRecord } from '../../generated/prisma/index.js';
import { requirePhone } from '../../access/practice-country.js';
import { AppError, notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import type { PossibleDuplicate } from './clients.dto.js';
import type { ClientChanges, ClientList, NewClient } from './clients.input.js';
import { type ClientRow, findClientRow, listClientRows } from './clients.queries.js';
import { clientsLike, type Person, takeTurnsAlike } from './duplicates.queries.js';

/** What the column holds of a client without a phone. */
const NO_PHONE = '';

/** Whether what tells people apart has changed. */
export function isAnotherPerson(before: Person, after: Person): boolean {
  return (['firstName', 'lastName', 'email', 'phone'] as const).some((field) => before[field] !== after[field]);
}

/** Throws 403 at `notes` for somebody who may not write the notes on this client (null: a new one). */
export function requireNotes(
  ctx: Ctx,
  input: { notes?: unknown },
  clientId: bigint | null,
  learnerId: bigint | null = null,
): void {
  if (input.notes === undefined || covers(clientScope(ctx.actor, Permission.EDIT_CLINICAL_NOTE), clientId, learnerId)) return;
  throw new AppError(403, 'field.refused', 'You may not write notes.', {
    errors: [{ path: 'notes', message: 'may not be set by you' }],
  });
}

/** Throws 403 at `paymentTermsDays` for somebody who may not change invoices. */
function requireTerms(ctx: Ctx, input: { paymentTermsDays?: unknown }): void {
  if (input.paymentTermsDays === undefined || ctx.actor.can(Permission.EDIT_BILLING)) return;
  throw new AppError(403, 'field.refused', 'You may not set terms of payment.', {
    errors: [{ path: 'paymentTermsDays', message: 'may not be set by you' }],
  });
}

/** Throws 422 at `path` unless the user is there, active and of a role that treats clients. */
export async function requireTherapist(ctx: Ctx, id: bigint | null | undefined, path: string): Promise<void> {
  if (id === null || id === undefined) return;
  const user = await ctx.db.user.findUnique({ where: { id }, select: { role: true, isActive: true } });
  if (!user?.isActive || (user.role !== 'THERAPIST' && user.role !== 'ADMIN')) {
    throw unprocessable('client.therapist', 'This is no active therapist of the practice.', path);
  }
}

/** The clients that match and that the actor may see. */
export async function listClients(ctx: Ctx, query: ClientList): Promise<Page<ClientRow>> {
  requirePermission(ctx.actor, Permission.VIEW_CLIENT);
  return listClientRows(ctx, query);
}

/** One client. Throws 404 where there is none, or none for this actor. */
export async function getClient(ctx: Ctx, id: bigint): Promise<ClientRow> {
  requirePermission(ctx.actor, Permission.VIEW_CLIENT);
  const row = await findClientRow(ctx, id);
  if (!row) throw notFound('client');
  return row;
}

/** Who may be the same person as somebody who is to be added. Throws 403. */
export async function findPossibleDuplicates(ctx: Ctx, person: Person): Promise<PossibleDuplicate[]> {
  requirePermission(ctx.actor, Permission.VIEW_CLIENT);
  return clientsLike(ctx, person);
}

/** Adds a client; also says who may be the same person. Throws 403, 422. */
export async function createClient(ctx: Ctx, input: NewClient): Promise<{ id: bigint; possibleDuplicates: PossibleDuplicate[] }> {
  requirePermission(ctx.actor, Permission.CREATE_CLIENT);
  requireNotes(ctx, input, null);
  requireTerms(ctx, input);
  await requirePhone(ctx, input.phone);
  return inTransaction(ctx, async (tx) => {
    // The seed makes all whom it names.
    if (ctx.origin.door !== 'seed') await takeTurnsAlike(tx, 'client', input);
    const possibleDuplicates = ctx.origin.door === 'seed' ? [] : await clientsLike(tx, input);
    await requireTherapist(tx, input.therapistId, 'therapistId');
    const client = await tx.db.client.create({
      data: {
        ...input,
        phone: input.phone ?? NO_PHONE,
        createdBy: tx.actor.id,
        updatedBy: tx.actor.id,
        createdAt: tx.now(),
      },
    });
    // Somebody who sees a caseload alone can't add clients to another's.
    await requireClient(tx, Permission.CREATE_CLIENT, client.id);
    await audit(tx, { action: 'CREATE', recordType: 'Client', recordId: client.id, clientId: client.id, after: client });
    await emit(tx, 'client.created', { id: client.id, clientId: client.id });
    return { id: client.id, possibleDuplicates };
  });
}

const CLIENT: Kept<ClientRecord> = {
  recordType: 'Client',
  what: 'client',
  find: (db, id) => db.client.findUnique({ where: { id } }),
};

/**
 * Changes the fields that are sent; says who may be the same person by what has changed. Throws 403, 404, 412 when somebody changed the
 * client since what `match` wants, 422.
 */
export async function updateClient(ctx: Ctx, id: bigint, changes: ClientChanges, match?: Match): Promise<PossibleDuplicate[]> {
  await requireClient(ctx, Permission.EDIT_CLIENT, id);
  requireNotes(ctx, changes, id);
  requireTerms(ctx, changes);
  return inTransaction(ctx, async (tx) => {
    const before = await locked(tx, CLIENT, id, match);
    if (changes.phone !== before.phone) await requirePhone(tx, changes.phone);
    if (changes.therapistId !== before.therapistId) await requireTherapist(tx, changes.therapistId, 'therapistId');
    const phone = changes.phone === null ? NO_PHONE : changes.phone;
    const after = await tx.db.client.update({ where: { id }, data: { ...changes, phone, updatedBy: tx.actor.id } });
    await audit(tx, { action: 'UPDATE', recordType: 'Client', recordId: id, clientId: id, before, after });
    await emit(tx, 'client.updated', { id, clientId: id, before, after });
    return isAnotherPerson(before, after) ? clientsLike(tx, after) : [];
  });
}

/**
 * Deletes a client who has no records; one with records is archived: what was written about a person is kept.
 * Says which of the two it was. Throws 403, 404, 412.
 */
export async function deleteClient(ctx: Ctx, id: bigint, match?: Match): Promise<'deleted' | 'archived'> {
  await requireClient(ctx, Permission.DELETE_CLIENT, id);
  return inTransaction(ctx, async (tx) => {
    const before = await locked(tx, CLIENT, id, match);
    if (await isReferred(tx.db, 'clients', id)) {
      const after = await tx.db.client.update({ where: { id }, data: { status: 'ARCHIVED', updatedBy: tx.actor.id } });
      await audit(tx, { action: 'ARCHIVE', recordType: 'Client', recordId: id, clientId: id, before, after });
      await emit(tx, 'client.archived', { id, clientId: id });
      return 'archived';
    }
    await tx.db.client.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'Client', recordId: id, clientId: id, before });
    await emit(tx, 'client.deleted', { id, clientId: id });
    return 'deleted';
  });
}
