/** Alerts: what everybody must know before they meet a client or a learner. */
import { requireClient } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { lockRow } from '../../database/row-locks.js';
import type { ClientAlert } from '../../generated/prisma/index.js';
import { AppError, notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { requireLearnerOf } from '../learners/learner-of.js';
import { visibleLearners } from '../learners/visible-learners.queries.js';
import type { AlertChanges, NewAlert } from './alerts.input.js';
import {
  type AlertRow,
  alertRowsOf,
  type InterpretedRow,
  interpretersFor,
  listAlertRows,
  MOST_ALERTS,
  MOST_OF_THOSE,
  type Those,
} from './alerts.queries.js';

/**
 * Throws 403, and 404 unless the actor may do this to the client, or to one of these learners: an entry may open one learner alone, and
 * with them what is about them. @param learnerIds all of the client's where not said
 */
async function requireMay(ctx: Ctx, permission: Permission, clientId: bigint, learnerIds?: readonly bigint[]): Promise<void> {
  try {
    await requireClient(ctx, permission, clientId);
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 404) throw error;
    const theirs = await ctx.db.learner.findMany({
      where: { clientId, ...(learnerIds && { id: { in: [...learnerIds] } }) },
      select: { id: true },
    });
    const ids = theirs.map(({ id }) => id);
    if (!(await visibleLearners(ctx, permission, ids)).size) throw error;
  }
}

/** A client's alerts, and the interpreter that the client's own record asks for. Throws 403, 404. */
export async function listAlerts(
  ctx: Ctx,
  clientId: bigint,
): Promise<{ items: AlertRow[]; interpreter: InterpretedRow | undefined }> {
  await requireMay(ctx, Permission.VIEW_CLIENT, clientId);
  const [items, [interpreter]] = await Promise.all([listAlertRows(ctx, clientId), interpretersFor(ctx, [clientId])]);
  return { items, interpreter };
}

/** What is to be known of several at once, as far as the actor may see them: of all who come to a session. Two statements. */
export async function alertsOf(
  ctx: Ctx,
  those: Those,
): Promise<{ items: AlertRow[]; interpreters: InterpretedRow[]; truncated: boolean }> {
  const [items, interpreters] = await Promise.all([alertRowsOf(ctx, those), interpretersFor(ctx, those.clientIds)]);
  return {
    items: items.slice(0, MOST_OF_THOSE),
    interpreters: interpreters.slice(0, MOST_OF_THOSE),
    truncated: items.length > MOST_OF_THOSE || interpreters.length > MOST_OF_THOSE,
  };
}

/** One alert of a client. Throws 403, 404. */
export async function getAlert(ctx: Ctx, clientId: bigint, id: bigint): Promise<AlertRow> {
  await requireMay(ctx, Permission.VIEW_CLIENT, clientId);
  const [row] = await listAlertRows(ctx, clientId, id);
  if (!row) throw notFound('alert');
  return row;
}

const alertOf = (clientId: bigint): Audited<ClientAlert> => ({
  recordType: 'ClientAlert',
  clientId,
  what: 'alert',
  find: (db, id) => db.clientAlert.findFirst({ where: { id, clientId } }),
});

/** Throws 404 for an alert about somebody to whom the actor may not do this. */
async function requireSubject(ctx: Ctx, permission: Permission, { clientId, learnerId }: ClientAlert): Promise<void> {
  if (learnerId === null) await requireClient(ctx, permission, clientId);
  else if (!(await visibleLearners(ctx, permission, [learnerId])).size) throw notFound('alert');
}

/** Adds an alert; gives its id. Throws 403, 404, 422. */
export async function createAlert(ctx: Ctx, clientId: bigint, input: NewAlert): Promise<{ id: bigint }> {
  await requireMay(ctx, Permission.EDIT_CLIENT, clientId, input.learnerId ? [input.learnerId] : []);
  return inTransaction(ctx, async (tx) => {
    await lockRow(tx.db, 'Client', clientId);
    if ((await tx.db.clientAlert.count({ where: { clientId } })) >= MOST_ALERTS)
      throw unprocessable('alert.too_many', `A client has at most ${MOST_ALERTS} alerts.`);
    await requireLearnerOf(tx, Permission.EDIT_CLIENT, clientId, input.learnerId);
    const row = await tx.db.clientAlert.create({
      data: { ...input, clientId, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'ClientAlert', recordId: row.id, clientId, after: row });
    await emit(tx, 'alert.created', { id: row.id, clientId });
    return row;
  });
}

/** Changes the fields that are sent. Throws 403, 404, 412, 422. */
export async function updateAlert(ctx: Ctx, clientId: bigint, id: bigint, changes: AlertChanges, match?: Match): Promise<void> {
  await requireMay(ctx, Permission.EDIT_CLIENT, clientId);
  await inTransaction(ctx, async (tx) => {
    const change = await changing(tx, alertOf(clientId), id, match, async (before) => {
      await requireSubject(tx, Permission.EDIT_CLIENT, before);
      await requireLearnerOf(tx, Permission.EDIT_CLIENT, clientId, changes.learnerId);
      if (changes.learnerId === null) await requireClient(tx, Permission.EDIT_CLIENT, clientId);
      return tx.db.clientAlert.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'alert.updated', { id, clientId, ...change });
  });
}

/** Takes an alert away; the audit trail keeps what it said. Throws 403, 404, 412. */
export async function deleteAlert(ctx: Ctx, clientId: bigint, id: bigint, match?: Match): Promise<void> {
  await requireMay(ctx, Permission.EDIT_CLIENT, clientId);
  await inTransaction(ctx, async (tx) => {
    await removing(tx, alertOf(clientId), id, match, async (before) => {
      await requireSubject(tx, Permission.EDIT_CLIENT, before);
      await tx.db.clientAlert.delete({ where: { id } });
    });
    await emit(tx, 'alert.deleted', { id, clientId });
  });
}
