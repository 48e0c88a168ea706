/** May this actor do this: by kind (403 when not), and to one client's record (404, as if it weren't there). */
import type { Ctx } from '../context.js';
import { forbidden, notFound } from '../shared/errors.js';
import type { Actor } from './actor.js';
import { Permission, PERMISSIONS } from './permissions.js';
import { clientScope, clientScopeSql, isUnbounded } from './scope.js';
import { prepared } from '../database/client.js';
import { Binding } from '../shared/pagination.js';

/** Throws 403 unless the actor may do this at all. */
export function requirePermission(actor: Actor, permission: Permission): void {
  if (!actor.can(permission)) {
    throw forbidden(`This needs the permission ${permission} (${PERMISSIONS[permission].description.replace(/\.$/, '')}).`);
  }
}

/**
 * Throws 403 unless the actor may do this at all, 404 unless this client is there and theirs to see and to do it to.
 * Inside a transaction it reads through the transaction.
 */
export async function requireClient(ctx: Ctx, permission: Permission, clientId: bigint): Promise<void> {
  requirePermission(ctx.actor, permission);
  const binding = new Binding();
  const conditions = [`c.id = ${binding.bind(String(clientId))}::bigint`, ...clientConditions(ctx.actor, permission, 'c.id', binding)];
  const text = `SELECT 1 FROM clients c WHERE ${conditions.join(' AND ')}`;
  const rows = ctx.transaction
    ? await ctx.db.$queryRawUnsafe<unknown[]>(text, ...binding.values)
    : await prepared(ctx.pool, text, binding.values);
  if (rows.length === 0) throw notFound('client');
}

/** The SQL conditions on a client's id (`c.id`, `a.client_id`) under which the actor may see it and do `permission` to it. */
export function clientConditions(actor: Actor, permission: Permission, clientId: string, binding: Binding): string[] {
  return [...new Set([Permission.VIEW_CLIENT, permission])].flatMap((each) => {
    const scope = clientScope(actor, each);
    return isUnbounded(scope) ? [] : [clientScopeSql(scope, clientId, binding.bind)];
  });
}
