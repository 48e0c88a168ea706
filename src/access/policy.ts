/** May this actor do this: by kind (403 when not), and to one client's record (404, as if it weren't there). */
import type { Ctx } from './context.js';
import type { ClientStatus } from '../generated/prisma/index.js';
import type { RecordKind } from '../kernel/error-codes.js';
import { AppError, forbidden, notFound } from '../kernel/errors.js';
import type { Actor } from './actor.js';
import { neededOfClient, NEEDS, Permission, PERMISSIONS } from './permissions.js';
import { findClient } from './policy.queries.js';
import { clientScope, type ClientScope, clientScopeSql, covers, isUnbounded, sameRights, type Subject } from './scope.js';
import { Binding } from '../database/binding.js';

/** Throws 403 unless the actor may do this at all. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (actor.can(permission)) return;
  const needed = NEEDS[permission];
  const missing = needed && !actor.can(needed) ? needed : permission;
  throw forbidden(`This needs the permission ${missing} (${PERMISSIONS[missing].description.replace(/\.$/, '')}).`);
}

/** Throws 403 unless the actor may do this for the whole practice: whoever may do it to one client alone changes nothing that is everybody's. */
export function requireEverywhere(actor: Actor, permission: Permission): void {
  requirePermission(actor, permission);
  if (!actor.has(permission)) throw forbidden(`This needs the permission ${permission} for the whole practice.`);
}

/**
 * Throws 403 unless the actor may do this at all, 404 unless this client is there and theirs to see and to do it to.
 * Inside a transaction it reads through the transaction.
 */
export async function requireClient(ctx: Ctx, permission: Permission, clientId: bigint): Promise<{ status: ClientStatus }> {
  requirePermission(ctx.actor, permission);
  const binding = new Binding();
  const conditions = [
    `c.id = ${binding.bind(String(clientId))}::bigint`,
    ...clientConditions(ctx.actor, permission, 'c.id', binding, 'one'),
  ];
  const client = await findClient(ctx, conditions, binding.values);
  if (!client) throw notFound('client');
  return client;
}

/** As requireClient, for a record of a client: whoever may not see the client is told that the record is not there. */
export async function requireClientOf(ctx: Ctx, permission: Permission, clientId: bigint, what: RecordKind): Promise<void> {
  try {
    await requireClient(ctx, permission, clientId);
  } catch (error) {
    throw error instanceof AppError && error.status === 404 ? notFound(what) : error;
  }
}

/** Throws 403 at `path` where a record would go from some to others over whom the actor has other rights (see sameRights). */
export function requireSameRights(actor: Actor, from: Subject, to: Subject, path = 'learnerId'): void {
  if (sameRights(actor, from, to)) return;
  throw new AppError(
    403,
    'field.refused',
    'Not all that you may do with records of the one whom this is about, you may do with those of the other.',
    { errors: [{ path, message: 'may not be set by you' }] },
  );
}

/**
 * The SQL conditions on a client's id (`c.id`, `a.client_id`) under which the actor may see it and do `permission` to it.
 * @param reads whether the statement names one client, or looks for many
 */
export function clientConditions(
  actor: Actor,
  permission: Permission,
  clientId: string,
  binding: Binding,
  reads: 'one' | 'many' = 'many',
): string[] {
  return [...neededOfClient(permission)].flatMap((each) => {
    const scope = clientScope(actor, each);
    return isUnbounded(scope) ? [] : [clientScopeSql(scope, clientId, binding.bind, reads)];
  });
}

/** Whether the actor may read what is noted about one client, or one learner of theirs; for many, ask once and use it for all. */
export function notesReader(actor: Actor): (clientId: bigint, learnerId?: bigint | null) => boolean {
  const scope = clientScope(actor, Permission.VIEW_CLINICAL_NOTE);
  return (clientId, learnerId = null) => covers(scope, clientId, learnerId);
}

/** What notesReader says, as an SQL condition on a row: for files, which are written where nobody knows the actor. */
export function readableNotes(actor: Actor, columns: { client: string; learner: string }, binding: Binding): string {
  const [condition = 'true'] = scopeConditions(clientScope(actor, Permission.VIEW_CLINICAL_NOTE), columns, binding);
  return condition;
}

/** SQL of the learner that a communication `m` is about: its own, else its appointment's. */
export const LEARNER_OF_COMMUNICATION =
  'coalesce(m.learner_id, (SELECT about.learner_id FROM appointments about WHERE about.id = m.appointment_id))';

/** As clientConditions, for records that may be about one learner: an entry for the learner is narrower than one for the client. */
export function learnerConditions(
  actor: Actor,
  permission: Permission,
  columns: { client: string; learner: string },
  binding: Binding,
): string[] {
  return [...neededOfClient(permission)].flatMap((each) => scopeConditions(clientScope(actor, each), columns, binding));
}

function scopeConditions(scope: ClientScope, columns: { client: string; learner: string }, binding: Binding): string[] {
  if (isUnbounded(scope)) return [];
  let condition = clientScopeSql(scope, columns.client, binding.bind);
  const list = (ids: bigint[]) => `${binding.bind(ids.map(String))}::bigint[]`;
  if (scope.openedLearners.length) condition = `(${condition} OR ${columns.learner} = ANY(${list(scope.openedLearners)}))`;
  if (scope.closedLearners.length) {
    condition = `(${condition} AND (${columns.learner} IS NULL OR ${columns.learner} <> ALL(${list(scope.closedLearners)})))`;
  }
  return [condition];
}

/** The condition under which the actor may see a record of that classification (null counts as internal). */
export function classifiedConditions(
  actor: Actor,
  column: string,
  columns: { client: string; learner: string },
  binding: Binding,
): string[] {
  const scope = clientScope(actor, Permission.VIEW_CONFIDENTIAL);
  if (isUnbounded(scope)) return [];
  const [inScope = 'true'] = scopeConditions(scope, columns, binding);
  return [`(${column} IS NULL OR ${column} IN ('PUBLIC', 'INTERNAL') OR ${inScope})`];
}
