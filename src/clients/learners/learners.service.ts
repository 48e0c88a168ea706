/** Learners: who is treated. */
import { requireClient, requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import type { Learner as LearnerRecord } from '../../generated/prisma/index.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import type { PossibleDuplicate } from '../clients/clients.dto.js';
import { requireNotes, requireTherapist } from '../clients/clients.service.js';
import { learnersLike, takeTurnsAlike } from '../clients/duplicates.queries.js';
import type { LearnerChanges, LearnerList, NewLearner } from './learners.input.js';
import { findLearnerRow, type LearnerRow, listLearnerRows } from './learners.queries.js';
import { visibleLearners } from './visible-learners.queries.js';

/** A client's learners, those that the actor may see. Throws 404 for a client that they may not see. */
export async function listLearners(ctx: Ctx, clientId: bigint, query: LearnerList): Promise<Page<LearnerRow>> {
  await requireClient(ctx, Permission.VIEW_CLIENT, clientId);
  return listLearnerRows(ctx, clientId, query);
}

/** One learner of a client. Throws 404. */
export async function getLearner(ctx: Ctx, clientId: bigint, id: bigint): Promise<LearnerRow> {
  requirePermission(ctx.actor, Permission.VIEW_CLIENT);
  const row = await findLearnerRow(ctx, clientId, id);
  if (!row) throw notFound('learner');
  return row;
}

/** Throws 403, and 404 unless this learner of the client is the actor's to see and to do this to: an entry for one learner beats the rest. */
async function requireLearner(ctx: Ctx, permission: Permission, clientId: bigint, id: bigint): Promise<void> {
  requirePermission(ctx.actor, permission);
  if ((await visibleLearners(ctx, permission, [id])).get(id) !== clientId) throw notFound('learner');
}

/** Today's date in UTC is late enough for every zone west of it; a birth in the future is a slip of the pen. */
function requireBirth(ctx: Ctx, date: Date | null | undefined): void {
  const tomorrow = ctx.now().getTime() + 86_400_000;
  if (date && (date.getTime() > tomorrow || date.getUTCFullYear() < 1900)) {
    throw unprocessable('learner.date_of_birth', 'A date of birth lies in the past, and not before 1900.', 'dateOfBirth');
  }
}

/** Adds a learner to a client; also says who may be the same person. Throws 403, 404, 422. */
export async function createLearner(
  ctx: Ctx,
  clientId: bigint,
  input: NewLearner,
): Promise<{ id: bigint; possibleDuplicates: PossibleDuplicate[] }> {
  await requireClient(ctx, Permission.CREATE_CLIENT, clientId);
  requireNotes(ctx, input, clientId);
  requireBirth(ctx, input.dateOfBirth);
  return inTransaction(ctx, async (tx) => {
    if (ctx.origin.door !== 'seed') await takeTurnsAlike(tx, 'learner', input);
    const possibleDuplicates = ctx.origin.door === 'seed' ? [] : await learnersLike(tx, clientId, input);
    await requireTherapist(tx, input.instructorId, 'instructorId');
    const learner = await tx.db.learner.create({
      data: {
        ...input,
        clientId,
        createdBy: tx.actor.id,
        updatedBy: tx.actor.id,
        createdAt: tx.now(),
      },
    });
    await audit(tx, { action: 'CREATE', recordType: 'Learner', recordId: learner.id, clientId, after: learner });
    await emit(tx, 'learner.created', { id: learner.id, clientId });
    return { id: learner.id, possibleDuplicates };
  });
}

const learnerOf = (clientId: bigint): Audited<LearnerRecord> => ({
  recordType: 'Learner',
  clientId,
  what: 'learner',
  find: (db, id) => db.learner.findFirst({ where: { id, clientId } }),
});

/** Changes the fields that are sent. Throws 403, 404, 412, 422. */
export async function updateLearner(
  ctx: Ctx,
  clientId: bigint,
  id: bigint,
  changes: LearnerChanges,
  match?: Match,
): Promise<void> {
  await requireLearner(ctx, Permission.EDIT_CLIENT, clientId, id);
  requireNotes(ctx, changes, clientId, id);
  await inTransaction(ctx, async (tx) => {
    const change = await changing(tx, learnerOf(clientId), id, match, async (before) => {
      if (changes.instructorId !== before.instructorId) await requireTherapist(tx, changes.instructorId, 'instructorId');
      requireBirth(tx, changes.dateOfBirth);
      return tx.db.learner.update({
        where: { id },
        data: { ...changes, updatedBy: tx.actor.id },
      });
    });
    await emit(tx, 'learner.updated', { id, clientId, ...change });
  });
}

/** Deletes a learner without records. Throws 409 for one with records: set them inactive instead. */
export async function deleteLearner(ctx: Ctx, clientId: bigint, id: bigint, match?: Match): Promise<void> {
  await requireLearner(ctx, Permission.DELETE_CLIENT, clientId, id);
  await inTransaction(ctx, async (tx) => {
    await removing(tx, learnerOf(clientId), id, match, () => tx.db.learner.delete({ where: { id } }));
    await emit(tx, 'learner.deleted', { id, clientId });
  });
}
